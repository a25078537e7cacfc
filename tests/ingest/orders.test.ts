import { describe, expect, test } from 'vitest';
import { countsOf, workspacePerTest } from './workspace.ts';

const work = workspacePerTest();
const header = 'order_id,user_id,status,created_at,started_at,completed_at,updated_at,total_amount';

/** A time of the day as a file has it; nothing stays nothing. */
const at = (clock = '') => (clock === '' ? '' : `2024-10-15T08:${clock}Z`);

/** A row of the table; times are minutes and seconds after eight. */
const row = (id: string, status: string, created = '', started = '', done = '', updated = '') =>
  [id, `u-${id}`, status, at(created), at(started), at(done), at(updated), '10'].join();

const csv = (name: string, rows: readonly string[], head = header) =>
  work.file(`${name}.csv`, `${[head, ...rows].join('\n')}\n`);
const load = (name: string, rows: readonly string[], ...argv: string[]) =>
  work.ingest([csv(name, rows), '--lifecycle', 'simple', ...argv]);

/** What happened to the orders: id, status, minutes and seconds after eight, where that is from. */
const events = async () => {
  const clock = 'substring(cast(occurred_at as text), 15, 5)';
  const query = `select order_id, status, ${clock}, origin from order_events order by 1, 2, 3, 4`;
  return (await work.rows(query)).map((event) => event.join(' '));
};
const current = async (...argv: string[]) => {
  const columns = ['--columns', 'order_id,current_status,last_updated'];
  const all = ['order-status', '--lifecycle', 'simple', '-f', 'csv', ...columns, ...argv];
  const { stdout } = await work.run(all);
  return stdout.trimEnd().split('\n').slice(1);
};
const stated = 'statuses that no time of their row bears out';

test('every time of a row is an event', async () => {
  const outcome = await load('a', [
    row('A', 'completed', '00:00', '00:02', '00:05', '00:05'),
    row('C', 'pending', '00:00'),
  ]);
  expect(outcome.code).toBe(0);
  expect(outcome.stderr).toContain(
    ': orders: 2 read = 2 new + 0 replaced + 0 duplicate + 0 conflict + 0 ignored + 0 rejected\n',
  );
  expect(outcome.stderr).not.toContain(stated);
  expect(await events()).toEqual([
    'A completed 00:05 time',
    'A pending 00:00 time',
    'A processing 00:02 time',
    'C pending 00:00 time',
  ]);
  expect(await current()).toEqual([`A,completed,${at('00:05')}`, `C,pending,${at('00:00')}`]);
});

test('a status that the times do not bear out is counted, and wins at the latest time', async () => {
  const outcome = await load('a', [
    row('A', 'completed', '00:00', '00:02', '', '00:09'),
    row('B', 'pending', '00:00', '00:00', '00:00'),
    row('D', 'pending', '', '', '', '00:04'),
  ]);
  expect(outcome.code).toBe(0);
  expect(outcome.stderr).toContain(`${stated}: 3; they count from the row's latest time\n`);
  expect((await events()).filter((event) => event.endsWith(' status'))).toEqual([
    'B pending 00:00 status',
  ]);
  expect(await current()).toEqual([
    `A,completed,${at('00:09')}`,
    `B,pending,${at('00:00')}`,
    `D,pending,${at('00:04')}`,
  ]);
});

