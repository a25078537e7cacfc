import { DateTime } from 'luxon';
import { ExitCode, UserError } from '../errors.ts';

/**
 * A moment as it was typed: a wall clock reading and, if one was given, its offset. It becomes an
 * instant in SQL, where the zone data is.
 */
export interface Moment {
  /** `2024-10-15 08:00:00.123456` */
  readonly local: string;
  readonly offsetUs: bigint | null;
}

const layout =
  /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(:\d{2}(?:\.\d{1,6})?)?)? ?(Z|UTC|[+-]\d{2}:?\d{2})?$/;

/**
 * Reads `2024-10-15`, `2024-10-15T08:00`, `2024-10-15 08:00:00.5Z`, `...+05:30`.
 * @throws UserError exit 2, naming the option.
 */
export function readMoment(option: string, text: string): Moment {
  const [, date = '', time = '00:00', seconds = ':00', zone] = layout.exec(text) ?? [];
  const local = `${date} ${time}${seconds}`;
  const offset = zone === undefined || zone === 'Z' || zone === 'UTC' ? '' : zone;
  if (!DateTime.fromISO(`${date}T${time}${seconds}${offset}`, { zone: 'utc' }).isValid) {
    throw new UserError(
      ExitCode.usage,
      `${option}: not a time: ${text}`,
      'write 2024-10-15, 2024-10-15T08:00:00Z or 2024-10-15T08:00:00+02:00',
    );
  }
  return { local, offsetUs: zone === undefined ? null : offsetUs(offset) };
}

/**
 * Reads a day: a date, `today` or `yesterday`.
 * @throws UserError exit 2.
 */
export function readDay(option: string, text: string): { date: string } | { word: string } {
  if (text === 'today' || text === 'yesterday') {
    return { word: text };
  }
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || !DateTime.fromISO(text, { zone: 'utc' }).isValid) {
    throw new UserError(
      ExitCode.usage,
      `${option}: not a day: ${text}`,
      'write a date such as 2024-10-15, today or yesterday',
    );
  }
  return { date: text };
}

function offsetUs(offset: string): bigint {
  if (offset === '') {
    return 0n;
  }
  const minutes = BigInt(offset.slice(1, 3)) * 60n + BigInt(offset.slice(-2));
  return (offset.startsWith('-') ? -minutes : minutes) * 60_000_000n;
}
