import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  eventsFile,
  hoursFile,
  openWorkspace,
  pingsFile,
  plainName,
  type Workspace,
  workspacePerTest,
  zonesFile,
} from './workspace.ts';

const work = workspacePerTest();

/** The files of one command. */
interface Load {
  readonly texts: readonly string[];
  readonly flags: readonly string[];
}

const store = fc.constantFrom('1', '2');
const time = fc.constantFrom('2024-10-15T08:00:00Z', '2024-10-15T09:00:00Z', 'soon');

function fileOf(
  row: fc.Arbitrary<string>,
  write: (lines: string[]) => string,
  flags: readonly string[] = [],
  fileCount = 1,
): fc.Arbitrary<Load> {
  const text = fc.array(row, { minLength: 1, maxLength: 5 }).map(write);
  return fc.record({
    texts: fc.array(text, { minLength: fileCount, maxLength: fileCount }),
    flags: fc.subarray([...flags]),
  });
}

const joined = (...parts: fc.Arbitrary<string>[]) =>
  fc.tuple(...parts).map((values) => values.join(','));

const status = fc.constantFrom('active', 'inactive');
const day = fc.constantFrom('0', '1', '9');
const goodDay = fc.constantFrom('0', '1', '2');
const opens = fc.constantFrom('08:00', '09:00');
const zone = fc.constantFrom('Europe/Berlin', 'Asia/Tokyo', 'Mars/Base');
const user = fc.constantFrom('u1', 'u2');
const keyedEvents = (lines: string[]) =>
  ['user_id,event_type,timestamp,event_id', ...lines, ''].join('\n');

const load: fc.Arbitrary<Load> = fc.oneof(
  fileOf(joined(store, status, time), pingsFile),
  fileOf(joined(store, day, opens, fc.constant('17:00')), hoursFile, ['--append']),
  fileOf(joined(store, goodDay, opens, fc.constant('17:00')), hoursFile, ['--append'], 2),
  fileOf(joined(store, zone), zonesFile),
  fileOf(joined(user, fc.constant('click'), time), (lines) => eventsFile(lines), [
    '--keep-duplicates',
  ]),
  fileOf(joined(user, fc.constant('click'), time, fc.constantFrom('e1', 'e2')), keyedEvents),
);

/** Runs the commands without the files that are gone. */
async function loadAll(target: Workspace, loads: readonly Load[], gone: ReadonlySet<string>) {
  for (const [command, { texts, flags }] of loads.entries()) {
    const files = texts
      .map((text, index) => ({ name: `${command}-${index}.csv`, text }))
      .filter(({ name }) => !gone.has(name))
      .map(({ name, text }) => target.file(name, text));
    if (files.length > 0) {
      await target.ingest([...files, ...flags]);
    }
  }
}

/** Everything that is in use or waits to be, without the numbers of loads. */
async function stateOf(target: Workspace): Promise<string[][][]> {
  const tables = ['events', 'events_overruled', 'store_status', 'store_status_overruled'];
  const states: string[][][] = [];
  for (const table of [...tables, 'store_hours', 'store_timezones']) {
    states.push(await target.table(table, ['load_id']));
  }
  states.push(await target.table('store_weeks'));
  const rejects = `select kind, ${plainName}, line_number, reason, raw_line from rejects`;
  states.push(await target.sorted(rejects));
  return states;
}

test('taking loads back, any of them, leaves what the others alone would have made', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(load, { minLength: 2, maxLength: 5 }),
      fc.array(fc.nat(), { minLength: 1, maxLength: 2 }),
      async (loads, choices) => {
        const [all, rest] = [openWorkspace(), openWorkspace()];
        try {
          await loadAll(all, loads, new Set());
          const ledger = `select load_id, ${plainName} from loads order by load_id`;
          const files = new Map((await all.rows(ledger)) as [string, string][]);
          const gone = new Set<string>();
          for (const choice of choices) {
            const left = [...files].filter(([, name]) => !gone.has(name));
            const [id] = left[choice % Math.max(1, left.length)] ?? [];
            if (id !== undefined) {
              const { stderr, code } = await all.run(['loads', 'rm', id, '--cascade']);
              expect(code, stderr).toBe(0);
              for (const [, taken] of stderr.matchAll(/^load (\d+) taken back/gm)) {
                gone.add(files.get(taken as string) as string);
              }
            }
          }
          await loadAll(rest, loads, gone);
          if (gone.size < files.size) {
            expect(await stateOf(all)).toEqual(await stateOf(rest));
          }
        } finally {
          await all.remove();
          await rest.remove();
        }
      },
    ),
    { numRuns: Number(process.env.ORDSTAT_TEST_RUNS ?? 4) },
  );
}, 600_000);

test('what a load overruled comes back', async () => {
  await work.ingest([work.file('a.csv', pingsFile(['1,active,2024-10-15T08:00:00Z']))]);
  await work.ingest([work.file('b.csv', pingsFile(['1,inactive,2024-10-15T08:00:00Z']))]);
  expect(await work.rows('select status from store_status')).toEqual([['inactive']]);
  const { stderr } = await work.run(['loads', 'rm', '2']);
  expect(stderr).toMatch(
    /^load 2 taken back: .*b\.csv \(store-status\): rows out of use: 1, back in use: 1/,
  );
  expect(await work.rows('select status, load_id from store_status')).toEqual([['active', '1']]);
  expect(await work.rows('select load_id from loads')).toEqual([['1']]);
});

test('hours that a load replaced come back', async () => {
  await work.ingest([work.file('a.csv', hoursFile(['1,0,08:00,12:00', '1,1,08:00,12:00']))]);
  await work.ingest([work.file('b.csv', hoursFile(['1,0,09:00,17:00']))]);
  await work.run(['loads', 'rm', '2']);
  expect(await work.rows('select day_of_week, closes_local from store_hours order by 1')).toEqual([
    ['0', '12:00:00'],
    ['1', '12:00:00'],
  ]);
});

