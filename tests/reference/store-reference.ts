import { openShifts } from './store-shifts.ts';
import type {
  Ping,
  Shift,
  Status,
  StatusTotals,
  StoreOptions,
  StorePeriod,
  StoreWorld,
  TimeWindow,
} from './store-types.ts';

export { openShifts } from './store-shifts.ts';
export type * from './store-types.ts';

const MINUTE_US = 60_000_000n;
const DAY_US = 1440n * MINUTE_US;

interface Facts {
  shifts: Shift[];
  pings: Ping[];
  pingsInShifts: Set<Ping>;
  options: StoreOptions;
  windowStartUs: bigint;
}

/**
 * Opening time of one store in the window, by status, as DESIGN section 6 defines it. Pings up to
 * and including `asOfUs` count, and the window ends at `asOfUs` at the latest.
 */
export function statusTotals(
  world: StoreWorld,
  options: StoreOptions,
  storeId: string,
  window: TimeWindow,
  asOfUs: bigint,
): StatusTotals {
  const intervals = elementaryIntervals(world, options, storeId, window, asOfUs);
  const totalOf = (status: Status) =>
    intervals
      .filter((interval) => interval.status === status)
      .reduce((sum, interval) => sum + interval.endsUs - interval.startsUs, 0n);
  const openUs = intervals.reduce((sum, { startsUs, endsUs }) => sum + endsUs - startsUs, 0n);
  return {
    upUs: totalOf('active'),
    downUs: totalOf('inactive'),
    unknownUs: totalOf('unknown'),
    openUs,
  };
}

/**
 * The same opening time as stretches in order: a new one begins with a shift (merged shifts never
 * touch) and with a change of status. Arguments as for `statusTotals`.
 */
export function storePeriods(
  world: StoreWorld,
  options: StoreOptions,
  storeId: string,
  window: TimeWindow,
  asOfUs: bigint,
): StorePeriod[] {
  const periods: StorePeriod[] = [];
  for (const next of elementaryIntervals(world, options, storeId, window, asOfUs)) {
    const last = periods.at(-1);
    if (last?.endsUs === next.startsUs && last.status === next.status) last.endsUs = next.endsUs;
    else periods.push({ ...next });
  }
  return periods;
}

function elementaryIntervals(
  world: StoreWorld,
  options: StoreOptions,
  storeId: string,
  window: TimeWindow,
  asOfUs: bigint,
): StorePeriod[] {
  const shifts = openShifts(world, options, storeId, window);
  const pings = world.pings
    .filter((ping) => ping.storeId === storeId && ping.atUs <= asOfUs)
    .toSorted((a, b) => ascending(a.atUs, b.atUs));
  const pingsInShifts = new Set(pings.filter((ping) => shiftAt(shifts, ping.atUs) !== undefined));
  const facts = { shifts, pings, pingsInShifts, options, windowStartUs: window.startUs };

  const endUs = asOfUs < window.endUs ? asOfUs : window.endUs;
  const cuts = [...new Set([...changes(facts), window.startUs, endUs])]
    .filter((cutUs) => cutUs >= window.startUs && cutUs <= endUs)
    .toSorted(ascending);
  return cuts.slice(1).flatMap((endsUs, index) => {
    const startsUs = cuts[index] ?? endsUs;
    const shift = shiftAt(shifts, startsUs);
    if (shift === undefined) return [];
    const shiftOpensUs = isLongAgo(shift.opensUs, facts) ? null : shift.opensUs;
    return [{ shiftOpensUs, startsUs, endsUs, status: statusAt(facts, startsUs) }];
  });
}

function ascending(a: bigint, b: bigint): number {
  return a < b ? -1 : Number(a > b);
}

function shiftAt(shifts: Shift[], atUs: bigint): Shift | undefined {
  return shifts.find((shift) => shift.opensUs <= atUs && atUs < shift.closesUs);
}

/** Whether an opening is so far back that the store is taken to never close. */
function isLongAgo(openingUs: bigint, { windowStartUs }: Facts): boolean {
  return openingUs < windowStartUs - 14n * DAY_US;
}

/** Every instant at which opening or status could change, under any policy. */
function changes({ shifts, pings, options }: Facts): bigint[] {
  const gapUs = options.maxGapUs ?? 0n;
  const midpoints = pings.slice(1).map((ping, index) => {
    const previousUs = pings[index]?.atUs ?? ping.atUs;
    return (previousUs + ping.atUs + 1n) / 2n;
  });
  return [
    ...shifts.flatMap((shift) => [shift.opensUs, shift.closesUs]),
    ...pings.flatMap((ping) => [ping.atUs, ping.atUs - gapUs, ping.atUs + gapUs]),
    ...midpoints,
  ];
}

function statusAt(facts: Facts, atUs: bigint): Status {
  switch (facts.options.policy) {
    case 'assume-open':
      return assumeOpen(facts, atUs);
    case 'carry-forward':
      return carryForward(facts, atUs);
    case 'nearest':
      return nearest(facts, atUs);
  }
}

function assumeOpen(facts: Facts, atUs: bigint): Status {
  const openingUs = openingBefore(facts.shifts, atUs);
  const isOpenForLong = isLongAgo(openingUs, facts);
  const mondayUs = mondayBefore(facts.windowStartUs - DAY_US);
  const counts = (ping: Ping) =>
    (ping.atUs < mondayUs || facts.pingsInShifts.has(ping)) &&
    (isOpenForLong || ping.atUs >= openingUs);
  const heard = facts.pings.filter((ping) => ping.atUs <= atUs && counts(ping));
  return heard.at(-1)?.status ?? 'active';
}

/** The start of a week in UTC; the epoch was a Thursday. */
function mondayBefore(atUs: bigint): bigint {
  const weekUs = 7n * DAY_US;
  const sinceMondayUs = (((atUs + 3n * DAY_US) % weekUs) + weekUs) % weekUs;
  return atUs - sinceMondayUs;
}

/** Opening of the shift around `atUs`, or of an earlier one if only short breaks lie between. */
function openingBefore(shifts: Shift[], atUs: bigint): bigint {
  let openingUs = atUs;
  for (const shift of shifts.filter((earlier) => earlier.opensUs <= atUs).toReversed()) {
    if (openingUs - shift.closesUs > MINUTE_US) break;
    openingUs = shift.opensUs;
  }
  return openingUs;
}

function carryForward({ pings, options }: Facts, atUs: bigint): Status {
  const last = pings.filter((ping) => ping.atUs <= atUs).at(-1);
  if (last === undefined) {
    if (options.beforeFirst !== 'backfill') return options.beforeFirst;
    return pings[0]?.status ?? 'unknown';
  }
  const isSilent = options.maxGapUs !== null && atUs >= last.atUs + options.maxGapUs;
  return isSilent ? 'unknown' : last.status;
}

function nearest({ pings, options }: Facts, atUs: bigint): Status {
  const [closest] = pings.toSorted((a, b) => ascending(distance(a, atUs), distance(b, atUs)));
  if (closest === undefined) return 'unknown';
  const { maxGapUs } = options;
  const speaks =
    maxGapUs === null || (closest.atUs - maxGapUs <= atUs && atUs < closest.atUs + maxGapUs);
  return speaks ? closest.status : 'unknown';
}

/**
 * Twice the distance of a ping from the middle of the microsecond that begins at `atUs`: between
 * two pings an odd number of microseconds apart, the middle one is the tie. Sorting is stable.
 */
function distance(ping: Ping, atUs: bigint): bigint {
  const twice = 2n * ping.atUs - (2n * atUs + 1n);
  return twice < 0n ? -twice : twice;
}
