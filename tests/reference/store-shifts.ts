import { DateTime } from 'luxon';
import { localToUtc } from './local-time.ts';
import type { HoursRow, Shift, StoreOptions, StoreWorld, TimeWindow } from './store-types.ts';

// Enough for the 16 days that assume-open looks back, and for a shift of a whole week to end.
const DAYS_BEFORE = 25;
const DAYS_AFTER = 10;
const DAY_SECONDS = 86_400;
const ALL_DAY = [{ opens: '00:00:00', closes: '24:00:00' }];

type ClockHours = Pick<HoursRow, 'opens' | 'closes'>;

/**
 * The store's opening times, overlapping and touching ones merged, in order and not cut to the
 * window: every shift that overlaps the window and those of at least 20 days before it. A store
 * that never closes has one shift that starts and ends where the expanded dates do.
 */
export function openShifts(
  world: StoreWorld,
  options: StoreOptions,
  storeId: string,
  window: TimeWindow,
): Shift[] {
  const zone = world.zones.find((row) => row.storeId === storeId)?.zone ?? options.defaultZone;
  const rows = world.hours.filter((row) => row.storeId === storeId);
  const shifts = datesAround(window).flatMap((date) =>
    hoursOn(date, rows, options).map((hours) => shiftOn(date, hours, zone, options)),
  );
  const merged = merge(shifts.filter((shift) => shift.closesUs > shift.opensUs));
  return merged.filter((shift) => shift.opensUs < window.endUs);
}

function datesAround(window: TimeWindow): DateTime[] {
  const first = utcDate(window.startUs).minus({ days: DAYS_BEFORE });
  const last = utcDate(window.endUs).plus({ days: DAYS_AFTER });
  const count = last.diff(first, 'days').days + 1;
  return Array.from({ length: count }, (_, days) => first.plus({ days }));
}

function utcDate(atUs: bigint): DateTime {
  return DateTime.fromMillis(Number(atUs / 1000n), { zone: 'utc' }).startOf('day');
}

function hoursOn(date: DateTime, rows: HoursRow[], options: StoreOptions): ClockHours[] {
  if (rows.length === 0) return ALL_DAY;
  const ofWeekday = rows.filter((row) => row.dayOfWeek === date.weekday - 1);
  return ofWeekday.length === 0 && options.missingDay === 'open' ? ALL_DAY : ofWeekday;
}

function shiftOn(date: DateTime, hours: ClockHours, zone: string, options: StoreOptions): Shift {
  const isSnapped = options.snapMidnight && ['23:59:00', '23:59:59'].includes(hours.closes);
  const opens = clockSeconds(hours.opens);
  const closes = isSnapped ? DAY_SECONDS : clockSeconds(hours.closes);
  const localDate = date.toFormat('yyyy-MM-dd');
  return {
    opensUs: localToUtc(localDate, opens, zone),
    closesUs: localToUtc(localDate, closes <= opens ? closes + DAY_SECONDS : closes, zone),
  };
}

function clockSeconds(clock: string): number {
  const [hours = 0, minutes = 0, seconds = 0] = clock.split(':').map(Number);
  return hours * 3600 + minutes * 60 + seconds;
}

function merge(shifts: Shift[]): Shift[] {
  const merged: Shift[] = [];
  for (const shift of shifts.toSorted((a, b) => (a.opensUs < b.opensUs ? -1 : 1))) {
    const last = merged.at(-1);
    if (last === undefined || shift.opensUs > last.closesUs) merged.push({ ...shift });
    else if (shift.closesUs > last.closesUs) last.closesUs = shift.closesUs;
  }
  return merged;
}