test('of three sets of hours, the middle one taken back leaves the last in place', async () => {
  for (const hour of ['12:00', '13:00', '14:00']) {
    await work.ingest([work.file(`${hour}.csv`, hoursFile([`1,0,08:00,${hour}`]))]);
  }
  await work.run(['loads', 'rm', '2']);
  expect(await work.rows('select closes_local from store_hours')).toEqual([['14:00:00']]);
  await work.run(['loads', 'rm', '3']);
  expect(await work.rows('select closes_local from store_hours')).toEqual([['12:00:00']]);
});

test('a load that later ones lean on is only taken back with them', async () => {
  const rows = ['u1,click,2024-10-15T08:00:00Z', 'u2,click,2024-10-15T08:00:00Z'];
  const first = work.file('a.csv', eventsFile(rows.slice(0, 1)));
  await work.ingest([first]);
  const second = work.file('b.csv', eventsFile(rows));
  await work.ingest([second]);
  const refused = await work.run(['loads', 'rm', '1']);
  expect(refused).toMatchObject({ code: 3 });
  expect(refused.stderr).toContain(`counted rows against load 1: 2 (${second})`);
  expect(refused.stderr).toContain('--cascade');
  expect(await work.rows('select count(*) from events')).toEqual([['2']]);
  const { code, stderr } = await work.run(['loads', 'rm', '1', '--cascade']);
  expect(code).toBe(0);
  expect(stderr.match(/taken back/g)).toHaveLength(2);
  expect(await work.rows('select count(*) from events')).toEqual([['0']]);
});

test('a number is never given to two loads', async () => {
  const file = work.file('a.csv', eventsFile(['u1,click,2024-10-15T08:00:00Z']));
  await work.ingest([file]);
  await work.run(['loads', 'rm', '1']);
  await work.ingest([file]);
  expect(await work.rows('select load_id from loads')).toEqual([['2']]);
});

test.each([
  [['loads', 'rm', '7'], 3, 'no such load: 7'],
  [['loads', 'show', '7'], 3, 'no such load: 7'],
  [['loads', 'rm', 'x'], 2, 'not a whole number'],
  [['loads', 'rm', '0'], 2, 'not a whole number'],
  [['loads', 'rm'], 2, "missing required argument 'id'"],
])('%j fails with %i', async (argv, code, message) => {
  await work.ingest([work.file('a.csv', eventsFile(['u1,click,2024-10-15T08:00:00Z']))]);
  const outcome = await work.run(argv);
  expect(outcome.code).toBe(code);
  expect(outcome.stderr).toContain(message);
});

test('the ledger lists every load, and shows one with those that lean on it', async () => {
  const file = work.file('a.csv', eventsFile(['u1,click,2024-10-15T08:00:00Z', 'u1,click,soon']));
  await work.ingest([file]);
  await work.ingest([file]);
  const list = await work.run([
    'loads',
    '-f',
    'csv',
    '--columns',
    'load_id,kind,read,new,duplicate,rejected,rejects_held',
  ]);
  expect(list.stdout).toBe(
    [
      'load_id,kind,read,new,duplicate,rejected,rejects_held',
      '1,events,2,1,0,1,1',
      '2,events,2,0,1,1,0',
      '',
    ].join('\n'),
  );
  const shown = await work.run(['loads', 'show', '1', '-f', 'json']);
  expect(JSON.parse(shown.stdout)).toEqual([
    expect.objectContaining({
      file,
      rows_in_use: 1,
      rejects_held: 1,
      leans_on: null,
      leaned_on_by: '2',
    }),
  ]);
});

test('of two files of a set that name one store, none is taken back alone', async () => {
  await work.ingest([
    work.file('l.csv', hoursFile(['1,0,09:00,10:00', '1,1,09:00,10:00', '1,2,09:00,10:00'])),
  ]);
  const set = ['0', '1'].map((day) => work.file(`${day}.csv`, hoursFile([`1,${day},09:00,10:00`])));
  await work.ingest(set);
  expect((await work.run(['loads', 'rm', '3'])).code).toBe(3);
  expect((await work.run(['loads', 'rm', '3', '--cascade'])).code).toBe(0);
  expect(await work.rows('select day_of_week from store_hours order by 1')).toEqual([
    ['0'],
    ['1'],
    ['2'],
  ]);
});

test('a row that was added again in between is there once', async () => {
  const [monday, tuesday, wednesday] = ['0', '1', '2'].map((day) =>
    work.file(`${day}.csv`, hoursFile([`1,${day},09:00,10:00`])),
  ) as [string, string, string];
  await work.ingest([monday]);
  await work.ingest([tuesday]);
  await work.ingest(['--append', monday]);
  await work.ingest([wednesday]);
  await work.run(['loads', 'rm', '2']);
  await work.run(['loads', 'rm', '4']);
  expect(await work.rows('select day_of_week from store_hours')).toEqual([['0']]);
});

test('what lost to an event that was pruned loads again', async () => {
  const file = (name: string, row: string) =>
    work.file(name, `user_id,event_type,timestamp,event_id\n${row}\n`);
  await work.ingest([file('a.csv', 'u,A,2024-01-01T00:00:00Z,e1')]);
  const later = file('b.csv', 'u,B,2024-01-10T00:00:00Z,e1');
  await work.ingest([later]);
  await work.run(['prune', '--before', '2024-01-05']);
  expect(await work.rows('select event_type from events')).toEqual([]);
  await work.ingest([later]);
  expect(await work.rows('select event_type from events')).toEqual([['B']]);
});
