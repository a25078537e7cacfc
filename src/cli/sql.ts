import { text } from 'node:stream/consumers';
import type { Command } from 'commander';
import { checkNotDatabase } from '../engine/database-path.ts';
import type { DuckDb } from '../engine/duckdb.ts';
import type { Result, Row } from '../engine/engine.ts';
import type { Postgres } from '../engine/postgres.ts';
import { ExitCode, UserError } from '../errors.ts';
import { checkSchema } from '../ingest/schema.ts';
import { writerOf } from '../output/format.ts';
import type { Column, ColumnType } from '../queries/query.ts';
import { openDatabase } from './common-options.ts';
import type { Context } from './context.ts';
import { print } from './print.ts';
import { namedFile } from './report.ts';
import { addFormatOptions, chosenFormat, type ReportOptions } from './report-options.ts';
import { checkServerQuery, sqlGuard } from './sql-guard.ts';

interface Options extends ReportOptions {
  readonly allowFile?: readonly string[];
}

/** `ordstat sql`: the user's own query on the tables, which it can't change. */
export function sqlCommand(command: Command, context: Context): void {
  addFormatOptions(command)
    .description('run one query of your own; the tables can be read, and nothing else')
    .argument('<query>', 'the query, or - to read it from standard input')
    .option(
      '--allow-file <path>',
      'a file the query may read or write; may be repeated',
      (path, paths: string[] = []) => [...paths, path],
    )
    .addHelpText(
      'after',
      "\nExample:\n  ordstat sql 'select kind, count(*) from rejects group by 1'",
    )
    .action((query: string) => run(query, command.optsWithGlobals(), context));
}

async function run(argument: string, options: Options, context: Context): Promise<void> {
  const format = chosenFormat(options);
  if (format === 'parquet') {
    throw new UserError(ExitCode.usage, 'sql writes no Parquet', 'choose csv or ndjson');
  }
  const query = argument === '-' ? await text(context.stdin) : argument;
  if (query.trim() === '') {
    throw new UserError(
      ExitCode.usage,
      'the query is empty',
      "write one: ordstat sql 'from loads'",
    );
  }
  if (options.out !== undefined) {
    checkNotDatabase('--out', namedFile(options.out, {}), options.db);
  }
  const files = options.allowFile ?? [];
  const database = options.db;
  const engine = await openDatabase(context, options, 'read', files);
  try {
    await checkSchema(engine, database);
    const result = await resultOf(engine, query, database, files).catch((error: Error) => {
      throw error instanceof UserError ? error : queryError(error);
    });
    const columns = result.columns.map(({ name, type }) => ({ name, type: columnType(type) }));
    const rows = printable(result, columns);
    await print(context, options, format, writerOf(format), options.out, columns, rows, 1);
  } finally {
    await engine.close();
  }
}

async function resultOf(
  engine: DuckDb | Postgres,
  query: string,
  database: string,
  files: readonly string[],
): Promise<Result> {
  if (engine.kind === 'postgres') {
    checkServerQuery(query, files);
    return engine.run(query);
  }
  const guard = sqlGuard(query, database, files);
  return engine.runChecked(query, guard.check).finally(guard.clear);
}

function queryError(error: Error): UserError {
  const [, file] = /^Permission Error: Cannot access file "(.*?)"/.exec(error.message) ?? [];
  return new UserError(
    ExitCode.failed,
    `sql: ${error.message.split('\n').filter(Boolean).join(' ')}`,
    file === undefined
      ? 'tables: events, store_status, store_hours, store_timezones, order_events, orders, loads, rejects'
      : `a query reaches only the files it is allowed: --allow-file ${file}`,
    { cause: error },
  );
}

function columnType(engineType: string): ColumnType {
  if (/^(U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|FLOAT|DOUBLE)$/.test(engineType)) {
    return 'integer';
  }
  if (engineType.startsWith('DECIMAL')) {
    return 'decimal';
  }
  if (engineType.startsWith('TIMESTAMP') && !engineType.endsWith(']')) {
    return 'instant';
  }
  return engineType === 'BOOLEAN' ? 'boolean' : 'text';
}

async function* printable(result: Result, columns: readonly Column[]) {
  const instants = columns.filter((column) => column.type === 'instant');
  for await (const rows of result.batches()) {
    yield rows.map((row): Row => {
      const changed = instants.map(({ name }) => [name, rfc3339(row[name] ?? null)]);
      return { ...row, ...Object.fromEntries(changed) };
    });
  }
}

/** `2024-10-15 08:00:00.5` or `...+00`, as the engine prints what it holds in UTC. */
function rfc3339(value: string | null): string | null {
  return value === null || value.endsWith('infinity')
    ? value
    : `${value.replace(/\+00$/, '').replace(' ', 'T')}Z`;
}
