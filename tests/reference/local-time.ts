import { DateTime, IANAZone } from 'luxon';

const HOUR_MS = 3_600_000;
// Far enough apart to see both sides of a change of clocks, close enough to see only one change.
const HOURS_AROUND = [-30, 0, 30];

/**
 * The instant, in microseconds since the epoch, at which clocks in `zone` show the reading
 * `date` 00:00 plus `secondsOfDay` (whole seconds; 86400 and more are readings of the next day).
 * A reading that does not exist moves forward by the gap; one that exists twice is the first
 * (DESIGN section 3, RFC 5545). Only UTC offsets are taken from luxon, never its own choice.
 */
export function localToUtc(date: string, secondsOfDay: number, zone: string): bigint {
  const rules = IANAZone.create(zone);
  const offsetMs = (atMs: number) => rules.offset(atMs) * 60_000;
  const readingMs = DateTime.fromISO(date, { zone: 'utc' }).toMillis() + secondsOfDay * 1000;

  const offsets = new Set(HOURS_AROUND.map((hours) => offsetMs(readingMs + hours * HOUR_MS)));
  const candidates = [...offsets].map((offset) => readingMs - offset);
  const shown = candidates.filter((atMs) => atMs + offsetMs(atMs) === readingMs);
  // In a gap nothing shows the reading; the earliest candidate then lies before the gap.
  const beforeGap = Math.min(...candidates);
  const atMs = shown.length > 0 ? Math.min(...shown) : readingMs - offsetMs(beforeGap);
  return BigInt(atMs) * 1000n;
}
