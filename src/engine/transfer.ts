import { createReadStream, createWriteStream } from 'node:fs';
import { type RawBuilder, sql } from 'kysely';
import { composer } from './compose.ts';
import type { DuckDb } from './duckdb.ts';
import type { ResultColumn } from './engine.ts';
import type { Postgres } from './postgres.ts';
import { postgresType } from './postgres-types.ts';

type AnyEngine = DuckDb | Postgres;

/** A table, or a part of it, and where its columns are to go. */
export interface Rows {
  readonly table: string;
  readonly columns: readonly ResultColumn[];
  readonly condition?: RawBuilder<unknown>;
}

/** The columns of a table, with DuckDB's names of their types. */
export async function columnsOf(
  engine: AnyEngine,
  table: string,
): Promise<readonly ResultColumn[]> {
  return (await engine.run(compiled(sql`select * from ${sql.ref(table)} limit 0`))).columns;
}

/**
 * Writes rows into a CSV file for an engine of some kind to read: null is nothing, text is quoted
 * where it must be, bytes are digits, lists are as the reading engine knows them.
 */
export async function exportRows(
  engine: AnyEngine,
  { table, columns, condition }: Rows,
  path: string,
  reader: AnyEngine['kind'],
): Promise<void> {
  const values = columns.map((column) => written(column, engine.kind, reader));
  const where = condition === undefined ? sql`` : sql`where ${condition}`;
  const rows = sql`select ${sql.join(values)} from ${sql.ref(table)} ${where}`;
  // A file that begins with U+FEFF would lose it, had the value no quotes around it.
  const quoting = reader === 'duckdb' ? sql`, force_quote *` : sql``;
  if (engine.kind === 'duckdb') {
    const layout = sql`(format csv, header false, use_tmp_file false ${quoting})`;
    await engine.run(compiled(sql`copy (${rows}) to ${sql.lit(path)} ${layout}`));
  } else {
    await engine.copyOut(
      compiled(sql`copy (${rows}) to stdout (format csv ${quoting})`),
      createWriteStream(path),
    );
  }
}

/** Adds the rows of such a file to a table. */
export async function importRows(
  engine: AnyEngine,
  { table, columns }: Rows,
  path: string,
): Promise<void> {
  const names = sql.join(columns.map(({ name }) => sql.ref(name)));
  if (engine.kind === 'postgres') {
    await engine.copyIn(
      compiled(sql`copy ${sql.ref(table)} (${names}) from stdin (format csv)`),
      createReadStream(path, { highWaterMark: pieceBytes }),
    );
    return;
  }
  const types = sql.join(columns.map(({ name }) => sql`${sql.lit(name)}: 'varchar'`));
  await engine.run(
    compiled(sql`insert into ${sql.ref(table)} (${names})
      select ${sql.join(columns.map(read))}
      from read_csv(
        ${sql.lit(path)}, header = false, auto_detect = false, delim = ',', quote = '"',
        escape = '"', allow_quoted_nulls = false, columns = {${types}}, compression = 'none',
        new_line = ${sql.lit('\\n')}, max_line_size = ${sql.lit(longestLine)}
      )`),
  );
}

/** Makes a temporary table for rows of these columns. */
export async function createTemporary(engine: Postgres, { table, columns }: Rows): Promise<void> {
  const types = columns.map(
    ({ name, type }) => sql`${sql.ref(name)} ${sql.raw(postgresType(type))}`,
  );
  await engine.run(compiled(sql`drop table if exists pg_temp.${sql.ref(table)} cascade`));
  await engine.run(compiled(sql`create temp table ${sql.ref(table)} (${sql.join(types)})`));
}

/** Of a file on its way to a server: a quarter of a megabyte takes half of what the default takes. */
const pieceBytes = 2 ** 18;

/** The longest record that is rejected whole, in bytes, is far shorter. */
const longestLine = 20_000_000;

const compiled = (query: RawBuilder<unknown>) => query.compile(composer).sql;

function written(
  { name, type }: ResultColumn,
  writer: AnyEngine['kind'],
  reader: AnyEngine['kind'],
): RawBuilder<unknown> {
  const column = sql.ref(name);
  if (type === 'BLOB') {
    return sql`${sql.lit(reader === 'postgres' ? '\\x' : '')} || hex_of(${column})`;
  }
  if (!type.endsWith('[]') || (writer === 'postgres' && reader === 'postgres')) {
    return column;
  }
  return reader === 'duckdb' ? sql`to_json(${column})` : quotedList(column);
}

/** A list of DuckDB as PostgreSQL reads it, every element quoted. */
function quotedList(column: RawBuilder<unknown>): RawBuilder<unknown> {
  const escaped = sql`replace(replace(cast(element as text), '\\', '\\\\'), '"', '\\"')`;
  return sql`'{' || array_to_string(
    list_transform(${column}, lambda element: '"' || ${escaped} || '"'), ','
  ) || '}'`;
}

function read({ name, type }: ResultColumn): RawBuilder<unknown> {
  const text = sql.ref(name);
  if (type === 'BLOB') {
    return sql`unhex(${text})`;
  }
  const value = type.endsWith('[]') ? sql`cast(${text} as json)` : text;
  return sql`cast(${value} as ${sql.raw(type)})`;
}
