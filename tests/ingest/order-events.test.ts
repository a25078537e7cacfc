import { expect, test } from 'vitest';
import { countsOf, workspacePerTest } from './workspace.ts';

const work = workspacePerTest();
const at = '2024-10-15T08:00:00Z';

type Event = Readonly<Record<string, unknown>>;
const event = (orderId: string, type: string, more: Event = {}): Event => ({
  orderId,
  type,
  timestamp: at,
  ...more,
});

/** Loads events, or lines as they are, as NDJSON. */
const load = (events: readonly (Event | string)[], ...argv: string[]) => {
  const lines = events.map((each) => (typeof each === 'string' ? each : JSON.stringify(each)));
  return work.ingest([work.file('a.ndjson', `${lines.join('\n')}\n`), ...argv]);
};
const held = (columns: string) => work.sorted(`select ${columns} from order_events`);
const status = async (...columns: string[]) => {
  const argv = ['order-status', '-f', 'csv', '--columns', columns.join(',')];
  return (await work.run(argv)).stdout.trimEnd().split('\n').slice(1);
};

test('events on the ignore list are counted, whatever else is wrong with them', async () => {
  const kinds = [
    'PaymentRequested',
    'payment.requested',
    'PAYMENT-REQUESTED',
    'a.b.c.PaymentRequested',
  ];
  const ignored = kinds.map((kind) => event('o', kind, { timestamp: 'soon', total: 'x' }));
  const outcome = await load([event('o', 'CREATED'), ...ignored]);
  expect(outcome.code).toBe(0);
  expect(countsOf(outcome)).toEqual([{ read: 5, new: 1, ignored: 4 }]);
  expect(await status('order_id', 'current_status')).toEqual(['o,CREATED']);
});

const kinds = [
  'CANCELLED',
  'COMPLETED',
  'CREATED',
  'INVENTORY_REJECTED',
  'INVENTORY_RESERVED',
  'PAYMENT_AUTHORIZED',
  'PAYMENT_FAILED',
  'SHIPPING_SCHEDULED',
];
const endings = [
  'cancelled',
  'completed',
  'created',
  'rejected',
  'reserved',
  'authorized',
  'failed',
];
const ownTimes = [...endings, 'scheduled'].map((ending) => `${ending}At`);

test('every kind has a time of its own, a timestamp goes before it, no other counts', async () => {
  const own = (index: number) => ownTimes.at(index) as string;
  const outcome = await load([
    ...kinds.map((type, n) => ({ orderId: 'epoch', type, [own(n)]: 1728979200123 })),
    ...kinds.map((type, n) => ({ orderId: 'iso', type, [own(n)]: '2024-10-15T10:00:00+02:00' })),
    ...kinds.map((type, n) => event('both', type, { [own(n)]: '2024-10-15T09:00:00Z' })),
    ...kinds.map((type, n) => ({ orderId: 'other', type, [own(n - 1)]: at })),
  ]);
  expect(countsOf(outcome)).toEqual([{ read: 32, new: 24, rejected: 8 }]);
  expect(await held('order_id, status, occurred_at')).toEqual([
    ...kinds.map((kind) => ['both', kind, at]),
    ...kinds.map((kind) => ['epoch', kind, '2024-10-15T08:00:00.123Z']),
    ...kinds.map((kind) => ['iso', kind, at]),
  ]);
  expect(await work.rows('select distinct reason from rejects')).toEqual([['no time']]);
});

test('times of their own are columns of CSV, too', async () => {
  const rows = kinds.map((kind, n) => `o,${kind},${ownTimes.map((_, i) => (i === n ? at : ''))}\n`);
  await work.ingest([work.file('a.csv', `order_id,kind,${ownTimes}\n${rows.join('')}`)]);
  expect(await held('status, occurred_at')).toEqual(kinds.map((kind) => [kind, at]));
});

test('timestamps: epochs of every length, text of a number, ISO with and without an offset', async () => {
  const iso = ['2024-10-15 08:00:00', '2024-10-15T13:30:00+05:30', '2024-10-15T08:00Z'];
  const times = [1728979200, 1728979200000, 1728979200000000, '1728979200000', ...iso];
  await load(times.map((timestamp, index) => event(`${index}`, 'CREATED', { timestamp })));
  expect(await held('occurred_at')).toEqual(times.map(() => [at]));
});

