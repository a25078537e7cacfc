import { expect, test } from 'vitest';
import { writeParquet } from '../support/parquet.ts';
import { countsOf, workspacePerTest } from './workspace.ts';

const work = workspacePerTest();
const simple = ['--lifecycle', 'simple'];
const wide = 'order_id,status,created_at,started_at,completed_at';
const rows = (query: string) => work.rows(query);

test('a file read with another lifecycle than what is held is refused, and changes nothing', async () => {
  const file = work.file('a.csv', `${wide}\n1,completed,2024-10-15 08:00:00,,\n`);
  await work.ingest([file, ...simple]);
  const held = await work.table('order_events');
  for (const argv of [[], ['--dry-run']]) {
    const outcome = await work.ingest([file, ...argv]);
    expect(outcome.code).toBe(3);
    expect(outcome.stderr).toContain('lifecycle saga does not have: completed, pending');
    expect(outcome.stderr).toContain('--lifecycle simple');
    expect(outcome.stderr).toContain('ordstat loads rm 1');
  }
  expect(await work.table('order_events')).toEqual(held);
  expect(await rows('select count(*) from loads')).toEqual([['1']]);
});

test('a layout that only some times have may have misread those: the hint says so', async () => {
  const text = `${wide}\n1,pending,02-10-2017 08:00,,\n2,pending,26-07-2018 08:00,,\n`;
  const argv = [work.file('a.csv', text), ...simple, '--time-format', '%m-%d-%Y %H:%M'];
  const outcome = await work.ingest(argv);
  expect(countsOf(outcome)).toEqual([{ read: 2, new: 1, rejected: 1 }]);
  expect(outcome.stderr).toContain('the other rows may be misread');
});

test('a wide table under other names is told what it lacks', async () => {
  const named = 'order_id,order_status,order_purchase_timestamp\n';
  const nearest = await work.ingest([work.file('b.csv', named)]);
  expect(nearest.stderr).toContain('(nearest kind: order-events)');
  expect(nearest.stderr).toContain('(it is as near to orders: --as orders)');
  const text = 'order_id,order_status,order_purchase_timestamp\n1,delivered,2017-10-02 08:00:00\n';
  const outcome = await work.ingest([work.file('a.csv', text), '--as', 'orders']);
  expect(outcome.code).toBe(3);
  expect(outcome.stderr).toContain('lacks status, created_at or another time');
});

test.each(['a.b', 'a.*', 'line_number', 'line_problem', 'time_texts', 'c1', 'reject', '"; drop'])(
  'a column of a status may be called %j',
  async (column) => {
    const lifecycle = work.file(
      'lifecycle.json',
      JSON.stringify({
        name: 'mine',
        statuses: [
          { name: 'A', initial: true, column },
          { name: 'B', column: 'b_at' },
        ],
      }),
    );
    const header = `order_id,status,"${column.replaceAll('"', '""')}",b_at`;
    const text = `${header}\n1,B,2024-10-15 08:00:00,2024-10-15 09:00:00\n`;
    const outcome = await work.ingest([work.file('a.csv', text), '--lifecycle', lifecycle]);
    expect(countsOf(outcome)).toEqual([{ read: 1, new: 1 }]);
    expect(await rows('select status, occurred_at from order_events order by 1')).toEqual([
      ['A', '2024-10-15T08:00:00Z'],
      ['B', '2024-10-15T09:00:00Z'],
    ]);
  },
);

test.each(['orderId', 'TOTAL', 'itemIds'])('a column of a status is not %s', async (column) => {
  const statuses = [{ name: 'A', initial: true, column }];
  const file = work.file('lifecycle.json', JSON.stringify({ name: 'mine', statuses }));
  const { code, stderr } = await work.run(['lifecycle', 'check', file]);
  expect(code).toBe(2);
  expect(stderr).toContain('statuses[0].column: holds no time of a status');
});

