import { sql } from 'kysely';
import { composer, type Statement, statementOf } from '../engine/compose.ts';
import type { Parameters } from '../engine/engine.ts';
import { composedSql } from '../engine/sql-files.ts';
import type { Column, Query } from './query.ts';

export interface SortKey {
  readonly column: string;
  readonly isDescending: boolean;
}

/** What the flags put around a report. */
export interface View {
  readonly columns: readonly Column[];
  readonly sort: readonly SortKey[];
  readonly limit: number | undefined;
  /** Only rows in which this column is more than 0. */
  readonly onlyPositive: string | undefined;
  /** Instants are printed in this zone. */
  readonly tz: string;
  /** Values as they are printed, or as the types a typed file format keeps. */
  readonly isPrinted: boolean;
}

/** The report's statement with the view around it; the report's total order settles every tie. */
export function wrapped(query: Query, parameters: Parameters, view: View): Statement {
  const report = sql.raw(`(\n${composedSql(`4_reports/${query.file}`)}\n) as report`);
  const columns = view.columns.map(
    (column) => sql`${rendered(column, view)} as ${sql.ref(column.name)}`,
  );
  const filter =
    view.onlyPositive === undefined ? sql`` : sql`where ${sql.ref(view.onlyPositive)} > 0`;
  const order = [...view.sort, ...query.order.map((column) => ({ column, isDescending: false }))];
  const keys = order.map(({ column, isDescending }) =>
    isDescending
      ? sql`report.${sql.ref(column)} desc nulls last`
      : sql`report.${sql.ref(column)} asc nulls last`,
  );
  const limit = view.limit === undefined ? sql`` : sql`limit ${view.limit}`;
  const outer = statementOf(
    sql`select ${sql.join(columns)} from ${report} ${filter} order by ${sql.join(keys)} ${limit}`.compile(
      composer,
    ),
  );
  return { sql: outer.sql, parameters: { ...parameters, ...outer.parameters } };
}

function rendered(column: Column, view: View) {
  const value = sql`report.${sql.ref(column.name)}`;
  if (column.type === 'instant') {
    if (!view.isPrinted) {
      return sql`as_instant(${value})`;
    }
    const zone = column.zoneColumn === undefined ? view.tz : undefined;
    return zone === undefined
      ? sql`instant_text(${value}, report.${sql.ref(column.zoneColumn as string)})`
      : sql`instant_text(${value}, ${zone})`;
  }
  return column.type === 'seconds' && view.isPrinted ? sql`seconds_text(${value})` : value;
}
