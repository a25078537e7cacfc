import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { orderCase } from './order-arbitraries.ts';
import { at, COMPLETED, CREATED, EVENTS, event, LIFECYCLE, worldAt } from './order-example.ts';
import { orderProblems } from './order-problems-reference.ts';
import {
  divideRounded,
  histories,
  orderFailures,
  orderFunnel,
  orderStates,
  orderSummary,
  stuckOrders,
} from './order-reference.ts';
import { orderDurations, orderDurationsByDay, timeInStates } from './order-times-reference.ts';

const SECOND_US = 1_000_000n;

function seconds(us: bigint | null): number | null {
  return us === null ? null : Number(us) / 1_000_000;
}

describe('the worked example', () => {
  const world = worldAt('10:00:00');

  test('where the orders stand', () => {
    const rows = orderStates(world).map((row) => [
      ...[row.orderId, row.currentStatus, row.userId, row.total],
      ...[row.lastUs, row.lastDetails, row.changes],
    ]);
    const rejected = 'Payment failed: Inventory reservation failed: SKU not found: Z';
    expect(rows).toEqual([
      ['o-1', 'COMPLETED', 'u-1', 1_000_000n, at('09:00:00'), COMPLETED, 5],
      ['o-2', 'CANCELLED', 'u-2', 400_000n, at('08:11:10'), 'Order cancelled: payment failed', 3],
      ['o-3', 'PAYMENT_FAILED', 'u-1', 700_000n, at('08:00:01'), rejected, 3],
      ['o-4', 'CREATED', 'u-4', 100_000n, at('09:50:00'), CREATED, 1],
      ['o-5', 'CREATED', 'u-5', 250_000n, at('09:55:00'), CREATED, 1],
      ['o-6', 'COMPLETED', 'u-6', 125_000n, at('08:40:00'), COMPLETED, 3],
      ['o-7', 'PAYMENT_AUTHORIZED', 'u-7', 900_000n, at('09:10:00'), 'Payment authorized: p-7', 11],
      [
        ...['o-8', 'INVENTORY_RESERVED', null, null, at('09:30:00')],
        ...['Inventory successfully reserved', 1],
      ],
    ]);
    expect(orderStates(world)[0]?.items).toBe('[{"sku":"A","qty":2}]');
  });

  test('orders per status', () => {
    expect(orderSummary(world)).toEqual([
      { status: 'COMPLETED', orders: 2, shareHundredths: 2500 },
      { status: 'CREATED', orders: 2, shareHundredths: 2500 },
      { status: 'CANCELLED', orders: 1, shareHundredths: 1250 },
      { status: 'INVENTORY_RESERVED', orders: 1, shareHundredths: 1250 },
      { status: 'PAYMENT_AUTHORIZED', orders: 1, shareHundredths: 1250 },
      { status: 'PAYMENT_FAILED', orders: 1, shareHundredths: 1250 },
    ]);
  });

  test('stuck orders; exactly at the limit is not stuck', () => {
    const rowsOf = (clock: string) =>
      stuckOrders(worldAt(clock)).map((row) =>
        [row.orderId, row.currentStatus, seconds(row.secondsUs), seconds(row.limitUs)].join(' '),
      );
    expect(rowsOf('10:00:00')).toEqual([
      'o-3 PAYMENT_FAILED 7199 3600',
      'o-7 PAYMENT_AUTHORIZED 3000 900',
      'o-8 INVENTORY_RESERVED 1800 900',
      'o-4 CREATED 600 300',
    ]);
    expect(rowsOf('10:00:01').at(-1)).toBe('o-5 CREATED 301 300');
  });

  test('problems', () => {
    const rows = orderProblems(world).map((row) => Object.values(row).join(': '));
    expect(rows).toEqual([
      'o-6: illegal_transition: PAYMENT_AUTHORIZED -> COMPLETED',
      'o-7: amount_mismatch: 99.00 CREATED, 90.00 PAYMENT_AUTHORIZED',
      'o-7: status_changes: 11 > 10',
      'o-8: bad_start: INVENTORY_RESERVED',
    ]);
  });

  test('funnel', () => {
    expect(orderFunnel(world)).toEqual({
      cohort: 7,
      steps: [
        { status: 'CREATED', orders: 7 },
        { status: 'PAYMENT_AUTHORIZED', orders: 3 },
        { status: 'INVENTORY_RESERVED', orders: 1 },
        { status: 'SHIPPING_SCHEDULED', orders: 1 },
        { status: 'COMPLETED', orders: 1 },
      ],
      succeeded: 2,
    });
    expect(divideRounded(2n * 10_000n, 7n)).toBe(2857n);
  });

  test('durations', () => {
    const row = {
      ...{
        count: 2,
        open: 5,
        negative: 0,
        untimed: 0,
        totalUs: 4200n * SECOND_US,
        avgUs: 2100n * SECOND_US,
      },
      ...{ minUs: 600n * SECOND_US, p50Us: 2100n * SECOND_US, p90Us: 3300n * SECOND_US },
      ...{ p95Us: 3450n * SECOND_US, p99Us: 3570n * SECOND_US, maxUs: 3600n * SECOND_US },
    };
    expect(orderDurations(world, 'CREATED', 'COMPLETED')).toEqual(row);
    expect(orderDurationsByDay(world, 'CREATED', 'COMPLETED')).toEqual([
      { day: '2024-10-15', ...row },
    ]);
    expect(orderDurations(world, 'COMPLETED', 'CREATED')).toMatchObject({ count: 0, negative: 2 });
  });

  test('time in states', () => {
    const rows = timeInStates(world).map((row) =>
      [row.status, row.visits, row.openNow, seconds(row.totalUs)].join(' '),
    );
    expect(rows).toEqual([
      'CREATED 7 2 1083',
      'INVENTORY_RESERVED 2 1 1803',
      'INVENTORY_REJECTED 1 0 0',
      'PAYMENT_AUTHORIZED 3 1 3541',
      'PAYMENT_FAILED 11 1 7749',
      'SHIPPING_SCHEDULED 1 0 3594',
    ]);
    expect(timeInStates(world)[0]).toMatchObject({ avgUs: 36_600_000n, p50Us: 60_000_000n });
  });

  test('failures', () => {
    const rows = orderFailures(world);
    expect(rows).toHaveLength(13);
    expect(rows.at(0)).toEqual({
      ...{ day: '2024-10-15', status: 'CANCELLED', details: 'Order cancelled: payment failed' },
      ...{ orders: 1, events: 1 },
    });
  });

  test('as of 08:35', () => {
    const rows = orderStates(worldAt('08:35:00'));
    expect(rows.map((row) => `${row.orderId} ${row.currentStatus} ${row.changes}`)).toEqual([
      'o-1 SHIPPING_SCHEDULED 4',
      'o-2 CANCELLED 3',
      'o-3 PAYMENT_FAILED 3',
      'o-6 PAYMENT_AUTHORIZED 2',
    ]);
  });

  test('any order of the events', () => {
    expect(orderStates(worldAt('10:00:00', EVENTS.toReversed()))).toEqual(orderStates(world));
  });
});

