import { expect, test } from 'vitest';
import { countsOf, workspacePerTest } from './workspace.ts';

const work = workspacePerTest();
const at = '2024-10-15T08:00:00Z';

const event = (orderId: string, type: string, more = {}) =>
  JSON.stringify({ orderId, type, timestamp: at, ...more });
const load = (lines: readonly string[]) =>
  work.ingest([work.file('a.ndjson', `${lines.join('\n')}\n`)]);
const held = (columns: string) => work.sorted(`select ${columns} from order_events`);

const spellings: [status: string, ...kinds: string[]][] = [
  [
    'CREATED',
    'created',
    'order.created',
    'com.acme.OrderCreated',
    'com.acme.v2.order_created',
    'com.acme.order.created',
  ],
  ['INVENTORY_RESERVED', 'inventoryReserved'],
  ['INVENTORY_REJECTED', 'inventory.rejected'],
  ['PAYMENT_AUTHORIZED', 'payment.authorised', 'PaymentAuthorized'],
  [
    'PAYMENT_FAILED',
    'payment.failed',
    'payment-failed',
    'PaymentFailed',
    ' payment failed ',
    'com.acme.payment.failed',
  ],
  ['SHIPPING_SCHEDULED', 'shipping-scheduled'],
  ['COMPLETED', 'order_completed', 'OrderCompleted'],
  ['CANCELLED', 'OrderCancelled', 'OrderCanceled', 'canceled'],
];

test.each(['csv', 'ndjson'])('every spelling of a kind is its status, in %s', async (format) => {
  const expected = spellings.flatMap(([name, ...others]) =>
    [name, ...others].map((kind) => [kind, name] as const),
  );
  const csv = expected.map(([kind]) => `${kind},${kind},${at}\n`).join('');
  const outcome = await (format === 'csv'
    ? work.ingest([work.file('a.csv', `order_id,event,timestamp\n${csv}`)])
    : load(expected.map(([kind]) => event(kind, kind))));
  expect(outcome.code).toBe(0);
  expect(new Map((await held('order_id, status')) as [string, string][])).toEqual(
    new Map(expected),
  );
});

test.each(['payment.completed', 'shipment.created', 'x.', 'refund.cancelled'])(
  '%j is no status of an order',
  async (kind) => {
    const outcome = await load([event('o', kind)]);
    expect(outcome.code).toBe(3);
    expect(outcome.stderr).toContain('unknown status');
    expect(await held('status')).toEqual([]);
  },
);

test('two columns that could be the status are refused, two keys with two values are a reject', async () => {
  const header = 'order_id,event_type,status,timestamp';
  const file = work.file('two.csv', `${header}\no,payment.failed,COMPLETED,${at}\n`);
  const refused = await work.ingest([file]);
  expect(refused.code).toBe(3);
  expect(refused.stderr).toContain('event_type and status could each be the status');
  expect(refused.stderr).toContain('--map status=event_type');
  expect((await work.ingest([file, '--map', 'status=event_type'])).code).toBe(0);
  const both = event('p', 'payment.failed', { status: 'COMPLETED' });
  const outcome = await load([both, event('q', 'CREATED', { status: 'CREATED' })]);
  expect(countsOf(outcome)).toEqual([{ read: 2, new: 1, rejected: 1 }]);
  expect(await held('order_id, status')).toEqual([
    ['o', 'PAYMENT_FAILED'],
    ['q', 'CREATED'],
  ]);
});