describe('exporting again', () => {
  const first = [
    row('A', 'completed', '00:00', '00:02', '00:05'),
    row('B', 'processing', '00:00', '', '', '00:03'),
    row('C', 'pending', '00:00', '', '', '00:07'),
  ];

  test('changes nothing but what changed, and a status is not stated any more', async () => {
    await load('a', first);
    const second = [
      first[0] as string,
      row('B', 'completed', '00:00', '00:03', '00:06'),
      row('C', 'pending', '00:00', '', '', '00:01'),
      row('D', 'pending', '00:08'),
    ];
    const outcome = await load('b', second);
    const all = { read: 4, new: 1, replaced: 1, duplicate: 1, conflict: 1 };
    expect(countsOf(outcome)).toEqual([all]);
    expect(await events()).toEqual([
      'A completed 00:05 time',
      'A pending 00:00 time',
      'A processing 00:02 time',
      'B completed 00:06 time',
      'B pending 00:00 time',
      'B processing 00:03 time',
      'C pending 00:00 time',
      'D pending 00:08 time',
    ]);
    const users = await work.rows('select distinct order_id, load_id from order_events order by 1');
    expect(users.flat().join('')).toBe('A1B2C1D2');
    expect(countsOf(await load('b', second))).toEqual([{ read: 4, duplicate: 4 }]);
    expect(countsOf(await load('a', first))).toEqual([{ read: 3, duplicate: 3 }]);
    expect(await current('--status', 'completed')).toEqual([
      `A,completed,${at('00:05')}`,
      `B,completed,${at('00:06')}`,
    ]);
  });

  test('an older row that is loaded later does not win', async () => {
    await load('new', [row('A', 'completed', '00:00', '00:02', '00:05')]);
    const outcome = await load('old', [row('A', 'processing', '00:00', '00:02')]);
    expect(countsOf(outcome)).toEqual([{ read: 1, conflict: 1 }]);
    expect(outcome.stderr).toContain('of which the one with the later time wins');
    expect(await current()).toEqual([`A,completed,${at('00:05')}`]);
  });

  test('of two rows of one latest time the one loaded later wins', async () => {
    const rows = ['completed', 'processing', 'pending'].map((status) => row('A', status, '00:00'));
    for (const [index, line] of rows.entries()) {
      const expected = index === 0 ? { read: 1, new: 1 } : { read: 1, replaced: 1 };
      expect(countsOf(await load(`${index}`, [line]))).toEqual([expected]);
    }
    expect(await current()).toEqual([`A,pending,${at('00:00')}`]);
  });

  test('of rows of one latest time in one file the status later in the lifecycle wins', async () => {
    const rows = (id: string, ...statuses: string[]) =>
      statuses.map((status) => row(id, status, '00:00'));
    const outcome = await load('a', [
      ...rows('A', 'pending', 'processing', 'completed'),
      ...rows('B', 'completed', 'pending', 'processing'),
      ...rows('C', 'processing', 'pending'),
    ]);
    expect(countsOf(outcome)).toEqual([{ read: 8, new: 3, conflict: 5 }]);
    const statuses = (await current()).map((line) => line.split(',')[1]);
    expect(statuses).toEqual(['completed', 'completed', 'processing']);
  });
});

test('bad rows are rejects that name the column, and nothing of them counts', async () => {
  const bad: [line: string, field: string, column: string, reason: string][] = [
    [row('A', 'shipped', '00:09'), 'status', '3', 'unknown status'],
    [row('', 'pending', '00:09'), 'order_id', '1', 'empty id'],
    [row('A', 'completed'), '', '', 'no time'],
    [row('A', 'completed', '00:00', '00:61'), 'started_at', '5', 'bad time'],
    [row('A', 'completed', '00:00', '', '', '00:99'), 'updated_at', '7', 'bad time'],
    [
      row('A', 'completed', '00:00').replace(',,,,', ',,2099-01-01 00:00,,'),
      'completed_at',
      '6',
      'in the future',
    ],
    [row('A', 'completed', '00:09').replace(/10$/, 'ten'), 'total_amount', '8', 'bad amount'],
    [`${row('A', 'completed', '00:09')},more`, '', '', 'wrong number of fields'],
  ];
  const lines = [row('A', 'pending', '00:00'), ...bad.map(([line]) => line)];
  const outcome = await load('a', [...lines, row('Z', 'pending', '00:00')]);
  expect(outcome.code).toBe(3);
  expect(outcome.stderr).toContain('a.csv:3:3: rejected: unknown status in status (and 7 more)');
  const query =
    'select field, column_number, reason, line_number from rejects order by line_number';
  expect(await work.rows(query)).toEqual(
    bad.map(([, ...expected], index) => [...expected, `${index + 3}`]),
  );
  expect(await current()).toEqual([`A,pending,${at('00:00')}`, `Z,pending,${at('00:00')}`]);
});

