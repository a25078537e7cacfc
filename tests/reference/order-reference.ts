import type { Lifecycle, LifecycleStatus } from '../../src/lifecycle/lifecycle.ts';
import type {
  FailureRow,
  OrderEvent,
  OrderFunnel,
  OrderHistory,
  OrderState,
  OrderWorld,
  StuckOrder,
  SummaryRow,
  WideRow,
} from './order-types.ts';

/** Where every order stands, by order. */
export function orderStates(world: OrderWorld): OrderState[] {
  return histories(world).map(({ orderId, events, last }) => ({
    orderId,
    currentStatus: last.status,
    userId: latest(events.map((event) => event.userId)),
    total: latest(events.map((event) => event.total)),
    items: latest(events.map((event) => event.items)),
    lastUs: last.atUs,
    lastDetails: last.details,
    changes: events.length,
    secondsUs: world.asOfUs - last.atUs,
  }));
}

/** Orders per current status, most first; shares are rounded so that they add up to the whole. */
export function orderSummary(world: OrderWorld): SummaryRow[] {
  const statuses = orderStates(world).map((state) => state.currentStatus);
  const counts = [...new Set(statuses)]
    .map((status) => ({ status, orders: statuses.filter((each) => each === status).length }))
    .toSorted((a, b) => b.orders - a.orders || compare(a.status, b.status));
  const shareUpTo = (rows: { orders: number }[]) => {
    const orders = rows.reduce((sum, row) => sum + row.orders, 0);
    return Number(divideRounded(BigInt(orders) * 10_000n, BigInt(statuses.length)));
  };
  return counts.map((row, index) => ({
    ...row,
    shareHundredths: shareUpTo(counts.slice(0, index + 1)) - shareUpTo(counts.slice(0, index)),
  }));
}

/** Orders longer in their status than the lifecycle allows, longest first, then by order. */
export function stuckOrders(world: OrderWorld): StuckOrder[] {
  return orderStates(world)
    .flatMap((state) => {
      const status = statusOf(world.lifecycle, state.currentStatus);
      const limitUs = status.stuckAfterUs;
      if (isTerminal(status) || limitUs === undefined || state.secondsUs <= limitUs) return [];
      return [{ ...state, limitUs }];
    })
    .toSorted((a, b) => compare(b.secondsUs, a.secondsUs) || compare(a.orderId, b.orderId));
}

/** Orders that have had all of the first statuses of the funnel, in whatever order. */
export function orderFunnel(world: OrderWorld): OrderFunnel {
  const { funnel } = world.lifecycle;
  const hadByOrder = histories(world).map(
    ({ events }) => new Set(events.map((event) => event.status)),
  );
  const reached = (statuses: readonly string[]) =>
    hadByOrder.filter((had) => statuses.every((status) => had.has(status)));
  const cohort = funnel.length === 0 ? [] : reached(funnel.slice(0, 1));
  const isSuccess = (status: string) => statusOf(world.lifecycle, status).isSuccess;
  return {
    cohort: cohort.length,
    steps: funnel.map((status, index) => ({
      status,
      orders: reached(funnel.slice(0, index + 1)).length,
    })),
    succeeded: cohort.filter((had) => [...had].some(isSuccess)).length,
  };
}

/** Events of failure statuses by UTC day, status and details, in that order, nulls last. */
export function orderFailures(world: OrderWorld): FailureRow[] {
  const groups = new Map<string, OrderEvent[]>();
  for (const event of histories(world).flatMap(({ events }) => events)) {
    if (!statusOf(world.lifecycle, event.status).isFailure) continue;
    const key = JSON.stringify([utcDay(event.atUs), event.status, event.details]);
    groups.set(key, [...(groups.get(key) ?? []), event]);
  }
  return [...groups.values()]
    .flatMap((group) => {
      const [some] = group;
      if (some === undefined) return [];
      const orders = new Set(group.map((event) => event.orderId)).size;
      const { status, details } = some;
      return [{ day: utcDay(some.atUs), status, details, orders, events: group.length }];
    })
    .toSorted(
      (a, b) =>
        compare(a.day, b.day) || compare(a.status, b.status) || nullsLast(a.details, b.details),
    );
}

/**
 * What the rows of one wide table say, as events. Of the versions of an order the one with the
 * latest time counts, then the one of the latest load, then the one furthest in the lifecycle. A
 * row without any time says nothing.
 */
