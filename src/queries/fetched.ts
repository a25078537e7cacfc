import type { DuckDb } from '../engine/duckdb.ts';
import type { Engine, Row } from '../engine/engine.ts';
import { sqlFile, sqlFolder } from '../engine/sql-files.ts';
import type { Source } from './wrap.ts';

/**
 * The rows of a report of another engine, fetched into a DuckDB that is made for this, where they
 * have the types that they would have if DuckDB had worked them out. So a user's condition, and what
 * is written in DuckDB's formats, do not depend on where the data is.
 */
export async function fetchedSource(
  engine: Engine,
  scratch: DuckDb,
  source: Source,
): Promise<Source> {
  for (const name of sqlFolder('1_tables')) {
    await scratch.run(sqlFile(name));
  }
  await scratch.run(`create table held_report as from ${source.from} limit 0`, source.parameters);
  const { columns, batches } = await engine.run(
    `select * from ${source.from} as report`,
    source.parameters,
  );
  const names = columns.map(({ name }) => `"${name}"`);
  await scratch.run(`create table fetched (${names.map((name) => `${name} text`).join(', ')})`);
  await scratch.append('fetched', valuesOf(batches()));
  await scratch.run(`insert into held_report by name from fetched`);
  await scratch.run('drop table fetched');
  return { kind: 'duckdb', query: source.query, from: 'held_report', parameters: {} };
}

async function* valuesOf(batches: AsyncIterable<readonly Row[]>) {
  for await (const rows of batches) {
    yield* rows.map((row) => Object.values(row));
  }
}
