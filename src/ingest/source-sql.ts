import { type RawBuilder, sql } from 'kysely';
import { composer, type Statement, statementOf } from '../engine/compose.ts';
import { columnOf, type Field, namesOf } from './kinds.ts';
import type { Layout } from './layout.ts';
import type { Recognised } from './recognise.ts';
import type { Scan } from './scan.ts';

/** The rows of a plain CSV file as text columns named after the fields; one record is one line. */
export function csvSource(
  path: string,
  layout: Extract<Layout, { format: 'csv' }>,
  scan: Scan,
  recognised: Recognised,
): Statement {
  const names = layout.columns.map((_, index) => `c${index + 1}`);
  const columns = sql.raw(`{${names.map((name) => `'${name}': 'varchar'`).join(', ')}}`);
  const quote = scan.quoteCount > 0 ? '"' : '';
  // A quote left in a value is an escaped one or a stray one: only the careful reader can tell.
  const doubt =
    scan.quoteCount > 0
      ? sql`case when concat_ws('', ${sql.join(names.map((name) => sql.ref(name)))}) like '%"%'
        then 'unclear' end`
      : sql`null`;
  return source(
    recognised,
    (index) => sql.ref(`c${index + 1}`),
    sql`cast(${doubt} as text)`,
    sql`read_csv(
      ${path}, header = false, skip = 1, auto_detect = false, delim = ${layout.delimiter},
      quote = ${quote}, escape = ${quote}, columns = ${columns}, compression = 'none',
      hive_partitioning = false
    )`,
    recordBytes(names),
  );
}

/** The lines of an NDJSON file; an empty one needs a closer look. */
export function ndjsonSource(
  path: string,
  layout: Extract<Layout, { format: 'ndjson' }>,
  recognised: Recognised,
): Statement {
  return jsonFields(
    layout,
    recognised,
    sql`read_csv(
      ${path}, header = false, auto_detect = false, delim = ${'\u0001'}, quote = '', escape = '',
      columns = {'c1': 'varchar'}, compression = 'none', hive_partitioning = false
    )`,
    sql`case when c1 is null then 'unclear' end`,
    recordBytes(['c1']),
  );
}

/** What the values of a record weigh; with delimiters and line ends, that is the whole file. */
function recordBytes(columns: readonly string[]): RawBuilder<unknown> {
  const lengths = columns.map((column) => sql`strlen(coalesce(${sql.ref(column)}, ''))`);
  return sql`cast(${sql.join(lengths, sql` + `)} as integer) as record_bytes,`;
}

/** The rows of a Parquet file, every value as text, lists and structures as JSON. */
export function parquetSource(path: string, recognised: Recognised): Statement {
  const nesting = recognised.kind.fields.filter(({ mayNest }) => mayNest);
  const nestingAt = nesting.map(({ name }) => recognised.positions.get(name));
  return source(
    recognised,
    (index) => {
      const value = sql.raw(`#${index + 1}`);
      return nestingAt.includes(index)
        ? sql`json_extract_string(to_json(${value}), '$')`
        : sql`cast(${value} as text)`;
    },
    sql`cast(null as text)`,
    sql`read_parquet(${path}, hive_partitioning = false)`,
  );
}

/** The table source_records, which the careful reader fills: its findings, then c1, c2, ... */
export function recordTable(fieldCount: number): Statement {
  const findings = composer.schema
    .createTable('source_records')
    .temporary()
    .addColumn('line_number', 'bigint')
    .addColumn('raw_line', 'text')
    .addColumn('raw_hex', 'text')
    .addColumn('line_problem', 'text');
  const names = Array.from({ length: fieldCount }, (_, index) => `c${index + 1}`);
  const table = names.reduce((builder, name) => builder.addColumn(name, 'text'), findings);
  return statementOf(table.compile());
}

/** Records that the careful reader has put into the table source_records. */
export function recordSource(layout: Layout, recognised: Recognised): Statement {
  const table = sql`source_records`;
  if (layout.format === 'ndjson') {
    return jsonFields(layout, recognised, table, sql`line_problem`);
  }
  return source(recognised, (index) => sql.ref(`c${index + 1}`), sql`line_problem`, table);
}

/**
 * Every field of the kind, looked up in each object under all of its names: one may have keys that
 * the first ones lack. All are taken out in one pass. Ids must be text or whole numbers, since
 * fractions are not kept digit by digit.
 */
