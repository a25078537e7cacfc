import { Duration } from 'luxon';
import { ExitCode, UserError } from '../errors.ts';

const unitUs: Readonly<Record<string, bigint>> = {
  s: 1_000_000n,
  m: 60_000_000n,
  h: 3_600_000_000n,
  d: 86_400_000_000n,
};

/** 100 years of 365.25 days. */
const longestUs = 3_155_760_000_000_000n;

/**
 * Microseconds of a duration as people type it: `90s`, `30m`, `12h`, `7d`, or ISO 8601 (`PT1H30M`).
 * A day is 24 hours. Months and years have no fixed length and are refused, as is what is longer
 * than 100 years.
 * @throws UserError exit 2, naming the option.
 */
export function durationUs(option: string, text: string): bigint {
  const short = /^(\d{1,12})([smhd])$/.exec(text);
  const us =
    short === null
      ? isoUs(text)
      : BigInt(short[1] as string) * (unitUs[short[2] as string] as bigint);
  if (us === undefined || us > longestUs) {
    throw new UserError(
      ExitCode.usage,
      `${option}: not a duration${us === undefined ? '' : ' of at most 100 years'}: ${text}`,
      'write 90s, 30m, 12h, 7d or ISO 8601 such as PT1H30M',
    );
  }
  return us;
}

function isoUs(text: string): bigint | undefined {
  const duration = /^P/.test(text) ? Duration.fromISO(text) : Duration.invalid('not ISO');
  if (!duration.isValid || duration.years !== 0 || duration.months !== 0) {
    return undefined;
  }
  const milliseconds = duration.shiftTo('milliseconds').milliseconds;
  return milliseconds >= 0 ? BigInt(Math.round(milliseconds * 1000)) : undefined;
}
