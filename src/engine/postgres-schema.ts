import { createHash } from 'node:crypto';
import { type Engine, rowOf } from './engine.ts';
import { sqlFile, sqlFolder } from './sql-files.ts';

/** Creates what finds rows by key and by time without reading the others. */
export async function createIndexes(engine: Engine): Promise<void> {
  for (const name of sqlFolder('engines/postgres/indexes')) {
    await engine.run(sqlFile(name));
  }
}

const prelude = () => sqlFile('engines/postgres/prelude');

/** Creates the functions that the reports use, or replaces those of another version of ordstat. */
export async function ensureFunctions(engine: Engine): Promise<void> {
  if (await hasFunctions(engine)) {
    return;
  }
  for (const statement of prelude().split(/(?<=;)\n\n/)) {
    await engine.run(statement);
  }
  await engine.run(`comment on table ordstat_schema is '${functionsMark()}'`);
}

/** Whether the functions beside the tables are those of this version, by the mark they were left with. */
export async function hasFunctions(engine: Engine): Promise<boolean> {
  const { mark } = await rowOf(engine, sqlFile('engines/postgres/functions_mark'));
  return mark === functionsMark();
}

function functionsMark(): string {
  const code = prelude().replace(/--.*$/gm, '');
  return `helper functions ${createHash('sha256').update(code).digest('hex')}`;
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
