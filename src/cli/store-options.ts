import { type Command, Option } from 'commander';
import { type Engine, type Parameters, type Row, rowOf, rowsOf } from '../engine/engine.ts';
import { accepted, composedSql, sqlFile } from '../engine/sql-files.ts';
import { ExitCode, UserError } from '../errors.ts';
import { nearestNames } from '../suggest.ts';
import { durationUs } from '../time/duration.ts';
import { checkRange, fileTime, narrateAsOf, type TimeOptions, timeParameters } from './as-of.ts';
import type { Context } from './context.ts';
import { type MaxAgeOptions, maxAgeOption, staleness } from './max-age.ts';
import type { Narration } from './narration.ts';
import type { Plan } from './report.ts';
import { addReportOptions, type ReportOptions } from './report-options.ts';
import { checkZones } from './zones.ts';

/** What store-report and store-periods have in common. */
export interface StoreOptions extends ReportOptions, TimeOptions, MaxAgeOptions {
  readonly policy: 'assume-open' | 'carry-forward' | 'nearest';
  readonly beforeFirst?: 'unknown' | 'active' | 'inactive' | 'backfill';
  readonly maxGap?: string;
  readonly missingDay: 'closed' | 'open';
  readonly snapMidnight?: true;
  readonly defaultTz: string;
  readonly store?: readonly string[];
  readonly stores: 'pinged' | 'all';
}

export function addStoreOptions(command: Command): Command {
  return addReportOptions(
    command
      .addOption(
        new Option('--policy <policy>', 'what a ping says of the time around it')
          .choices(['assume-open', 'carry-forward', 'nearest'])
          .default('assume-open'),
      )
      .addOption(
        new Option('--before-first <status>', 'carry-forward: before the first ping').choices([
          'unknown',
          'active',
          'inactive',
          'backfill',
        ]),
      )
      .option('--max-gap <duration>', 'how long a ping speaks at most; the rest is unknown')
      .option('--day <day>', "a date, today or yesterday, on each store's own clock")
      .option('--from <time>', 'start of one window')
      .option('--to <time>', 'end of the window; the end itself is outside')
      .option('--as-of <time>', 'a time, now or latest: later pings do not count')
      .option(...maxAgeOption)
      .option('--store <id>', 'only this store; may be repeated', (id, ids: string[] = []) => [
        ...ids,
        id,
      ])
      .addOption(
        new Option('--missing-day <reading>', 'a weekday without hours, of a store that has some')
          .choices(['closed', 'open'])
          .default('closed'),
      )
      .option('--snap-midnight', 'take hours that end at 23:59:00 or 23:59:59 as ending at 24:00')
      .option('--default-tz <zone>', 'zone of stores that have none', 'UTC'),
    'times without an offset, of today and yesterday, and of printed times',
  );
}

/** What the store reports have in common of their plans. */
export interface StoreTimes extends Omit<Plan, 'query'> {
  /** Whether one window was asked for, instead of the last hour, day and week. */
  readonly isOneWindow: boolean;
}

/** Works out as_of and window, and says what a reader of the report should know. */
export async function storeTimes(
  context: Context,
  options: StoreOptions,
  engine: Engine,
  narration: Narration,
): Promise<StoreTimes> {
  checkPolicy(options);
  await checkZones(engine, { '--default-tz': options.defaultTz });
  await checkStores(engine, options.store);
  const sql = composedSql('4_reports/store_times');
  const typed = timeParameters(context, options);
  const times = await rowOf(engine, sql, accepted(sql, typed));
  checkRange(times);
  if (times.latest_at === null && options.stores === 'pinged' && options.store === undefined) {
    throw new UserError(ExitCode.data, 'no pings are loaded', 'load some: ordstat ingest FILE');
  }
  const stale = staleness(options, 'ping', times);
  narrateAsOf(context, narration, times, options);
  const parameters: Parameters = {
    as_of: times.as_of as string | null,
    clock: typed.clock as string,
    latest_at: times.latest_at as string | null,
    window_start: times.window_start as string | null,
    window_end: times.window_end as string | null,
    day: times.day_date as string | null,
    default_tz: options.defaultTz,
    stores: options.store ?? null,
    all_stores: options.stores === 'all' || options.store !== undefined,
    missing_day: options.missingDay,
    snap_midnight: options.snapMidnight ?? false,
    policy: options.policy,
    before_first: options.beforeFirst ?? 'unknown',
    max_gap_us: options.maxGap === undefined ? null : durationUs('--max-gap', options.maxGap),
  };
  if (!narration.isQuiet) {
    await narrateStores(engine, narration, parameters);
  }
  return { parameters, names: fileNames(times), stale, isOneWindow: isOneWindow(options) };
}

