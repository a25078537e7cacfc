import type { Engine } from './engine.ts';
import { sqlFile, sqlFolder } from './sql-files.ts';

/** Creates what finds rows by key and by time without reading the others. */
export async function createIndexes(engine: Engine): Promise<void> {
  for (const name of sqlFolder('engines/postgres/indexes')) {
    await engine.run(sqlFile(name));
  }
}

/** Creates the functions that the reports use, or brings those of an older version up to date. */
export async function ensureFunctions(engine: Engine): Promise<void> {
  for (const statement of sqlFile('engines/postgres/prelude').split(/(?<=;)\n\n/)) {
    await engine.run(statement);
  }
}

/**
 * The statement that makes a table, which is the same for both engines but for two words. Text is
 * compared and ordered by bytes, whatever the order of the user's database; bytes are bytea.
 */
export function postgresTable(sql: string): string {
  return sql
    .replace(/--.*$/gm, '')
    .replace(/^( {4}\w+ text(?:\[\])?)/gm, '$1 collate "C"')
    .replace(/^( {4}\w+) blob/gm, '$1 bytea');
}
