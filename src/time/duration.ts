import { Duration } from 'luxon';
import { ExitCode, UserError } from '../errors.ts';

const unitUs: Readonly<Record<string, bigint>> = {
  s: 1_000_000n,
  m: 60_000_000n,
  h: 3_600_000_000n,
  d: 86_400_000_000n,
};

/**
 * Microseconds of a duration as people type it: `90s`, `30m`, `12h`, `7d`, or ISO 8601 (`PT1H30M`).
 * A day is 24 hours. Months and years have no fixed length and are refused.
 * @throws UserError exit 2, naming the option.
 */
export function durationUs(option: string, text: string): bigint {
  const short = /^(\d{1,9})([smhd])$/.exec(text);
  if (short !== null) {
    return BigInt(short[1] as string) * (unitUs[short[2] as string] as bigint);
  }
  const duration = /^P/.test(text) ? Duration.fromISO(text) : Duration.invalid('not ISO');
  const isFixed = duration.isValid && duration.years === 0 && duration.months === 0;
  const milliseconds = duration.shiftTo('milliseconds').milliseconds;
  if (!isFixed || !(milliseconds >= 0) || milliseconds > Number.MAX_SAFE_INTEGER / 1000) {
    throw new UserError(
      ExitCode.usage,
      `${option}: not a duration: ${text}`,
      'write 90s, 30m, 12h, 7d or ISO 8601 such as PT1H30M',
    );
  }
  return BigInt(Math.round(milliseconds * 1000));
}
