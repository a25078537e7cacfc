import { sql } from 'kysely';
import { composer, statementOf } from '../engine/compose.ts';
import { type Engine, rowOf, rowsOf } from '../engine/engine.ts';
import { sqlFile } from '../engine/sql-files.ts';
import { firstLine } from '../errors.ts';
import { counted, type Finding, failure, restore, sound } from './finding.ts';

/** Whether every value of every table can be read. */
export async function checkContents(engine: Engine, signal: AbortSignal): Promise<Finding> {
  try {
    const tables = await columnsByTable(engine);
    let rows = 0;
    for (const [table, columns] of tables) {
      rows += await readInFull(engine, table, columns);
    }
    const detail = `every value of ${counted(rows, 'row')} in ${counted(tables.size, 'table')} was read`;
    return sound('contents', detail);
  } catch (error) {
    signal.throwIfAborted();
    return failure('contents', `can't be read: ${firstLine(error)}`, restore);
  }
}

async function columnsByTable(engine: Engine): Promise<Map<string, string[]>> {
  const tables = new Map<string, string[]>();
  for (const row of await rowsOf(engine, sqlFile('4_reports/doctor_columns'))) {
    const table = row.table_name as string;
    tables.set(table, [...(tables.get(table) ?? []), row.column_name as string]);
  }
  return tables;
}

/** Counts the rows. The hash of a row needs each of its values. */
async function readInFull(
  engine: Engine,
  table: string,
  columns: readonly string[],
): Promise<number> {
  const names = sql.join(columns.map((column) => sql.id(column)));
  const statement = statementOf(
    sql`select count(*) as row_count, bit_xor(hash(${names})) as digest from ${sql.id(table)}`.compile(
      composer,
    ),
  );
  return Number((await rowOf(engine, statement.sql)).row_count);
}