export function wideEvents(versions: WideRow[], lifecycle: Lifecycle): OrderEvent[] {
  const compareVersions = (a: WideRow, b: WideRow) =>
    nullsFirst(latestUs(a), latestUs(b)) ||
    a.load - b.load ||
    indexOf(lifecycle, a.status) - indexOf(lifecycle, b.status);
  const orderIds = [...new Set(versions.map((row) => row.orderId))].toSorted(compare);
  return orderIds.flatMap((orderId) => {
    const winner = versions
      .filter((row) => row.orderId === orderId)
      .toSorted(compareVersions)
      .at(-1);
    return winner === undefined ? [] : eventsOfRow(winner, lifecycle);
  });
}

function eventsOfRow(row: WideRow, lifecycle: Lifecycle): OrderEvent[] {
  const { orderId, userId, total, items } = row;
  const nothingElse = { details: null, eventId: null, referenceId: null };
  const common = { orderId, userId, total, items, ...nothingElse };
  const events = row.times
    .map((time): OrderEvent => ({ ...common, ...time, origin: 'time' }))
    .toSorted((a, b) => compareEvents(a, b, lifecycle));
  const atUs = latestUs(row);
  const last = events.at(-1);
  if (atUs === null || last?.status === row.status) return events;
  const origin = last?.atUs === atUs ? 'status' : 'time';
  return [...events, { ...common, status: row.status, atUs, origin }];
}

function latestUs({ times, updatedUs }: WideRow): bigint | null {
  const all = times.map((time) => time.atUs);
  if (updatedUs !== null) all.push(updatedUs);
  return all.toSorted(compare).at(-1) ?? null;
}

/** The orders that have an event that counts, each with its events in their order, by order. */
export function histories({ lifecycle, events, asOfUs }: OrderWorld): OrderHistory[] {
  const counted = events.filter((event) => event.atUs <= asOfUs);
  const orderIds = [...new Set(counted.map((event) => event.orderId))].toSorted(compare);
  return orderIds.flatMap((orderId) => {
    const own = counted
      .filter((event) => event.orderId === orderId)
      .toSorted((a, b) => compareEvents(a, b, lifecycle));
    const [first] = own;
    const last = own.at(-1);
    return first === undefined || last === undefined ? [] : [{ orderId, events: own, first, last }];
  });
}

function compareEvents(a: OrderEvent, b: OrderEvent, lifecycle: Lifecycle): number {
  return (
    compare(a.atUs, b.atUs) ||
    Number(a.origin === 'status') - Number(b.origin === 'status') ||
    indexOf(lifecycle, a.status) - indexOf(lifecycle, b.status) ||
    nullsLast(a.eventId, b.eventId) ||
    nullsLast(a.referenceId, b.referenceId) ||
    nullsLast(a.details, b.details) ||
    nullsLast(a.total, b.total) ||
    nullsLast(a.userId, b.userId) ||
    nullsLast(a.items, b.items)
  );
}

/** What the lifecycle says about a status, which has to be one of its own. */
export function statusOf(lifecycle: Lifecycle, name: string): LifecycleStatus {
  const found = lifecycle.statuses.find((status) => status.name === name);
  if (found === undefined) throw new Error(`${name} is not in the lifecycle`);
  return found;
}

function indexOf(lifecycle: Lifecycle, name: string): number {
  return lifecycle.statuses.indexOf(statusOf(lifecycle, name));
}

/** Whether nothing may follow; a status without `next` is not terminal, only unchecked. */
export function isTerminal(status: LifecycleStatus): boolean {
  return status.next?.length === 0;
}

/** Rounded to a whole number, half away from zero; the denominator has to be positive. */
export function divideRounded(numerator: bigint, denominator: bigint): bigint {
  const half = numerator < 0n ? -denominator : denominator;
  return (2n * numerator + half) / (2n * denominator);
}

/** `2024-10-15T08:00:00` of an instant after 1970, without its fraction. */
export function utcSecond(atUs: bigint): string {
  return new Date(Number(atUs / 1000n)).toISOString().slice(0, 19);
}

/** `2024-10-15` of an instant after 1970. */
export function utcDay(atUs: bigint): string {
  return utcSecond(atUs).slice(0, 10);
}

/** Ascending; text by code unit. */
export function compare<T extends string | bigint>(a: T, b: T): number {
  return a < b ? -1 : Number(a > b);
}

function nullsLast<T extends string | bigint>(a: T | null, b: T | null): number {
  return a === null || b === null ? Number(a === null) - Number(b === null) : compare(a, b);
}

function nullsFirst<T extends string | bigint>(a: T | null, b: T | null): number {
  return a === null || b === null ? Number(b === null) - Number(a === null) : compare(a, b);
}

function latest<T>(values: (T | null)[]): T | null {
  return values.findLast((value) => value !== null) ?? null;
}
