import { type Engine, rowsOf } from '../engine/engine.ts';
import { sqlFile } from '../engine/sql-files.ts';
import { ExitCode, UserError } from '../errors.ts';
import type { Lifecycle } from '../lifecycle/lifecycle.ts';
import { readLifecycle, shippedLifecycles } from '../lifecycle/read-lifecycle.ts';

/**
 * Orders of one database go through one lifecycle: with two, no report could place them all.
 * @throws UserError exit 3 when a status is held that the lifecycle does not have.
 */
export async function checkStatuses(engine: Engine, lifecycle: Lifecycle): Promise<void> {
  const rows = await rowsOf(engine, sqlFile('4_reports/unknown_statuses'), {
    statuses: lifecycle.statuses.map(({ name }) => name),
  });
  if (rows.length > 0) {
    const unknown = rows.map(({ status }) => status as string);
    throw new UserError(
      ExitCode.data,
      `orders have statuses that lifecycle ${lifecycle.name} does not have: ${unknown.join(', ')}`,
      `name the lifecycle with which they were loaded: --lifecycle ${await fitting(unknown)}; ` +
        `if load ${rows[0]?.load_id} took the wrong one, take it back: ordstat loads rm ${rows[0]?.load_id}`,
    );
  }
}

async function fitting(statuses: readonly string[]): Promise<string> {
  for (const shipped of shippedLifecycles) {
    const { statuses: known } = await readLifecycle('--lifecycle', shipped);
    if (statuses.every((status) => known.some(({ name }) => name === status))) {
      return shipped;
    }
  }
  return 'FILE';
}
