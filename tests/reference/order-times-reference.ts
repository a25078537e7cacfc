import {
  compare,
  divideRounded,
  histories,
  isTerminal,
  statusOf,
  utcDay,
} from './order-reference.ts';
import type {
  DailyDurationsRow,
  DurationStats,
  DurationsRow,
  OrderHistory,
  OrderWorld,
  StateTimesRow,
} from './order-types.ts';

interface Span {
  fromUs: bigint;
  /** Undefined while it has not ended. */
  toUs: bigint | undefined;
}

interface Visit extends Span {
  status: string;
}

/** How long orders took from their first event of one status to their first of another. */
export function orderDurations(world: OrderWorld, from: string, to: string): DurationsRow {
  return durationsOf(spansBetween(world, from, to));
}

/** The same by the UTC day of the first event of `from`; days without one have no row. */
export function orderDurationsByDay(
  world: OrderWorld,
  from: string,
  to: string,
): DailyDurationsRow[] {
  const spans = spansBetween(world, from, to);
  const days = [...new Set(spans.map((span) => utcDay(span.fromUs)))].toSorted(compare);
  return days.map((day) => ({
    day,
    ...durationsOf(spans.filter((span) => utcDay(span.fromUs) === day)),
  }));
}

/** How long orders were in each status that they have been in, in lifecycle order. */
export function timeInStates(world: OrderWorld): StateTimesRow[] {
  const visits = histories(world).flatMap((history) => visitsOf(history, world));
  return world.lifecycle.statuses.flatMap(({ name }) => {
    const own = visits.filter((visit) => visit.status === name);
    if (own.length === 0) return [];
    const row = {
      status: name,
      visits: own.length,
      openNow: own.filter(({ toUs }) => toUs === undefined).length,
      totalUs: sum(own.map(({ fromUs, toUs }) => (toUs ?? world.asOfUs) - fromUs)),
    };
    return [{ ...row, ...statsOf(closedLengths(own)) }];
  });
}

function visitsOf({ events, last }: OrderHistory, { lifecycle }: OrderWorld): Visit[] {
  const visits = events.map(({ status, atUs }, index) => ({
    status,
    fromUs: atUs,
    toUs: events[index + 1]?.atUs,
  }));
  return isTerminal(statusOf(lifecycle, last.status)) ? visits.slice(0, -1) : visits;
}

interface Duration extends Span {
  hasArrived: boolean;
}

function spansBetween(world: OrderWorld, from: string, to: string): Duration[] {
  return histories(world).flatMap(({ events }) => {
    const timed = events.filter(({ origin }) => origin !== 'status');
    const fromUs = timed.find((event) => event.status === from)?.atUs;
    const toUs = timed.find((event) => event.status === to)?.atUs;
    const hasArrived = events.some((event) => event.status === to);
    return fromUs === undefined ? [] : [{ fromUs, toUs, hasArrived }];
  });
}

function durationsOf(spans: Duration[]): DurationsRow {
  const lengths = closedLengths(spans);
  const counted = lengths.filter((length) => length >= 0n);
  return {
    count: counted.length,
    open: spans.filter(({ hasArrived }) => !hasArrived).length,
    negative: lengths.length - counted.length,
    untimed: spans.filter(({ toUs, hasArrived }) => hasArrived && toUs === undefined).length,
    totalUs: sum(counted),
    ...statsOf(counted),
  };
}

function closedLengths(spans: Span[]): bigint[] {
  return spans.flatMap(({ fromUs, toUs }) => (toUs === undefined ? [] : [toUs - fromUs]));
}

function statsOf(lengths: bigint[]): DurationStats {
  const sorted = lengths.toSorted(compare);
  const count = BigInt(sorted.length);
  return {
    avgUs: count === 0n ? null : divideRounded(sum(sorted), count),
    minUs: sorted.at(0) ?? null,
    p50Us: percentile(sorted, 50n),
    p90Us: percentile(sorted, 90n),
    p95Us: percentile(sorted, 95n),
    p99Us: percentile(sorted, 99n),
    maxUs: sorted.at(-1) ?? null,
  };
}

/** Linear between the two nearest of the sorted values; the position is counted in hundredths. */
function percentile(sorted: bigint[], percent: bigint): bigint | null {
  const position = BigInt(sorted.length - 1) * percent;
  const below = sorted[Number(position / 100n)];
  if (below === undefined) return null;
  const above = sorted[Number(position / 100n) + 1] ?? below;
  return divideRounded(below * 100n + (above - below) * (position % 100n), 100n);
}

function sum(lengths: bigint[]): bigint {
  return lengths.reduce((total, length) => total + length, 0n);
}
