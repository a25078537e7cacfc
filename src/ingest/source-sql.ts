import { type RawBuilder, sql } from 'kysely';
import { composer, type Statement, statementOf } from '../engine/compose.ts';
import type { Layout } from './layout.ts';
import type { FieldPositions } from './recognise.ts';
import type { Scan } from './scan.ts';

/** The rows of a plain CSV file as text columns named after the fields; one record is one line. */
export function csvSource(
  path: string,
  layout: Extract<Layout, { format: 'csv' }>,
  scan: Scan,
  positions: FieldPositions,
): Statement {
  const names = layout.columns.map((_, index) => `c${index + 1}`);
  const columns = sql.raw(`{${names.map((name) => `'${name}': 'varchar'`).join(', ')}}`);
  const quote = scan.hasQuotes ? '"' : '';
  // A quote left in a value is an escaped one or a stray one: only the careful reader can tell.
  const doubt = scan.hasQuotes
    ? sql`case when concat_ws('', ${sql.join(names.map((name) => sql.ref(name)))}) like '%"%'
        then 'stray quote' end`
    : sql`null`;
  return source(
    positions,
    (index) => sql.ref(`c${index + 1}`),
    sql`cast(${doubt} as text)`,
    sql`read_csv(
      ${path}, header = false, skip = 1, auto_detect = false, delim = ${layout.delimiter},
      quote = ${quote}, escape = ${quote}, columns = ${columns}
    )`,
  );
}

/** The lines of an NDJSON file that DuckDB can cut by itself. */
export function ndjsonSource(
  path: string,
  layout: Extract<Layout, { format: 'ndjson' }>,
  positions: FieldPositions,
): Statement {
  return jsonFields(
    layout,
    positions,
    sql`read_csv(
      ${path}, header = false, auto_detect = false, delim = ${'\u0001'}, quote = '', escape = '',
      columns = {'c1': 'varchar'}
    )`,
    sql`null`,
  );
}

/** The rows of a Parquet file, every value as text. */
export function parquetSource(path: string, positions: FieldPositions): Statement {
  return source(
    positions,
    (index) => sql`cast(${sql.raw(`#${index + 1}`)} as text)`,
    sql`cast(null as text)`,
    sql`read_parquet(${path})`,
  );
}

/** Records that the careful reader has put into the table source_records. */
export function recordSource(layout: Layout, positions: FieldPositions): Statement {
  const table = sql`source_records`;
  const extra = sql`line_number, raw_line,`;
  if (layout.format === 'ndjson') {
    return jsonFields(layout, positions, table, sql`line_problem`, extra);
  }
  return source(positions, (index) => sql.ref(`c${index + 1}`), sql`line_problem`, table, extra);
}

function jsonFields(
  layout: Extract<Layout, { format: 'ndjson' }>,
  positions: FieldPositions,
  from: RawBuilder<unknown>,
  problem: RawBuilder<unknown>,
  extra: RawBuilder<unknown> = sql``,
): Statement {
  const isObject = sql`json_valid(c1) and json_type(c1) = 'OBJECT'`;
  return source(
    positions,
    (index) =>
      sql`case when ${isObject}
        then json_extract_string(c1, ${jsonPointer(layout.columns[index] as string)}) end`,
    sql`coalesce(${problem}, case when not (${isObject}) then 'not a JSON object' end)`,
    from,
    extra,
  );
}

/** RFC 6901. */
function jsonPointer(key: string): string {
  return `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

function source(
  positions: FieldPositions,
  value: (index: number) => RawBuilder<unknown>,
  problem: RawBuilder<unknown>,
  from: RawBuilder<unknown>,
  extra: RawBuilder<unknown> = sql``,
): Statement {
  const fields = [...positions].map(([field, index]) => sql`${value(index)} as ${sql.ref(field)}`);
  const query = sql`select ${extra} ${problem} as line_problem, ${sql.join(fields)} from ${from}`;
  return statementOf(query.compile(composer));
}
