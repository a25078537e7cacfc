import type { Command } from 'commander';
import { type Engine, type Parameters, type Row, rowOf } from '../engine/engine.ts';
import { accepted, composedSql } from '../engine/sql-files.ts';
import { ExitCode, UserError } from '../errors.ts';
import { checkStatuses } from '../ingest/check-statuses.ts';
import type { Lifecycle } from '../lifecycle/lifecycle.ts';
import { readLifecycle } from '../lifecycle/read-lifecycle.ts';
import { lifecycleParameters } from '../queries/lifecycle-parameters.ts';
import type { Query } from '../queries/query.ts';
import { fileTime, narrateAsOf, type TimeOptions, timeParameters } from './as-of.ts';
import type { Context } from './context.ts';
import { type LifecycleOptions, lifecycleOption } from './lifecycle-option.ts';
import { type MaxAgeOptions, maxAgeOption, staleness } from './max-age.ts';
import type { Narration } from './narration.ts';
import { boundParameters } from './order-bounds.ts';
import { wantedStatuses } from './order-statuses.ts';
import type { Plan } from './report.ts';
import { addReportOptions, type ReportOptions } from './report-options.ts';

/** What the reports on orders have in common. */
export interface OrderOptions extends ReportOptions, LifecycleOptions, MaxAgeOptions {
  readonly asOf?: string;
  readonly status?: string;
  readonly user?: string;
  readonly since?: string;
  readonly until?: string;
}

/** Options of every report on orders; `asOfDefault` is what `--as-of` is without being given. */
export function addOrderOptions(command: Command, asOfDefault: 'latest' | 'now'): Command {
  return addReportOptions(
    command
      .option(...lifecycleOption)
      .option(
        '--as-of <time>',
        `a time, now or latest: later events do not count (default: ${asOfDefault})`,
      )
      .option(...maxAgeOption),
    'times without an offset, of days and of printed times',
  );
}

/** Filters of orders; `when` is what has to lie between `--since` and `--until`. */
export function addOrderFilters(command: Command, when: string): Command {
  return command
    .option('--user <id>', 'only orders of this user')
    .option('--since <time>', `${when} at this time or later, or in the last 24h, 7d`)
    .option('--until <time>', `${when} before this time`);
}

/** The filter of statuses, where a report has one. */
export function addStatusFilter(command: Command): Command {
  return command.option('--status <names>', 'only these statuses, separated by commas');
}

/** What a command adds to the plan of a report on orders. */
interface OrderQuestion {
  readonly query: Query;
  /** Parameters of its own. */
  readonly parameters?: (lifecycle: Lifecycle) => Parameters;
  /** A feed that stops must not hide what is stuck: the clock goes on. */
  readonly isNowDefault?: true;
}

/**
 * The plan of a report on orders.
 * @throws UserError exit 2 for what can't be read, 3 when no events of orders are loaded, or some
 * have a status that the lifecycle does not have.
 */
export async function orderPlan(
  context: Context,
  options: OrderOptions,
  engine: Engine,
  narration: Narration,
  { query, parameters, isNowDefault }: OrderQuestion,
): Promise<Plan> {
  const lifecycle = await readLifecycle('--lifecycle', options.lifecycle);
  const typed = typedTimes(options);
  const times = await clockOf(context, options, typed, engine, isNowDefault ?? false);
  await checkStatuses(engine, lifecycle);
  const stale = staleness(options, 'event of an order', times);
  narrateAsOf(context, narration, times, typed);
  const all: Parameters = {
    ...lifecycleParameters(lifecycle),
    as_of: times.as_of as string,
    since: times.since as string | null,
    until: times.until as string | null,
    wanted_statuses: wantedStatuses(options.status, lifecycle),
    wanted_user: options.user ?? null,
    tz: options.tz,
    ...parameters?.(lifecycle),
  };
  return {
    query,
    parameters: Object.fromEntries(
      Object.entries(all).filter(([name]) => query.parameters.includes(name)),
    ),
    names: { as_of: fileTime(times.as_of_text as string) },
    stale,
  };
}

const typedTimes = ({ tz, asOf }: OrderOptions): TimeOptions =>
  asOf === undefined ? { tz } : { tz, asOf };

/** As of, and the bounds of the filter by time. */
async function clockOf(
  context: Context,
  options: OrderOptions,
  typed: TimeOptions,
  engine: Engine,
  isNowDefault: boolean,
): Promise<Row> {
  const sql = composedSql('4_reports/order_clock');
  const given = {
    ...timeParameters(context, typed),
    ...boundParameters(options),
    is_now_default: isNowDefault,
  };
  const times = await rowOf(engine, sql, accepted(sql, given));
  if (times.latest_at === null) {
    throw new UserError(
      ExitCode.data,
      'no events of orders are loaded',
      'load some: ordstat ingest FILE',
    );
  }
  if (times.is_range_empty === 'true') {
    throw new UserError(
      ExitCode.usage,
      `--until ${options.until} is not after --since ${options.since}`,
      'give --until a later time than --since',
    );
  }
  return times;
}
