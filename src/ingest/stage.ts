import { sql } from 'kysely';
import { composer, type Statement } from '../engine/compose.ts';
import type { DuckDb } from '../engine/duckdb.ts';
import { type Parameters, rowOf } from '../engine/engine.ts';
import { accepted, composedSql, sqlFile } from '../engine/sql-files.ts';
import { ExitCode, UserError } from '../errors.ts';
import { carefulRecords } from './careful-reader.ts';
import { columnOf } from './kinds.ts';
import type { Layout } from './layout.ts';
import type { Recognised } from './recognise.ts';
import { type Scan, scanned } from './scan.ts';
import type { SourceFile } from './source-file.ts';
import { csvSource, ndjsonSource, parquetSource, recordSource, recordTable } from './source-sql.ts';

/** One recognised file and its place among the files of its set, from 0. */
export interface Input extends Recognised {
  readonly source: SourceFile;
  readonly layout: Layout;
  readonly fileNumber: number;
}

/** Line of the first record after the header. */
export function firstLine(layout: Layout): number {
  return layout.format === 'csv' ? 2 : 1;
}

/**
 * Reads a file into the temporary table `staged`, one typed row per record, in file order. DuckDB
 * reads it at full speed if every line is one whole record; else the careful reader goes through
 * it line by line.
 */
export async function stage(engine: DuckDb, input: Input, parameters: Parameters): Promise<void> {
  if (input.layout.format === 'parquet') {
    await readParquet(engine, input, parameters);
  } else if (!(await readFast(engine, input, parameters))) {
    await readCarefully(engine, input, parameters);
  }
}

async function readParquet(engine: DuckDb, input: Input, parameters: Parameters): Promise<void> {
  try {
    await fill(engine, input, parquetSource(input.source.path, input), parameters);
  } catch (error) {
    if (error instanceof UserError) {
      throw error;
    }
    throw new UserError(
      ExitCode.data,
      `${input.source.name}: damaged Parquet: ${(error as Error).message.split('\n', 1)[0]}`,
      'nothing of it was loaded: write the file again',
      { cause: error },
    );
  }
}

/** Whether the fast reader could vouch for every line; if not, nothing is staged. */
async function readFast(engine: DuckDb, input: Input, parameters: Parameters): Promise<boolean> {
  const scan = await scanned(input.source.chunks());
  if (!scan.isPlain) {
    return false;
  }
  const { source, layout } = input;
  const statement =
    layout.format === 'csv'
      ? csvSource(source.path, layout, scan, input)
      : ndjsonSource(source.path, layout as Extract<Layout, { format: 'ndjson' }>, input);
  try {
    await fill(engine, input, statement, parameters);
  } catch (error) {
    if (!isFormatError(error)) {
      throw error;
    }
    return false;
  }
  if (await isWhole(engine, input, scan)) {
    return true;
  }
  await unstage(engine, input);
  return false;
}

const isFormatError = (error: unknown) =>
  error instanceof Error && error.message.startsWith('Invalid Input Error');

/**
 * Whether every line became a record and every byte of the file is in a value, a delimiter, a pair
 * of quotes or a line end; and no quote is left that may have been misread.
 */
async function isWhole(engine: DuckDb, input: Input, scan: Scan): Promise<boolean> {
  const counts = await rowOf(engine, sqlFile('2_ingest/read/staged_counts'), {
    file_number: input.fileNumber,
  });
  const { layout } = input;
  const isCsv = layout.format === 'csv';
  const lines = scan.lineCount - (isCsv ? 1 : 0);
  const content = scan.contentBytes - (isCsv ? scan.firstLineBytes : 0);
  const around = isCsv
    ? lines * (layout.columns.length - 1) + scan.quoteCount - scan.firstLineQuotes
    : 0;
  return (
    Number(counts.rows_staged) === lines &&
    Number(counts.bytes_staged) + around === content &&
    Number(counts.rows_in_doubt) === 0
  );
}

async function readCarefully(engine: DuckDb, input: Input, parameters: Parameters): Promise<void> {
  const { layout, source } = input;
  const fieldCount = layout.format === 'csv' ? layout.columns.length : 1;
  await engine.run(composer.schema.dropTable('source_records').ifExists().compile().sql);
  await engine.run(recordTable(fieldCount).sql);
  await engine.append('source_records', recordRows(source, layout, fieldCount));
  await fill(engine, input, recordSource(layout, input), parameters);
  await engine.run(sqlFile('2_ingest/read/keep_record_lines'), {
    file_number: input.fileNumber,
  });
  await engine.run('drop table source_records');
}

async function* recordRows(source: SourceFile, layout: Layout, fieldCount: number) {
  const delimiter = layout.format === 'csv' ? layout.delimiter : null;
  let isHeader = layout.format === 'csv';
  for await (const record of carefulRecords(source.chunks(), delimiter, fieldCount)) {
    if (isHeader) {
      isHeader = false;
      continue;
    }
    const fields = Array.from({ length: fieldCount }, (_, index) => record.fields[index] || null);
    yield [record.lineNumber, record.raw, record.hex, record.problem, ...fields];
  }
}

async function fill(
  engine: DuckDb,
  input: Input,
  source: Statement,
  parameters: Parameters,
): Promise<void> {
  const rows = composedSql(`2_ingest/${input.kind.name}/1_read/1_stage`, {
    source: withTimes(source.sql, input),
  });
  const values = {
    ...parameters,
    ...source.parameters,
    file_number: input.fileNumber,
  };
  const target =
    input.fileNumber === 0 ? 'create or replace temp table staged as' : 'insert into staged';
  await engine.run(`${target}\n${rows}`, accepted(rows, values));
}

/** Of a wide table, the texts of all times as one list: how many there are is up to the lifecycle. */
function withTimes(source: string, { kind, positions }: Input): string {
  if (kind.times.length === 0) {
    return source;
  }
  const texts = kind.times.map((name) =>
    positions.has(name) ? sql.ref(columnOf(kind, name)) : sql`cast(null as text)`,
  );
  return sql`select *, [${sql.join(texts)}] as time_texts from (${sql.raw(source)})`.compile(
    composer,
  ).sql;
}

async function unstage(engine: DuckDb, input: Input): Promise<void> {
  if (input.fileNumber > 0) {
    await engine.run('delete from staged where file_number = $file_number', {
      file_number: input.fileNumber,
    });
  }
}
