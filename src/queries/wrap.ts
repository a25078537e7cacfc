import { type RawBuilder, sql } from 'kysely';
import { composer, type Statement, statementOf } from '../engine/compose.ts';
import type { Engine, Parameters } from '../engine/engine.ts';
import { composedSql } from '../engine/sql-files.ts';
import type { Column, ColumnType, Query } from './query.ts';

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

/** Where the rows of a report are read. */
export interface Source {
  readonly kind: Engine['kind'];
  readonly query: Query;
  /** The report's own statement in brackets, or the name of a table. */
  readonly from: string;
  readonly parameters: Parameters;
}

/** Every report ends in its total order, which the view repeats: sorting twice would cost twice. */
const finalOrder = /\norder by [^()]*$/;

export function reportSource(
  query: Query,
  parameters: Parameters,
  kind: Engine['kind'] = 'duckdb',
): Source {
  const rows = composedSql(`4_reports/${query.file}`).replace(finalOrder, '');
  return { kind, query, from: `(\n${rows}\n)`, parameters };
}

/** The same rows, worked out once, for those who read them twice. */
export async function heldSource(engine: Engine, source: Source): Promise<Source> {
  await engine.run(`create temp table held_report as from ${source.from}`, source.parameters);
  return { ...source, from: 'held_report', parameters: {} };
}

/** A source's statement with the view around it; the report's total order settles every tie. */
export function wrapped(source: Source, view: View): Statement {
  const columns = view.columns.map(
    (column) => sql`${rendered(column, view)} as ${sql.ref(column.name)}`,
  );
  const limit = view.limit === undefined ? sql`` : sql`limit ${view.limit}`;
  const outer = statementOf(
    sql`select ${sql.join(columns)} ${rowsOf(source, view)} order by ${orderOf(source, view)} ${limit}`.compile(
      composer,
    ),
  );
  return { sql: outer.sql, parameters: { ...source.parameters, ...outer.parameters } };
}

/** From a source, where the view wants the row. */
export function rowsOf(source: Source, view: View): RawBuilder<unknown> {
  const filter =
    view.onlyPositive === undefined ? sql`` : sql`where ${sql.ref(view.onlyPositive)} > 0`;
  return sql`from ${sql.raw(source.from)} as report ${filter}`;
}

const textTypes: readonly (ColumnType | undefined)[] = ['text', 'prose'];

/**
 * The order asked for, and the report's own where that leaves it open. Text is ordered by bytes; a
 * server has to be told so, where DuckDB would only take longer.
 */
export function orderOf({ kind, query }: Source, view: View): RawBuilder<unknown> {
  const order = [...view.sort, ...query.order.map((column) => ({ column, isDescending: false }))];
  const keys = order.map(({ column, isDescending }) => {
    const { type } = query.columns.find(({ name }) => name === column) ?? {};
    const isText = kind === 'postgres' && textTypes.includes(type);
    const collation = isText ? sql`collate "C"` : sql``;
    const direction = isDescending ? sql`desc` : sql`asc`;
    return sql`report.${sql.ref(column)} ${collation} ${direction} nulls last`;
  });
  return sql.join(keys);
}

/** A column's value as it is printed or typed. */
export function rendered(column: Column, view: View): RawBuilder<unknown> {
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
  if (!view.isPrinted) {
    return value;
  }
  switch (column.type) {
    case 'seconds':
      return sql`seconds_text(${value})`;
    case 'amount':
      return sql`amount_text(${value})`;
    default:
      return value;
  }
}