test('problems that the example does not have', () => {
  const next = { after: 'CREATED', anyOf: ['COMPLETED', 'CANCELLED'], withinUs: 1_500_000n };
  const lifecycle = { ...LIFECYCLE, deadlines: [{ name: 'fast', ...next }] };
  const events = [
    event('o-1', '08:00:00', 'CREATED', null, { total: 5n }),
    event('o-1', '08:00:02', 'CANCELLED', null, { total: 5n }),
    event('o-1', '08:00:03', 'SHIPPING_SCHEDULED', null, { total: -123_450n }),
    event('o-2', '08:00:00', 'CREATED', null, { total: -5_000n }),
    event('o-2', '08:00:01', 'COMPLETED', null, { total: -5_000n }),
  ];
  const rows = orderProblems(worldAt('08:00:03', events, lifecycle));
  expect(rows.map((row) => `${row.orderId} ${row.detail}`)).toEqual([
    'o-1 CANCELLED -> SHIPPING_SCHEDULED',
    'o-1 0.0005 CREATED, -12.345 SHIPPING_SCHEDULED',
    'o-1 fast: COMPLETED or CANCELLED due by 2024-10-15T08:00:01.5Z',
    'o-1 SHIPPING_SCHEDULED without INVENTORY_RESERVED',
    'o-1 SHIPPING_SCHEDULED without PAYMENT_AUTHORIZED',
    'o-2 -0.50 CREATED',
    'o-2 CREATED -> COMPLETED',
  ]);
});

describe('of random orders', () => {
  test('closed visits of one order add up to last - first', () => {
    fc.assert(
      fc.property(orderCase, (world) => {
        for (const { events, first, last } of histories(world)) {
          const rows = timeInStates({ ...world, events, asOfUs: last.atUs });
          const totalUs = rows.reduce((sum, row) => sum + row.totalUs, 0n);
          expect(totalUs).toBe(last.atUs - first.atUs);
        }
      }),
    );
  });

  test('shares add up to the whole', () => {
    fc.assert(
      fc.property(orderCase, (world) => {
        const rows = orderSummary(world);
        const total = rows.reduce((sum, row) => sum + row.shareHundredths, 0);
        expect(total).toBe(rows.length === 0 ? 0 : 10_000);
        expect(rows.every((row) => row.shareHundredths > 0)).toBe(true);
      }),
    );
  });

  test('the funnel only gets narrower', () => {
    fc.assert(
      fc.property(orderCase, (world) => {
        const { cohort, steps, succeeded } = orderFunnel(world);
        const counts = [cohort, ...steps.map((step) => step.orders)];
        expect(counts).toEqual(counts.toSorted((a, b) => b - a));
        expect(succeeded).toBeLessThanOrEqual(cohort);
      }),
    );
  });
});