const isOneWindow = (options: TimeOptions) =>
  options.day !== undefined || options.from !== undefined;

function fileNames(times: Row): Record<string, string> {
  return {
    ...(times.as_of_text === null ? {} : { as_of: fileTime(times.as_of_text as string) }),
    ...(times.day_date === null ? {} : { day: times.day_date as string }),
  };
}

function checkPolicy(options: StoreOptions): void {
  if (options.policy === 'assume-open' && options.maxGap !== undefined) {
    throw new UserError(
      ExitCode.usage,
      '--max-gap with --policy assume-open, which knows no unknown time',
      'use it with --policy carry-forward or nearest',
    );
  }
  if (options.policy !== 'carry-forward' && options.beforeFirst !== undefined) {
    throw new UserError(
      ExitCode.usage,
      `--before-first with --policy ${options.policy}`,
      'use it with --policy carry-forward',
    );
  }
}

async function checkStores(engine: Engine, stores: readonly string[] | undefined): Promise<void> {
  if (stores === undefined) {
    return;
  }
  const unknown = await rowsOf(engine, sqlFile('4_reports/unknown_stores'), { stores });
  const [first] = unknown;
  if (first !== undefined) {
    const known = await rowsOf(engine, sqlFile('4_reports/known_stores'));
    const nearest = nearestNames(
      first.store_id as string,
      known.map((row) => row.store_id as string),
      3,
    );
    throw new UserError(
      ExitCode.data,
      `unknown store: ${first.store_id}`,
      nearest.length > 0 ? `nearest ids: ${nearest.join(', ')}` : 'see ordstat status',
    );
  }
}

/** How many stretches without a ping are told one by one. */
const mostSilences = 10;

async function narrateStores(
  engine: Engine,
  narration: Narration,
  parameters: Parameters,
): Promise<void> {
  const notesSql = composedSql('4_reports/store_notes');
  const notes = await rowOf(engine, notesSql, accepted(notesSql, parameters));
  const count = (name: string) => Number(notes[name]);
  if (count('stores_without_zone') > 0) {
    narration.warn(
      `${count('stores_without_zone')} of ${count('stores')} stores have no zone: ` +
        `they are taken to be in ${parameters.default_tz} (--default-tz)`,
    );
  }
  if (count('stores_without_hours') > 0) {
    narration.note(
      `${count('stores_without_hours')} of ${count('stores')} stores have no hours: ` +
        'they are open round the clock',
    );
  }
  if (count('rows_to_snap') > 0 && parameters.snap_midnight !== true) {
    narration.note(
      `${count('rows_to_snap')} rows of hours end at 23:59:00 or 23:59:59 and are taken literally` +
        ' (--snap-midnight makes them 24:00)',
    );
  }
  if (count('cut_windows') > 0) {
    narration.note(
      `the window is not over for ${count('cut_windows')} of ${count('stores')} stores: ` +
        'there it ends where the report is as of',
    );
  }
  const silenceSql = composedSql('4_reports/silences');
  const silences = await rowsOf(engine, silenceSql, accepted(silenceSql, parameters));
  for (const silence of silences.slice(0, mostSilences)) {
    narration.warn(
      `no store was pinged from ${silence.starts_at} to ${silence.ends_at}` +
        ` (${silence.share_pct} % of the window)`,
    );
  }
  if (silences.length > mostSilences) {
    narration.warn(`nor in ${silences.length - mostSilences} more stretches of over two hours`);
  }
}