function jsonFields(
  layout: Extract<Layout, { format: 'ndjson' }>,
  recognised: Recognised,
  from: RawBuilder<unknown>,
  problem: RawBuilder<unknown>,
  extra: RawBuilder<unknown> = sql``,
): Statement {
  const lookups = lookupsOf(layout, recognised);
  const paths = sql`[${sql.join(lookups.map(({ key }) => jsonPointer(key)))}]`;
  const isObject = sql`case when json_valid(c1) then json_type(c1) = 'OBJECT' else false end`;
  const objects = sql`(
    select *,
      case when ${isObject} then json_extract_string(c1, ${paths}) end as json_texts,
      case when ${isObject} then json_type(c1, ${paths}) end as json_types
    from ${from}
  )`;
  const keys = sql.join(lookups.map(({ key }) => key));
  const given = sql`list_filter(json_keys(c1), lambda key: key in (${keys}))`;
  const isTwofold = sql`len(${given}) > len(list_distinct(${given}))`;
  const isUnfit = lookups.map(({ field }, index) => isUnfitAt(field, index + 1));
  const texts = recognised.kind.fields.map(({ name }) => ({
    name,
    found: lookups.flatMap(({ field }, index) =>
      field.name === name ? [sql`json_texts[${sql.lit(index + 1)}]`] : [],
    ),
  }));
  const isRivalled = texts
    .filter(({ found }) => found.length > 1)
    .map(({ found }) => sql`len(list_distinct([${sql.join(found)}])) > 1`);
  const isHarmful = sql`contains(c1, '\\u0000') or ${sql.join(isUnfit, sql` or `)}`;
  return selected(
    texts.map(
      ({ name, found }) =>
        sql`coalesce(${sql.join(found)}) as ${sql.ref(columnOf(recognised.kind, name))}`,
    ),
    sql`coalesce(
      ${problem},
      case
        when json_texts is null then 'not a JSON object'
        when ${isHarmful} then 'a value of the wrong kind'
        when ${isTwofold} then 'two values for one key'
        when ${sql.join([sql`false`, ...isRivalled], sql` or `)} then 'two values for one field'
      end
    )`,
    objects,
    extra,
  );
}

interface Lookup {
  readonly field: Field;
  readonly key: string;
}

/** The keys under which each field may come: all of its names, or the one that it was said to have. */
function lookupsOf(
  layout: Extract<Layout, { format: 'ndjson' }>,
  { kind, positions, map }: Recognised,
): Lookup[] {
  return kind.fields.flatMap((field) => {
    const seen = positions.get(field.name);
    const key = seen === undefined ? field.name : (layout.columns[seen] as string);
    const names = namesOf(field);
    const keys = map.has(field.name) || !names.includes(key) ? [key] : new Set(names);
    return [...keys].map((each) => ({ field, key: each }));
  });
}

/** Whether a value is of a kind that the field can't have. */
function isUnfitAt(field: Field, position: number): RawBuilder<unknown> {
  const type = sql`json_types[${sql.lit(position)}]`;
  if (field.name.endsWith('_id')) {
    const isFraction = sql`${type} = 'DOUBLE'
      and not regexp_full_match(json_texts[${sql.lit(position)}], '-?[0-9]+')`;
    return sql`coalesce(${type} in ('OBJECT', 'ARRAY', 'BOOLEAN') or (${isFraction}), false)`;
  }
  return field.mayNest ? sql`false` : sql`coalesce(${type} in ('OBJECT', 'ARRAY'), false)`;
}

/** RFC 6901. */
function jsonPointer(key: string): string {
  return `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

function source(
  { kind, positions }: Recognised,
  value: (index: number) => RawBuilder<unknown>,
  problem: RawBuilder<unknown>,
  from: RawBuilder<unknown>,
  extra: RawBuilder<unknown> = sql``,
): Statement {
  const fields = [...positions].map(
    ([field, index]) => sql`${value(index)} as ${sql.ref(columnOf(kind, field))}`,
  );
  return selected(fields, problem, from, extra);
}

function selected(
  fields: readonly RawBuilder<unknown>[],
  problem: RawBuilder<unknown>,
  from: RawBuilder<unknown>,
  extra: RawBuilder<unknown>,
): Statement {
  const query = sql`select ${extra} ${problem} as line_problem, ${sql.join(fields)} from ${from}`;
  return statementOf(query.compile(composer));
}