const details: [kind: string, given: Event, details: string][] = [
  ['CREATED', {}, 'Order created successfully'],
  ['INVENTORY_RESERVED', {}, 'Inventory successfully reserved'],
  ['INVENTORY_REJECTED', { reason: 'no SKU' }, 'Inventory rejected: no SKU'],
  ['INVENTORY_REJECTED', {}, 'Inventory rejected: '],
  ['PAYMENT_AUTHORIZED', { paymentId: 'p-1' }, 'Payment authorized: p-1'],
  ['PAYMENT_AUTHORIZED', { paymentId: null }, 'Payment authorized: '],
  ['PAYMENT_FAILED', { reason: 'DECLINED' }, 'Payment failed: DECLINED'],
  ['PAYMENT_FAILED', { reason: null }, 'Payment failed: '],
  ['SHIPPING_SCHEDULED', { eta: '2024-10-18' }, 'Shipping scheduled, delivery: 2024-10-18'],
  ['SHIPPING_SCHEDULED', { estimatedDelivery: 'x', eta: 'y' }, 'Shipping scheduled, delivery: x'],
  ['SHIPPING_SCHEDULED', { estimatedDelivery: '', eta: 'y' }, 'Shipping scheduled, delivery: y'],
  ['SHIPPING_SCHEDULED', { estimatedDelivery: null }, 'Shipping scheduled, delivery: '],
  ['COMPLETED', {}, 'Order completed successfully'],
  ['CANCELLED', { reason: 'changed mind' }, 'Order cancelled: changed mind'],
  ['CANCELLED', { details: 'in their own words', reason: 'x' }, 'in their own words'],
];

test('details say what the event says, and never null', async () => {
  const id = (index: number) => String(index).padStart(2, '0');
  await load(details.map(([kind, given], index) => event(id(index), kind, given)));
  expect(await held('order_id, details')).toEqual(
    details.map(([, , expected], index) => [id(index), expected]),
  );
});

test('the amount of an authorisation is the total of the order, that of a failure is not', async () => {
  await load([
    event('o', 'CREATED', { total: 99 }),
    event('o', 'PAYMENT_AUTHORIZED', { amount: '90.50', timestamp: '2024-10-15T08:01:00Z' }),
    event('o', 'CANCELLED', { amount: 7, timestamp: '2024-10-15T08:02:00Z' }),
    event('f', 'PAYMENT_FAILED', { amount: 7 }),
  ]);
  expect(await status('order_id', 'order_total')).toEqual(['f,', 'o,90.50']);
});

test('finer amounts are rounded once, the half away from zero, and counted', async () => {
  const totals = ['1.00005', '-1.00005', '1.00004999', '1.50000', '99999999999999.9999'];
  const outcome = await load(totals.map((total, index) => event(`${index}`, 'CREATED', { total })));
  expect(outcome.stderr).toContain('amounts rounded to 4 decimals: 3\n');
  const kept = (await held('order_id, total')).map(([, total]) => total);
  expect(kept).toEqual(['1.0001', '-1.0001', '1.0000', '1.5000', '99999999999999.9999']);
});

test('an amount that was authorised is counted when it is rounded, one not kept is not', async () => {
  const amount = 1.00005;
  const outcome = await load([
    event('a', 'PAYMENT_AUTHORIZED', { amount }),
    event('b', 'PAYMENT_FAILED', { amount }),
    event('c', 'PAYMENT_AUTHORIZED', { amount, total: 2 }),
  ]);
  const totals = (await held('order_id, total')).map(([, total]) => total);
  expect(totals).toEqual(['1.0001', '', '2.0000']);
  expect(outcome.stderr).toContain('amounts rounded to 4 decimals: 1\n');
});

const ids = ['8139926242460185114', '0007', '7', 'NA', 'null', '1e5', "o'neil", '🚚'];

test.each(['csv', 'ndjson'])('ids are text in %s', async (format) => {
  const line = (id: string) => `${id},CREATED,${at},${id},${id}\n`;
  const csv = `order_id,status,timestamp,user_id,event_id\n${ids.map(line).join('')}`;
  const number = `{"orderId":8139926242460185115,"type":"CREATED","timestamp":"${at}"}`;
  const rows = ids.map((id) => event(id, 'CREATED', { userId: id, eventId: id }));
  await (format === 'csv' ? work.ingest([work.file('a.csv', csv)]) : load([...rows, number]));
  const found = await work.rows('select order_id, user_id, event_id from order_events');
  const given = ids.map((id) => [id, id, id]);
  const expected = format === 'csv' ? given : [...given, ['8139926242460185115', '', '']];
  expect(found.sort()).toEqual(expected.sort());
});

