import type { Command } from 'commander';
import { type Engine, type Row, rowOf } from '../engine/engine.ts';
import { accepted, composedSql } from '../engine/sql-files.ts';
import { ExitCode, UserError } from '../errors.ts';
import { durationUs } from '../time/duration.ts';
import { checkRange, fileTime, narrateAsOf, type TimeOptions, timeParameters } from './as-of.ts';
import type { Context } from './context.ts';
import { type MaxAgeOptions, maxAgeOption, staleness } from './max-age.ts';
import type { Narration } from './narration.ts';
import type { Plan } from './report.ts';
import { addReportOptions, type ReportOptions } from './report-options.ts';

/** What event-summary and event-gaps have in common. */
export interface EventOptions extends ReportOptions, TimeOptions, MaxAgeOptions {
  readonly acrossMidnight: 'within' | 'carry' | 'clip';
  readonly maxGap?: string;
}

export const acrossMidnightChoices = ['within', 'carry', 'clip'];

export function addEventOptions(command: Command): Command {
  return addReportOptions(
    command
      .option('--day <day>', 'a date, today or yesterday, in --tz')
      .option('--from <time>', 'start of a range instead of a day')
      .option('--to <time>', 'end of the range; the end itself is outside')
      .option('--as-of <time>', 'a time, now or latest: later events do not count')
      .option(...maxAgeOption),
  ).option('--max-gap <duration>', 'a longer gap is idle time and does not count');
}

/** What the event reports have in common of their plans. */
export async function eventTimes(
  context: Context,
  options: EventOptions,
  engine: Engine,
  narration: Narration,
): Promise<Omit<Plan, 'query'>> {
  if (options.day === undefined && options.from === undefined) {
    throw new UserError(
      ExitCode.usage,
      'no day given',
      'say --day yesterday, --day 2024-10-15, or --from and --to',
    );
  }
  const sql = composedSql('4_reports/event_times');
  const times = await rowOf(
    engine,
    sql,
    accepted(sql, {
      ...timeParameters(context, options),
      is_as_of_free: options.acrossMidnight === 'clip',
    }),
  );
  checkRange(times);
  if (times.latest_at === null) {
    throw new UserError(ExitCode.data, 'no events are loaded', 'load some: ordstat ingest FILE');
  }
  const stale = staleness(options, 'event', times);
  narrateAsOf(context, narration, times, options);
  narrateCut(narration, times);
  return {
    parameters: {
      window_start: times.window_start as string,
      window_end: times.window_end as string,
      as_of: times.as_of as string,
      across_midnight: options.acrossMidnight,
      max_gap_us: options.maxGap === undefined ? null : durationUs('--max-gap', options.maxGap),
    },
    names: {
      as_of: fileTime(times.as_of_text as string),
      ...(times.day_date === null ? {} : { day: times.day_date as string }),
    },
    stale,
  };
}

function narrateCut(narration: Narration, times: Row): void {
  if ((times.as_of as string) < (times.window_end as string)) {
    narration.note('the window is not over: it ends where the report is as of');
  }
}
