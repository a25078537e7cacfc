import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DuckDb } from '../../src/engine/duckdb.ts';
import { type Row, rowsOf } from '../../src/engine/engine.ts';
import { sqlFile } from '../../src/engine/sql-files.ts';
import type { Lifecycle } from '../../src/lifecycle/lifecycle.ts';
import { problemReasons } from '../../src/queries/order-metrics.ts';
import { orderCase, wideCase } from '../reference/order-arbitraries.ts';
import { orderProblems } from '../reference/order-problems-reference.ts';
import {
  orderFailures,
  orderFunnel,
  orderStates,
  orderSummary,
  stuckOrders,
  wideEvents,
} from '../reference/order-reference.ts';
import {
  orderDurations,
  orderDurationsByDay,
  timeInStates,
} from '../reference/order-times-reference.ts';
import type { DurationStats, OrderWorld, WideRow } from '../reference/order-types.ts';
import {
  fillTable,
  memoryDatabase,
  reportRows,
  secondsUs,
  timestampText,
  timestampUs,
} from '../support/memory-database.ts';
import { amountText, fillOrders, orderParameters } from '../support/worlds.ts';

let engine: DuckDb;
beforeAll(async () => {
  engine = await memoryDatabase();
});
afterAll(() => engine.close());

const runs = { numRuns: Number(process.env.ORDSTAT_TEST_RUNS ?? 50) };

const amountOf = (text: string | null | undefined) =>
  text == null ? null : BigInt(text.replace('.', ''));
const usOf = (text: string | null | undefined) => (text == null ? null : secondsUs(text));

/** Rows of a report on a world; `others` are parameters besides those of the lifecycle. */
async function report(world: OrderWorld, name: string, others = {}): Promise<Row[]> {
  await fillOrders(engine, world);
  return reportRows(engine, name, { ...orderParameters(world), ...others });
}

const check = (property: (world: OrderWorld) => Promise<void>) =>
  fc.assert(fc.asyncProperty(orderCase, property), runs);

const statistics = (row: Row): DurationStats => ({
  avgUs: usOf(row.avg_seconds),
  minUs: usOf(row.min_seconds),
  p50Us: usOf(row.p50_seconds),
  p90Us: usOf(row.p90_seconds),
  p95Us: usOf(row.p95_seconds),
  p99Us: usOf(row.p99_seconds),
  maxUs: usOf(row.max_seconds),
});

test('order-status is that of the slow reference', () =>
  check(async (world) => {
    const rows = await report(world, 'order_status');
    const actual = rows.map((row) => ({
      orderId: row.order_id,
      currentStatus: row.current_status,
      userId: row.user_id,
      total: amountOf(row.order_total),
      items: row.order_items,
      lastUs: timestampUs(row.last_updated as string),
      lastDetails: row.last_status_details,
      changes: Number(row.total_status_changes),
      secondsUs: usOf(row.seconds_in_current_state),
    }));
    expect(actual).toEqual(orderStates(world));
  }));

test('order-summary is that of the slow reference, and adds up to 100', () =>
  check(async (world) => {
    const rows = await report(world, 'order_summary');
    const actual = rows.map((row) => ({
      status: row.current_status,
      orders: Number(row.order_count),
      shareHundredths: Number(row.percentage?.replace('.', '')),
    }));
    expect(actual).toEqual(orderSummary(world));
  }));

test('order-stuck is that of the slow reference', () =>
  check(async (world) => {
    const rows = await report(world, 'order_stuck');
    const actual = rows.map((row) => [
      row.order_id,
      row.current_status,
      usOf(row.seconds_in_current_state),
      usOf(row.limit_seconds),
    ]);
    const expected = stuckOrders(world).map((order) => [
      order.orderId,
      order.currentStatus,
      order.secondsUs,
      order.limitUs,
    ]);
    expect(actual).toEqual(expected);
  }));

test('order-problems is that of the slow reference', () =>
  check(async (world) => {
    const rows = await report(world, 'order_problems');
    const actual = rows.map((row) => ({
      orderId: row.order_id,
      reason: row.reason,
      detail: row.detail,
    }));
    expect(actual).toEqual(orderProblems(world));
  }));

test('order-funnel is that of the slow reference', () =>
  check(async (world) => {
    const { funnel } = world.lifecycle;
    const rows = await report(world, 'order_funnel', { funnel });
    const counts = rows.map((row) => Number(row.orders));
    const { steps, succeeded } = orderFunnel(world);
    expect(counts).toEqual([...steps.map(({ orders }) => orders), succeeded]);
  }));

test('order-failures is that of the slow reference', () =>
  check(async (world) => {
    const rows = await report(world, 'order_failures');
    const actual = rows.map((row) => ({
      day: row.day,
      status: row.status,
      details: row.reason,
      orders: Number(row.orders),
      events: Number(row.events),
    }));
    expect(actual).toEqual(orderFailures(world));
  }));

const boundsOf = ({ statuses }: Lifecycle) => ({
  from_status: statuses[0]?.name as string,
  to_status: statuses.at(-1)?.name as string,
});