test('items of JSON are kept as text, an array as it is written', async () => {
  const line = (id: string, items: string) =>
    `{"orderId":"${id}","type":"CREATED","timestamp":"${at}","items":${items}}`;
  await load([
    line('a', '[{"sku":"A","qty":2,"price":50.0}]'),
    line('b', '"[\\"item1\\", \\"item2\\"]"'),
    line('c', '[]'),
    line('d', 'null'),
    line('e', '{"sku":12345678901234567890}'),
  ]);
  expect((await held('order_id, items')).map(([, items]) => items)).toEqual([
    '[{"sku":"A","qty":2,"price":50.0}]',
    '["item1", "item2"]',
    '[]',
    '',
    '{"sku":12345678901234567890}',
  ]);
});

const good = (id: string) => event(id, 'CREATED', { total: 5 });
const after = (id: string, more: Event = {}) =>
  event(id, 'COMPLETED', { timestamp: '2024-10-15T09:00:00Z', ...more });

const bad: [line: Event | string, field: string, reason: string][] = [
  [after('o', { type: 'order.refunded' }), 'status', 'unknown status'],
  [after('o', { type: '' }), 'status', 'unknown status'],
  [after('o', { orderId: null }), 'order_id', 'empty id'],
  [after('o', { orderId: ['o'] }), '', 'a value of the wrong kind'],
  [JSON.stringify(after('o')).slice(0, -1), '', 'not a JSON object'],
  [after('o', { total: '12,50' }), 'total', 'bad amount'],
  [after('o', { total: 'NaN' }), 'total', 'bad amount'],
  [after('o', { total: '123456789012345' }), 'total', 'bad amount'],
  [after('o', { type: 'PAYMENT_AUTHORIZED', amount: 'free' }), 'amount', 'bad amount'],
  [after('o', { timestamp: '2024-13-01T00:00:00Z' }), 'timestamp', 'bad time'],
  [after('o', { timestamp: '15/10/2024 09:00' }), 'timestamp', 'bad time'],
  [after('o', { timestamp: null }), 'timestamp', 'no time'],
  [after('o', { timestamp: '2099-01-01T00:00:00Z' }), 'timestamp', 'in the future'],
];

test('a bad line is a reject with file, line and reason, and changes no status', async () => {
  const outcome = await load([good('o'), ...bad.map(([line]) => line), good('last')]);
  expect(outcome.code).toBe(3);
  expect(countsOf(outcome)).toEqual([{ read: bad.length + 2, new: 2, rejected: bad.length }]);
  const path = work.path('a.ndjson');
  expect(outcome.stderr).toContain(
    `error: ${path}:2:2: rejected: unknown status in status (and 12`,
  );
  const query = 'select file_name, line_number, field, reason from rejects order by line_number';
  expect(await work.rows(query)).toEqual(
    bad.map(([, field, reason], index) => [path, `${index + 2}`, field, reason]),
  );
  expect(await status('order_id', 'current_status', 'order_total')).toEqual([
    'last,CREATED,5.00',
    'o,CREATED,5.00',
  ]);
});

test('bad fields of CSV name their column', async () => {
  const lines = [`o,refunded,${at},1`, `,CREATED,${at},1`, 'o,CREATED,soon,1', `o,CREATED,${at},x`];
  const text = `order_id,status,timestamp,total\no,CREATED,${at},5\n${lines.join('\n')}\n`;
  expect((await work.ingest([work.file('a.csv', text)])).code).toBe(3);
  expect(await work.rows('select line_number, column_number from rejects order by 1')).toEqual(
    [2, 1, 3, 4].map((column, index) => [`${index + 3}`, `${column}`]),
  );
  expect(await status('order_id', 'current_status', 'order_total')).toEqual(['o,CREATED,5.00']);
});

test('a negative total is kept and shown as a problem', async () => {
  expect((await load([event('o', 'CREATED', { total: -5 })])).code).toBe(0);
  expect(await status('order_id', 'current_status', 'order_total')).toEqual(['o,CREATED,-5.00']);
  const problems = await work.run(['order-problems', '-f', 'csv', '--as-of', 'latest']);
  expect(problems.stdout).toBe('order_id,reason,detail\no,amount_mismatch,-5.00 CREATED\n');
});
