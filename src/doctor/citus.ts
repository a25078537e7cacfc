import { citusTables, spreadTables } from '../engine/citus.ts';
import { type Engine, type Parameters, rowsOf } from '../engine/engine.ts';
import { accepted, composedSql } from '../engine/sql-files.ts';
import type { Lifecycle } from '../lifecycle/lifecycle.ts';
import { readLifecycle } from '../lifecycle/read-lifecycle.ts';
import { lifecycleParameters } from '../queries/lifecycle-parameters.ts';
import { type Finding, sound, warning } from './finding.ts';

/** A report of each kind of rows, which the nodes can work out by themselves. */
const reports = ['event_summary', 'order_status', 'store_report'];

/**
 * Whether the tables are spread over the nodes of Citus, and how much of a report stays on the
 * coordinator: 0 subplans, but for the zones of stores (docs/scale.md). Nothing without Citus.
 */
export async function checkCitus(engine: Engine, clock: string): Promise<Finding[]> {
  const spread = await spreadTables(engine);
  if (spread === undefined) {
    return [];
  }
  const missing = citusTables().filter((table) => !spread.includes(table));
  if (missing.length > 0) {
    const remedy = 'spread them: ordstat db init --distribute';
    return [warning('citus', `on the coordinator alone: ${missing.join(', ')}`, remedy)];
  }
  const lifecycle = await readLifecycle('--lifecycle', 'saga');
  const counts: [string, number][] = [];
  for (const report of reports) {
    const sql = composedSql(`4_reports/${report}`);
    const parameters = accepted(sql, parametersAt(clock, lifecycle));
    const plan = await rowsOf(engine, `explain (costs off) ${sql}`, parameters);
    counts.push([report, subplansIn(plan.map((line) => Object.values(line)[0] ?? ''))]);
  }
  const detail = `subplans on the coordinator: ${counts.map((each) => each.join(' ')).join(', ')}`;
  return counts.some(([report, count]) => count > 0 && report !== 'store_report')
    ? [warning('citus', detail, 'reports are right, but one node does the work: report this')]
    : [sound('citus', detail)];
}

/**
 * How many parts of a statement the coordinator works out before the rest goes to the nodes, by the
 * lines of its plan: https://docs.citusdata.com/en/stable/develop/reference_processing.html
 */
export const subplansIn = (plan: readonly string[]): number =>
  plan.filter((line) => /^\s*->\s+Distributed Subplan \d+_\d+/.test(line)).length;

function parametersAt(clock: string, lifecycle: Lifecycle): Parameters {
  return {
    ...lifecycleParameters(lifecycle),
    as_of: clock,
    clock,
    latest_at: clock,
    window_start: '2000-01-01',
    window_end: clock,
    day: null,
    default_tz: 'UTC',
    stores: null,
    all_stores: false,
    missing_day: 'closed',
    snap_midnight: false,
    policy: 'assume-open',
    before_first: 'unknown',
    max_gap_us: null,
    across_midnight: 'within',
    wanted_statuses: null,
    wanted_user: null,
    since: null,
    until: null,
  };
}
