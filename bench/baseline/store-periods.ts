import { DateTime } from 'luxon';

/** A row of the file of hours; day 0 is Monday. */
export type HoursRow = Record<'day' | 'start_time_local' | 'end_time_local', string>;

/** In milliseconds since 1970, which is as fine as luxon and Date are. */
export type Ping = { atMs: number; isUp: boolean };
type Span = { startMs: number; endMs: number };
export type Period = Span & { isUp: boolean };

/** The week, and back to the last opening before it of any store that closes once a week. */
const DAYS_BACK = 7 + 9;
/** Hours such as 00:00-23:59 do not close a store at midnight. */
const SHORT_BREAK_MS = 60_000;
const ALWAYS_OPEN = ['0', '1', '2', '3', '4', '5', '6'].map((day) => ({
  ...{ day, start_time_local: '00:00:00', end_time_local: '24:00:00' },
}));

/** The dates that matter, in order; one more at both ends, since local dates are not those of UTC. */
export function datesUntil(asOf: DateTime): DateTime[] {
  const first = asOf.startOf('day').minus({ days: DAYS_BACK + 1 });
  return Array.from({ length: DAYS_BACK + 3 }, (_, days) => first.plus({ days }));
}

/**
 * The opening time of one store, up and down: a store is up when it opens, and a ping in its
 * opening time holds until the next one.
 */
export function storePeriods(
  hours: readonly HoursRow[] = ALWAYS_OPEN,
  pings: readonly Ping[],
  zone: string,
  dates: readonly DateTime[],
): Period[] {
  // Of two pings at one instant the inactive one decides, so it comes last.
  const inOrder = pings.toSorted(
    (one, other) => one.atMs - other.atMs || Number(other.isUp) - Number(one.isUp),
  );
  const shifts = merged(openShifts(hours, zone, dates));
  let closedMs = shifts[0]?.startMs ?? 0;
  // What a store was before its first shift only matters if it never closes.
  let isUp = inOrder.findLast(({ atMs }) => atMs < closedMs)?.isUp ?? true;
  const periods: Period[] = [];
  for (const shift of shifts) {
    if (shift.startMs - closedMs > SHORT_BREAK_MS) isUp = true;
    let { startMs } = shift;
    for (const ping of inOrder) {
      if (ping.atMs < shift.startMs || ping.atMs >= shift.endMs) continue;
      periods.push({ startMs, endMs: ping.atMs, isUp });
      startMs = ping.atMs;
      isUp = ping.isUp;
    }
    periods.push({ startMs, endMs: shift.endMs, isUp });
    closedMs = shift.endMs;
  }
  return periods;
}

function openShifts(hours: readonly HoursRow[], zone: string, dates: readonly DateTime[]): Span[] {
  return dates.flatMap((date) =>
    hours
      .filter(({ day }) => Number(day) === date.weekday - 1)
      .map(({ start_time_local: opens, end_time_local: closes }) => ({
        startMs: instant(date, opens, zone),
        endMs: instant(closes <= opens ? date.plus({ days: 1 }) : date, closes, zone),
      })),
  );
}

/** Zones are slow to ask, and many stores open at nine. */
const instants = new Map<string, number>();

/** The instant of a time of day on a date; of two instants with the same clock the first. */
function instant(date: DateTime, clock: string, zone: string): number {
  const local = `${date.toISODate()}T${clock}`;
  const key = `${local} ${zone}`;
  let ms = instants.get(key);
  if (ms === undefined) {
    const choices = DateTime.fromISO(local, { zone }).getPossibleOffsets();
    ms = Math.min(...choices.map((choice) => choice.toMillis()));
    instants.set(key, ms);
  }
  return ms;
}

/** Overlapping and touching shifts as one, in order. */
function merged(shifts: readonly Span[]): Span[] {
  const result: Span[] = [];
  for (const shift of shifts.toSorted((one, other) => one.startMs - other.startMs)) {
    if (shift.endMs <= shift.startMs) continue;
    const last = result.at(-1);
    if (last && shift.startMs <= last.endMs) last.endMs = Math.max(last.endMs, shift.endMs);
    else result.push({ ...shift });
  }
  return result;
}
