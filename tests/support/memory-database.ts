import { type DuckDb, openDuckDb } from '../../src/engine/duckdb.ts';
import { type Engine, type Parameters, type Row, rowsOf } from '../../src/engine/engine.ts';
import { accepted, composedSql, sqlFile, sqlFolder } from '../../src/engine/sql-files.ts';

/** A database in memory with empty tables, set up as every session is. */
export async function memoryDatabase(threads = 1, files: readonly string[] = []): Promise<DuckDb> {
  const engine = await openDuckDb({
    path: ':memory:',
    access: 'write',
    files,
    memoryLimit: '1GB',
    threads,
    lockTimeoutMs: 0,
  });
  for (const name of sqlFolder('1_tables')) {
    await engine.run(sqlFile(name));
  }
  return engine;
}

/** All rows of a report with the parameters it declares. */
export async function reportRows(
  engine: Engine,
  report: string,
  parameters: Parameters,
): Promise<Row[]> {
  const sql = composedSql(`4_reports/${report}`);
  return rowsOf(engine, sql, accepted(sql, parameters));
}

/** Replaces what a table holds. Values are written as SQL literals, so they must be tame. */
export async function fillTable(
  engine: Engine,
  table: string,
  rows: readonly (readonly (string | number | null)[])[],
): Promise<void> {
  await engine.run(`delete from ${table}`);
  if (rows.length > 0) {
    const literal = (value: string | number | null) =>
      typeof value === 'string' ? `'${value}'` : String(value);
    const tuples = rows.map((row) => `(${row.map(literal).join(', ')})`);
    await engine.run(`insert into ${table} values ${tuples.join(', ')}`);
  }
}

/** Microseconds since the epoch as the engine writes a UTC timestamp. */
export function timestampText(us: bigint): string {
  const fraction = ((us % 1_000_000n) + 1_000_000n) % 1_000_000n;
  const second = new Date(Number((us - fraction) / 1000n)).toISOString().slice(0, 19);
  return `${second.replace('T', ' ')}.${String(fraction).padStart(6, '0')}`;
}

/** Microseconds since the epoch of a UTC timestamp as the engine prints it. */
export function timestampUs(text: string): bigint {
  const [second = '', fraction = ''] = text.split('.');
  return (
    BigInt(Date.parse(`${second.replace(' ', 'T')}Z`)) * 1000n + BigInt(fraction.padEnd(6, '0'))
  );
}

/** Microseconds of an exact decimal number of seconds. */
export function secondsUs(text: string): bigint {
  const [whole = '', fraction = ''] = text.split('.');
  return BigInt(whole) * 1_000_000n + BigInt(fraction.padEnd(6, '0'));
}
