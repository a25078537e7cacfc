import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import {
  countsOf,
  eventsFile,
  hoursFile,
  pingsFile,
  workspacePerTest,
  zonesFile,
} from './workspace.ts';

const work = workspacePerTest();
const good = ['u1,click,2024-10-15T08:00:00Z', 'u2,click,2024-10-15T08:00:00Z'];
const fourRows = eventsFile([...good, 'u1,click,soon', 'u1,click,later']);

test.each([
  ['0', 3],
  ['1', 3],
  ['2', 0],
  ['49.9%', 3],
  ['50%', 0],
])(
  'two of four rows rejected with --max-rejects %s: exit %i, and the good rows are loaded',
  async (limit, code) => {
    const outcome = await work.ingest([work.file('a.csv', fourRows), '--max-rejects', limit]);
    expect(outcome.code).toBe(code);
    expect(outcome.stderr).toContain('a.csv:4:3: rejected: bad time in timestamp (and 1 more)');
    expect(await work.rows('select count(*) from events')).toEqual([['2']]);
    expect(await work.rows('select count(*) from rejects')).toEqual([['2']]);
  },
);

test.each(['-1', '1.5', '101%', 'x', '%', '1e3'])('--max-rejects %s is refused', async (limit) => {
  const outcome = await work.ingest([work.file('a.csv', fourRows), `--max-rejects=${limit}`]);
  expect(outcome.code).toBe(2);
  expect(outcome.stderr).toContain('--max-rejects');
});

test('--strict loads nothing of a file beyond the limit, and all of one within', async () => {
  const file = work.file('a.csv', fourRows);
  const other = work.file('b.csv', eventsFile(['u3,click,2024-10-15T08:00:00Z']));
  const outcome = await work.ingest([file, other, '--strict', '--max-rejects', '1']);
  expect(outcome.code).toBe(3);
  expect(outcome.stderr).toContain('--strict');
  expect(await work.rows('select user_id from events')).toEqual([['u3']]);
  expect(await work.rows('select count(*) from rejects')).toEqual([['0']]);
  expect(await work.rows('select file_name from loads')).toEqual([[other]]);
  expect((await work.ingest([file, '--strict', '--max-rejects', '2'])).code).toBe(0);
  expect(await work.rows('select count(*) from events')).toEqual([['3']]);
});

test('--strict refuses a set of hours and zones as one', async () => {
  const hours = work.file('hours.csv', hoursFile(['1,0,08:00,12:00', '2,0,soon,12:00']));
  const zones = work.file('zones.csv', zonesFile(['1,Europe/Berlin']));
  expect((await work.ingest([zones, hours, '--strict'])).code).toBe(3);
  expect(await work.rows('select * from loads')).toEqual([]);
});

test('an old reject does not fail a rolling export, strict or not', async () => {
  await work.ingest([work.file('a.csv', fourRows)]);
  const next = work.file('b.csv', `${fourRows}u3,click,2024-10-15T08:00:00Z\n`);
  const outcome = await work.ingest([next, '--strict']);
  expect(outcome.code).toBe(0);
  expect(countsOf(outcome)).toEqual([{ read: 5, new: 1, duplicate: 2, rejected: 2 }]);
});

test('--dry-run prints what the run would print, and changes nothing', async () => {
  const files = [
    work.file('a.csv', fourRows),
    work.file('b.csv', eventsFile([good[0] as string, 'u9,click,2024-10-15T08:00:00Z'])),
    work.file('bad.csv', eventsFile(['u1,click,later', 'x'])),
    work.file(
      'pings.csv',
      pingsFile(['1,active,2024-10-15T08:00:00Z', '1,inactive,2024-10-15T08:00:00Z']),
    ),
    work.file('hours.csv', hoursFile(['1,0,08:00,12:00', '2,0,soon,12:00'])),
    work.file('zones.csv', zonesFile(['1,Europe/Berlin'])),
  ];
  for (const flags of [[], ['--strict'], ['--max-rejects', '3', '--strict']]) {
    const rehearsal = await work.ingest([...files, ...flags, '--dry-run']);
    expect(rehearsal.stderr).toContain('dry run: nothing is changed');
    if (flags.length === 0) {
      expect(existsSync(work.path('case.duckdb'))).toBe(false);
    }
    const run = await work.ingest([...files, ...flags]);
    expect(rehearsal.stderr.replace('dry run: nothing is changed\n', '')).toBe(run.stderr);
    expect(rehearsal.code).toBe(run.code);
  }
  const before = await work.rows('select load_id, rows_new from loads order by 1');
  const more = work.file('c.csv', eventsFile(['u5,click,2024-10-15T08:00:00Z', 'u6']));
  await work.ingest([more, '--dry-run']);
  expect(await work.rows('select load_id, rows_new from loads order by 1')).toEqual(before);
  expect(await work.rows("select * from events where user_id = 'u5'")).toEqual([]);
  expect(await work.rows("select * from rejects where raw_line = 'u6'")).toEqual([]);
  expect(countsOf(await work.ingest([more]))).toEqual([{ read: 2, new: 1, rejected: 1 }]);
});