test('the answer of a service that keeps items as text', async () => {
  const order = {
    order_id: 'A0001',
    user_id: 'user1',
    item_ids: '["item1", "item2"]',
    status: 'pending',
    total_amount: 199.99,
    created_at: '2025-02-23T12:12:23.017204',
    updated_at: '2025-02-23T12:12:23.017204',
  };
  const path = work.file('a.ndjson', `${JSON.stringify(order)}\n`);
  const outcome = await work.ingest([path, '--lifecycle', 'simple']);
  expect(outcome.stderr).toContain(': orders: 1 read = 1 new');
  const { stdout } = await work.run(['order-status', '--lifecycle', 'simple', '-f', 'csv']);
  expect(stdout.split('\n')[1]).toBe(
    'A0001,pending,user1,199.99,"[""item1"", ""item2""]",2025-02-23T12:12:23.017204Z,,1,0',
  );
});

const dayFirst = ['A,pending,10-11-2024 08:00,', 'B,completed,15-10-2024 08:00,16-10-2024 09:30'];
const short = 'order_id,status,created_at,completed_at';

test('day-first times are rejects, unless their layout is given', async () => {
  const path = csv('a', dayFirst, short);
  const plain = await work.ingest([path, '--lifecycle', 'simple']);
  expect(plain.code).toBe(3);
  expect(plain.stderr).toContain(`${path}:2:3: rejected: bad time in created_at (and 1 more)`);
  expect(plain.stderr).toContain('--time-format');
  expect(await events()).toEqual([]);
  const given = ['--time-format', '%d-%m-%Y %H:%M', '--lifecycle', 'simple'];
  expect(countsOf(await work.ingest([path, ...given]))).toEqual([{ read: 2, new: 2 }]);
  expect(await current()).toEqual([
    'A,pending,2024-11-10T08:00:00Z',
    'B,completed,2024-10-16T09:30:00Z',
  ]);
});

test('a marketplace, its columns named with --map', async () => {
  const head = 'order_id,customer,order_status,bought,approved,handed_over,arrived';
  const rows = [`m-1,c-1,delivered,${at('00:00')},${at('01:00')},${at('02:00')},${at('03:00')}`];
  const columns = ['created_at=bought', 'approved_at=approved', 'delivered_at=arrived'];
  const names = ['user_id=customer', 'status=order_status', 'shipped_at=handed_over', ...columns];
  const map = names.flatMap((name) => ['--map', name]);
  const path = csv('m', [...rows, `m-2,c-2,Cancelled,${at('00:00')},,,`], head);
  const lifecycle = ['--lifecycle', 'marketplace'];
  const outcome = await work.ingest([path, ...lifecycle, ...map]);
  expect(outcome.stderr).toContain(': orders: 2 read = 2 new');
  expect(await events()).toEqual([
    'm-1 approved 01:00 time',
    'm-1 created 00:00 time',
    'm-1 delivered 03:00 time',
    'm-1 shipped 02:00 time',
    'm-2 canceled 00:00 status',
    'm-2 created 00:00 time',
  ]);
  expect(await current(...lifecycle)).toEqual([
    `m-1,delivered,${at('03:00')}`,
    `m-2,canceled,${at('00:00')}`,
  ]);
});

test.each([
  ['order_id,user_id,event_type,timestamp', 'o,u,CREATED', 'events', 'order-events'],
  ['orderId,status,createdAt', 'o,CREATED', 'order-events', 'orders'],
])('%s could be two kinds, and asks for --as', async (head, start, ...kinds) => {
  const path = csv('a', [`${start},${at('00:00')}`], head);
  const refused = await work.ingest([path]);
  expect(refused.code).toBe(3);
  expect(refused.stderr).toContain(
    `error: ${path}:1: could be ${kinds.join(' or ')}\nhint: say which with --as KIND\n`,
  );
  for (const kind of kinds) {
    const outcome = await work.ingest([path, '--as', kind]);
    expect(outcome.stderr).toContain(`: ${kind}: 1 read = 1 new`);
  }
});
