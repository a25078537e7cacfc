import { type Engine, rowsOf } from '../engine/engine.ts';
import { sqlFile } from '../engine/sql-files.ts';
import { UserError } from '../errors.ts';
import type { FileOutcome } from './outcome.ts';

/** The tables that loads of a kind fill. */
const tablesByKind: Readonly<Record<string, readonly string[]>> = {
  events: ['events'],
  'store-status': ['store_status', 'store_weeks'],
  'store-hours': ['store_hours'],
  'store-timezones': ['store_timezones'],
  'order-events': ['order_events'],
  orders: ['orders', 'order_events'],
};

/**
 * Lets a server look at tables that have grown a lot, as it would do by itself some time later: a
 * report until then would be planned for the few rows that were there before. Who does not own the
 * tables is not let, and a table that is in use, or a server that goes away, is left to that: what
 * was loaded is loaded.
 */
export async function renewStatistics(
  engine: Engine,
  outcomes: readonly FileOutcome[],
): Promise<void> {
  const newRows = new Map<string, number>();
  for (const outcome of outcomes) {
    if ('counts' in outcome) {
      for (const table of tablesByKind[outcome.kind.name] ?? []) {
        const { new: fresh, replaced } = outcome.counts;
        newRows.set(table, (newRows.get(table) ?? 0) + fresh + replaced);
      }
    }
  }
  if (newRows.size === 0) {
    return;
  }
  try {
    await analyse(engine, newRows);
  } catch (error) {
    if (!(error instanceof UserError)) {
      throw error;
    }
  }
}

async function analyse(engine: Engine, newRows: ReadonlyMap<string, number>): Promise<void> {
  const grown = await rowsOf(engine, sqlFile('engines/postgres/grown_tables'), {
    tables: [...newRows.keys()],
    new_rows: [...newRows.values()].map(String),
  });
  for (const { table_name: table } of grown) {
    await engine.run(`analyze ${table}`);
  }
}