const durations = (row: Row) => ({
  count: Number(row.n),
  open: Number(row.open),
  negative: Number(row.negative),
  untimed: Number(row.untimed),
  ...statistics(row),
});

test('order-times is that of the slow reference, also by day', () =>
  check(async (world) => {
    const bounds = boundsOf(world.lifecycle);
    const [row] = await report(world, 'order_times', bounds);
    const { totalUs: _, ...whole } = orderDurations(world, bounds.from_status, bounds.to_status);
    expect(durations(row as Row)).toEqual(whole);
    const days = await report(world, 'order_times_by_day', bounds);
    const byDay = orderDurationsByDay(world, bounds.from_status, bounds.to_status);
    expect(days.map((each) => ({ day: each.day, ...durations(each) }))).toEqual(
      byDay.map(({ totalUs: __, ...day }) => day),
    );
  }));

test('time in states is that of the slow reference', () =>
  check(async (world) => {
    const rows = await report(world, 'order_times_states');
    const actual = rows.map((row) => ({
      status: row.status,
      visits: Number(row.visits),
      openNow: Number(row.open_now),
      totalUs: usOf(row.total_seconds),
      ...statistics(row),
    }));
    expect(actual).toEqual(timeInStates(world));
  }));

test('the metrics are those of the other reports', () =>
  check(async (world) => {
    const others = { ...boundsOf(world.lifecycle), problem_reasons: problemReasons };
    const rows = await report(world, 'order_metrics', others);
    const sumOf = (metric: string, label?: string) =>
      rows
        .filter((row) => row.metric === metric && (label === undefined || row.label === label))
        .reduce((sum, row) => sum + Number(row.value), 0);
    const states = orderStates(world);
    expect(sumOf('total_orders')).toBe(states.length);
    expect(sumOf('status_counts')).toBe(states.length);
    expect(sumOf('stuck')).toBe(stuckOrders(world).length);
    for (const reason of problemReasons) {
      const found = orderProblems(world).filter((finding) => finding.reason === reason);
      const orders = new Set(found.map(({ orderId }) => orderId)).size;
      expect(sumOf('problems', reason), reason).toBe(orders);
    }
    expect(sumOf('events', 'accepted')).toBe(world.events.length);
  }));

test('every step of one order is shown, the problems of the order at one of them', () =>
  check(async (world) => {
    for (const { orderId, changes } of orderStates(world)) {
      const rows = await report(world, 'order_show', { order_id: orderId });
      expect(rows).toHaveLength(changes);
      const marks = new Set(rows.flatMap(({ mark }) => mark?.split(', ') ?? []));
      const found = orderProblems(world).filter((finding) => finding.orderId === orderId);
      for (const { reason } of found) {
        expect(marks).toContain(reason.replaceAll('_', ' '));
      }
      const isStuck = stuckOrders(world).some((order) => order.orderId === orderId);
      expect(marks.has('stuck')).toBe(isStuck);
    }
  }));

function orderRow(row: WideRow, { statuses }: Lifecycle) {
  const place = (status: string) => statuses.findIndex(({ name }) => name === status);
  const times = row.times.toSorted(
    (left, right) => Number(left.atUs - right.atUs) || place(left.status) - place(right.status),
  );
  const instants = [...times.map(({ atUs }) => atUs), ...(row.updatedUs ? [row.updatedUs] : [])];
  const latestUs = instants.toSorted((left, right) => Number(left - right)).at(-1) as bigint;
  return [
    row.orderId,
    row.status,
    place(row.status) + 1,
    row.userId,
    amountText(row.total),
    row.items,
    `[${times.map(({ status }) => status).join(', ')}]`,
    `[${times.map(({ atUs }) => timestampText(atUs)).join(', ')}]`,
    timestampText(latestUs),
    row.load,
  ];
}

test('the events of wide rows are those of the slow reference', () =>
  fc.assert(
    fc.asyncProperty(wideCase, async ({ lifecycle, versions }) => {
      await fillTable(
        engine,
        'orders',
        versions.map((row) => orderRow(row, lifecycle)),
      );
      await fillTable(engine, 'order_events', []);
      await engine.run(
        'create or replace temp table touched_orders as select order_id from orders',
      );
      await engine.run(sqlFile('2_ingest/orders/settle/1_unseat'));
      await engine.run(sqlFile('2_ingest/orders/settle/2_seat'));
      const rows = await rowsOf(
        engine,
        'select order_id, status, occurred_at, user_id, total, items, origin from order_events order by all',
      );
      const expected = wideEvents(versions, lifecycle).map((event) => [
        event.orderId,
        event.status,
        event.atUs,
        event.userId,
        event.total,
        event.items,
        event.origin,
      ]);
      const actual = rows.map((row) => [
        row.order_id,
        row.status,
        timestampUs(row.occurred_at as string),
        row.user_id,
        amountOf(row.total),
        row.items,
        row.origin,
      ]);
      const sorted = (list: unknown[][]) =>
        list.map((each) => each.map(String).join('|')).toSorted();
      expect(sorted(actual)).toEqual(sorted(expected));
    }),
    runs,
  ));
