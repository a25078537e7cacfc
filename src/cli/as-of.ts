import type { Parameters, Row } from '../engine/engine.ts';
import { ExitCode, UserError } from '../errors.ts';
import { readDay, readMoment } from '../time/moment.ts';
import type { Context } from './context.ts';
import type { Narration } from './narration.ts';

/** The options that say which time a report is about. */
export interface TimeOptions {
  readonly asOf?: string;
  readonly day?: string;
  readonly from?: string;
  readonly to?: string;
  readonly tz: string;
}

/**
 * What was typed, as parameters of the model asked_times.
 * @throws UserError exit 2 for times that can't be read or don't go together.
 */
export function timeParameters(context: Context, options: TimeOptions): Parameters {
  if (options.day !== undefined && (options.from !== undefined || options.to !== undefined)) {
    throw new UserError(ExitCode.usage, '--day and --from/--to at once', 'give one or the other');
  }
  if ((options.from === undefined) !== (options.to === undefined)) {
    const missing = options.from === undefined ? '--from' : '--to';
    throw new UserError(ExitCode.usage, `${missing} is missing`, 'a range needs --from and --to');
  }
  const day = options.day === undefined ? undefined : readDay('--day', options.day);
  return {
    clock: utcText(context.now()),
    tz: options.tz,
    day: day !== undefined && 'date' in day ? day.date : null,
    day_word: day !== undefined && 'word' in day ? day.word : null,
    ...asOfParameters(options.asOf),
    ...momentParameters('--from', 'from', options.from),
    ...momentParameters('--to', 'to', options.to),
  };
}

function asOfParameters(asOf: string | undefined): Parameters {
  if (asOf === undefined || asOf === 'now' || asOf === 'latest') {
    return { as_of_mode: asOf ?? 'default', as_of_local: null, as_of_offset_us: null };
  }
  const { local, offsetUs } = readMoment('--as-of', asOf);
  return { as_of_mode: 'at', as_of_local: local, as_of_offset_us: offsetUs };
}

/**
 * A time that was typed, as a bound of the model asked_times; null if there was none.
 * @throws UserError exit 2, naming the option.
 */
export function momentParameters(
  option: string,
  name: 'from' | 'to',
  text: string | undefined,
): Parameters {
  const moment = text === undefined ? undefined : readMoment(option, text);
  return {
    [`${name}_local`]: moment?.local ?? null,
    [`${name}_offset_us`]: moment?.offsetUs ?? null,
  };
}

/** `2024-10-15 08:00:00.123` */
export function utcText(date: Date): string {
  return date.toISOString().replace('T', ' ').replace('Z', '');
}

/** @throws UserError exit 2 when a range ends before it begins. */
export function checkRange(times: Row): void {
  const { window_start: start, window_end: end } = times;
  if (start && end && timestampMs(end) <= timestampMs(start)) {
    throw new UserError(
      ExitCode.usage,
      `the window ends before it begins: ${start} to ${end}`,
      'give --to a later time than --from',
    );
  }
}

const timestampMs = (utc: string) => Date.parse(`${utc.replace(' ', 'T')}Z`);

const hourMs = 3_600_000;

/**
 * Says what the report is as of. Warns where the data ends long before the clock, unless the user
 * chose the time.
 */
export function narrateAsOf(
  context: Context,
  narration: Narration,
  times: Row,
  options: TimeOptions,
): void {
  if (times.as_of_text === null) {
    narration.note(`as of the end of ${times.day_date} in each store's zone`);
    return;
  }
  narration.note(`as of ${times.as_of_text}`);
  const lagMs = context.now().getTime() - Date.parse(times.as_of_text as string);
  const isChosen =
    options.asOf !== undefined || options.day !== undefined || options.from !== undefined;
  if (lagMs > hourMs && !isChosen) {
    narration.warn(`the newest observation is ${lagText(lagMs)} older than the clock`);
  }
}

function lagText(lagMs: number): string {
  const hours = Math.floor(lagMs / hourMs);
  return hours < 48 ? `${hours} hour${hours === 1 ? '' : 's'}` : `${Math.floor(hours / 24)} days`;
}

/** `20241015T100000Z`, for file names. */
export function fileTime(instant: string): string {
  return instant.replace(/[-:]/g, '').replace(/\.\d+/, '');
}
