import { composer } from '../engine/compose.ts';
import type { DuckDb } from '../engine/duckdb.ts';
import { type Row, rowsOf } from '../engine/engine.ts';
import { sqlFile } from '../engine/sql-files.ts';
import { keepRejectedLines } from './keep-rejected-lines.ts';
import { type Input, stage } from './stage.ts';
import { readingStepsOf } from './steps.ts';
import { type Group, type LoadOptions, parametersOf, type Unit } from './unit.ts';

/** What the files of a group say, ready to be merged: in temporary tables, and in numbers. */
export interface ReadGroup extends Group {
  /** Tells its tables from those of other groups. */
  readonly tag: string;
  /** Per file, what `row_counts` says of it; a file without rows has none. */
  readonly counts: readonly Row[];
}

/** While a group is read its tables have these names, else also its tag. */
const readingTables = ['staged', 'record_lines'];
/** What is left of them when all of a unit is read. */
export const readTables = ['contents', 'rejected_lines'];

/**
 * Reads the files of a unit into temporary tables. A store with a reject in any file of a set is
 * left out of all of them.
 */
export async function readUnit(
  reader: DuckDb,
  unit: Unit,
  unitNumber: number,
  options: LoadOptions,
): Promise<ReadGroup[]> {
  const tags = unit.map((_, index) => `_${unitNumber}_${index}`);
  await reader.run(sqlFile('2_ingest/read/no_damaged_stores'));
  for (const [index, group] of unit.entries()) {
    await stageGroup(reader, group, options);
    if (group.kind.isSet) {
      await reader.run(sqlFile('2_ingest/read/note_damaged_stores'));
    }
    await putAside(reader, readingTables, tags[index] as string);
  }
  const groups: ReadGroup[] = [];
  for (const [index, group] of unit.entries()) {
    const tag = tags[index] as string;
    await takeUp(reader, readingTables, tag);
    if (group.kind.isSet) {
      await reader.run(sqlFile('2_ingest/read/reject_damaged_stores'));
    }
    groups.push({ ...group, tag, counts: await sumUp(reader, group) });
    await dropTables(reader, readingTables);
    await putAside(reader, readTables, tag);
  }
  return groups;
}

/** Gives tables the names by which statements know them. */
export async function takeUp(engine: DuckDb, tables: readonly string[], tag: string) {
  for (const table of tables) {
    await engine.run(renamed(table + tag, table));
  }
}

/** Gives tables names of their own, so that the next ones can be made. */
export async function putAside(engine: DuckDb, tables: readonly string[], tag: string) {
  for (const table of tables) {
    await engine.run(renamed(table, table + tag));
  }
}

/** Makes room. */
export async function dropTables(engine: DuckDb, tables: readonly string[]): Promise<void> {
  for (const table of tables) {
    await engine.run(composer.schema.dropTable(table).ifExists().compile().sql);
  }
}

const renamed = (from: string, to: string) =>
  composer.schema.alterTable(from).renameTo(to).compile().sql;

async function stageGroup(reader: DuckDb, group: Group, options: LoadOptions): Promise<void> {
  await reader.run(sqlFile('2_ingest/read/no_record_lines'));
  for (const input of group.inputs) {
    await stage(reader, input, parametersOf(options));
  }
  for (const step of readingStepsOf(group.kind).checks) {
    await reader.run(sqlFile(step));
  }
}

/** Makes of the staged rows what is kept of them: their contents, rejects and counts. */
async function sumUp(reader: DuckDb, group: Group): Promise<Row[]> {
  const { contents, rowCounts } = readingStepsOf(group.kind);
  const counts = await rowsOf(reader, sqlFile(rowCounts));
  await reader.run(sqlFile('2_ingest/read/no_rejected_lines'));
  for (const row of counts.filter(({ rows_rejected: rejected }) => Number(rejected) > 0)) {
    await keepRejectedLines(reader, group.inputs[Number(row.file_number)] as Input);
  }
  await reader.run(sqlFile(contents));
  return counts;
}