test('a name of a status has no comma, which parts names', async () => {
  const statuses = [{ name: 'a,b', initial: true }];
  const file = work.file('lifecycle.json', JSON.stringify({ name: 'mine', statuses }));
  const { code, stderr } = await work.run(['lifecycle', 'check', file]);
  expect(code).toBe(2);
  expect(stderr).toContain('statuses[0].name: not a name');
});

/** A Parquet file of a query. */
async function parquet(name: string, query: string): Promise<string> {
  const path = work.path(name);
  await writeParquet(path, query);
  return path;
}

test('items of Parquet are those of NDJSON', async () => {
  const file = await parquet(
    'a.parquet',
    `select '1' as order_id, 'CREATED' as status, timestamp '2024-10-15 08:00:00' as timestamp,
      [{'sku': 'A, "B"', 'qty': 1}] as items, 12.5 as total`,
  );
  const items = [{ sku: 'A, "B"', qty: 1 }];
  const event = { order_id: '1', status: 'CREATED', timestamp: '2024-10-15 08:00:00', total: 12.5 };
  const line = JSON.stringify({ ...event, items });
  const outcome = await work.ingest([file, work.file('a.ndjson', `${line}\n`)]);
  expect(countsOf(outcome)).toEqual([
    { read: 1, new: 1 },
    { read: 1, duplicate: 1 },
  ]);
  expect(await rows('select items from order_events')).toEqual([[JSON.stringify(items)]]);
});

test('a list in Parquet is no id', async () => {
  const file = await parquet(
    'a.parquet',
    `select ['1'] as order_id, 'CREATED' as status, timestamp '2024-10-15 08:00:00' as timestamp`,
  );
  const outcome = await work.ingest([file]);
  expect(outcome.code).toBe(3);
  expect(outcome.stderr).toContain(
    "order_id holds lists or structures (VARCHAR[]), which order_id can't be",
  );
});

test('an amount that is not used rejects nothing', async () => {
  const lines = [
    { type: 'CREATED', total: 5, amount: 'n/a' },
    { type: 'PAYMENT_FAILED', amount: 'n/a' },
    { type: 'PAYMENT_AUTHORIZED', amount: 'n/a' },
    { type: 'PAYMENT_AUTHORIZED', amount: 1e-7 },
  ].map((event, minute) =>
    JSON.stringify({ order_id: '1', timestamp: `2024-10-15 08:0${minute}:00`, ...event }),
  );
  const outcome = await work.ingest([work.file('a.ndjson', `${lines.join('\n')}\n`)]);
  expect(countsOf(outcome)).toEqual([{ read: 4, new: 3, rejected: 1 }]);
  expect(outcome.stderr).toContain('amounts rounded to 4 decimals: 1');
  expect(await rows('select line_number, field from rejects')).toEqual([['3', 'amount']]);
});

test('doctor tells a dead export from the events that go on', async () => {
  const now = '2024-10-20T00:00:00Z';
  const late = 'order_id,status,timestamp\n2,CREATED,2024-10-19 23:00:00\n';
  const old = 'order_id,status,created_at\n1,CREATED,2024-10-15 08:00:00\n';
  await work.ingest([work.file('a.csv', late), work.file('b.csv', old)], { now });
  const { stdout } = await work.run(['doctor', '-f', 'csv'], { now });
  expect(stdout).toContain('freshness,warn,"orders is older than 24 hours');
});

test('loads show counts the rows of an order that are not in use', async () => {
  const text = ['2024-10-15 08:00:00', '2024-10-15 09:00:00', '2024-10-15 10:00:00']
    .map((time) => `1,CREATED,${time}\n`)
    .join('');
  await work.ingest([work.file('a.csv', `order_id,status,created_at\n${text}`)]);
  const { stdout } = await work.run(['loads', 'show', '1', '-f', 'json']);
  expect(JSON.parse(stdout)).toEqual([
    expect.objectContaining({ new: 1, conflict: 2, rows_in_use: 1, rows_out_of_use: 2 }),
  ]);
});
