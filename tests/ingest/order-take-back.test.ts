import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openWorkspace, plainName, type Workspace, workspacePerTest } from './workspace.ts';

const work = workspacePerTest();
const runs = { numRuns: Number(process.env.ORDSTAT_TEST_RUNS ?? 4) };
const lifecycle = ['--lifecycle', 'simple'];

const clock = (hour: number) => `2024-10-15T0${hour}:00:00Z`;
const orderId = fc.constantFrom('o-1', 'o-2');
const status = fc.constantFrom('pending', 'processing', 'completed', 'lost');
const someTime = fc.option(fc.constantFrom(clock(8), clock(9)), { nil: '' });

const eventsHead = 'order_id,status,timestamp,total,event_id';
const event = fc.tuple(
  orderId,
  status,
  fc.constantFrom(clock(8), clock(9), 'soon'),
  fc.constantFrom('', '5'),
  fc.constantFrom('', 'e1', 'e2'),
);

const ordersHead = 'order_id,status,created_at,completed_at,updated_at,total';
const order = fc.tuple(orderId, status, someTime, someTime, someTime, fc.constantFrom('5', '6'));

/** The text of a file with random rows. */
const fileOf = (head: string, row: fc.Arbitrary<string[]>) =>
  fc
    .array(row, { minLength: 1, maxLength: 5 })
    .map((rows) => [head, ...rows.map((values) => values.join()), ''].join('\n'));

const load = fc.oneof(fileOf(eventsHead, event), fileOf(ordersHead, order));

const tables = ['order_events', 'order_events_overruled', 'orders'];

/** Everything that is in use or waits to be, without the numbers of loads. */
async function stateOf(target: Workspace): Promise<Record<string, string[][]>> {
  const state: Record<string, string[][]> = {};
  for (const table of tables) {
    state[table] = await target.table(table, ['load_id']);
  }
  state.rejects = await target.sorted(
    `select kind, ${plainName}, line_number, reason from rejects`,
  );
  return state;
}

async function loadAll(target: Workspace, texts: ReadonlyMap<string, string>): Promise<void> {
  for (const [name, text] of texts) {
    await target.ingest([target.file(name, text), ...lifecycle]);
  }
}

/** Takes loads back one after the other; returns the names of all files that went with them. */
async function takeSomeBack(target: Workspace, choices: readonly number[]): Promise<Set<string>> {
  const ledger = `select load_id, ${plainName} from loads order by load_id`;
  const left = new Map((await target.rows(ledger)) as [string, string][]);
  const gone = new Set<string>();
  for (const choice of choices) {
    const id = [...left.keys()][choice % Math.max(1, left.size)];
    if (id !== undefined) {
      const { stderr, code } = await target.run(['loads', 'rm', id, '--cascade']);
      expect(code, stderr).toBe(0);
      for (const [, taken] of stderr.matchAll(/^load (\d+) taken back/gm)) {
        gone.add(left.get(taken as string) as string);
        left.delete(taken as string);
      }
    }
  }
  return gone;
}

test('taking loads back, any of them, leaves what the others alone would have made', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(load, { minLength: 2, maxLength: 6 }),
      fc.array(fc.nat(), { minLength: 1, maxLength: 2 }),
      async (loads, choices) => {
        const [all, rest] = [openWorkspace(), openWorkspace()];
        try {
          const texts = new Map(loads.map((text, index) => [`${index}.csv`, text]));
          await loadAll(all, texts);
          const gone = await takeSomeBack(all, choices);
          expect(gone.size).toBeGreaterThan(0);
          if (gone.size < texts.size) {
            await loadAll(rest, new Map([...texts].filter(([name]) => !gone.has(name))));
            expect(await stateOf(all)).toEqual(await stateOf(rest));
          }
        } finally {
          await all.remove();
          await rest.remove();
        }
      },
    ),
    runs,
  );
}, 900_000);

const csv = (name: string, head: string, ...rows: string[]) =>
  work.file(name, [head, ...rows, ''].join('\n'));
const inUse = () =>
  work.rows('select status, occurred_at, load_id from order_events order by occurred_at, status');

test('an event that lost its id to a load comes back', async () => {
  await work.ingest([csv('a.csv', eventsHead, `o,CREATED,${clock(9)},,e1`)]);
  await work.ingest([csv('b.csv', eventsHead, `o,CANCELLED,${clock(8)},,e1`)]);
  expect(await inUse()).toEqual([['CANCELLED', clock(8), '2']]);
  const { stderr } = await work.run(['loads', 'rm', '2']);
  expect(stderr).toMatch(
    /^load 2 taken back: .*b\.csv \(order-events\): rows out of use: 1, back in use: 1/,
  );
  expect(await inUse()).toEqual([['CREATED', clock(9), '1']]);
  expect(await work.table('order_events_overruled')).toEqual([]);
});

test('of several events that lost an id, the next in line comes back', async () => {
  for (const [index, hour] of [9, 6, 7, 8].entries()) {
    await work.ingest([csv(`${index}.csv`, eventsHead, `o,CREATED,${clock(hour)},,e1`)]);
  }
  await work.run(['loads', 'rm', '2']);
  expect(await inUse()).toEqual([['CREATED', clock(7), '3']]);
  await work.run(['loads', 'rm', '4']);
  await work.run(['loads', 'rm', '3']);
  expect(await inUse()).toEqual([['CREATED', clock(9), '1']]);
});

test('the row of a wide table that a load replaced comes back, with its stated status', async () => {
  const first = csv('a.csv', ordersHead, `o,processing,${clock(8)},,,5`);
  await work.ingest([first, ...lifecycle]);
  const second = csv('b.csv', ordersHead, `o,completed,${clock(8)},${clock(9)},,5`);
  await work.ingest([second, ...lifecycle]);
  expect(await inUse()).toEqual([
    ['pending', clock(8), '2'],
    ['completed', clock(9), '2'],
  ]);
  const { stderr } = await work.run(['loads', 'rm', '2']);
  expect(stderr).toMatch(
    /^load 2 taken back: .*b\.csv \(orders\): rows out of use: 1, back in use: 1/,
  );
  expect(await inUse()).toEqual([
    ['pending', clock(8), '1'],
    ['processing', clock(8), '1'],
  ]);
});

test('an older row that never was in use goes without a trace', async () => {
  const rows = [`o,completed,${clock(8)},${clock(9)},,5`, `o,pending,${clock(8)},,,5`];
  for (const [index, row] of rows.entries()) {
    await work.ingest([csv(`${index}.csv`, ordersHead, row), ...lifecycle]);
  }
  const before = await inUse();
  const { stderr } = await work.run(['loads', 'rm', '2']);
  expect(stderr).toMatch(/rows out of use: 0, back in use: 0/);
  expect(await inUse()).toEqual(before);
  expect(await work.rows('select load_id from orders')).toEqual([['1']]);
});

test('of two rows of one latest time, the one that is left is in use', async () => {
  const rows = ['completed', 'pending'].map((name) => `o,${name},${clock(8)},,,5`);
  for (const [index, row] of rows.entries()) {
    await work.ingest([csv(`${index}.csv`, ordersHead, row), ...lifecycle]);
  }
  expect(await inUse()).toEqual([['pending', clock(8), '2']]);
  await work.run(['loads', 'rm', '2']);
  expect(await inUse()).toEqual([
    ['completed', clock(8), '1'],
    ['pending', clock(8), '1'],
  ]);
});
