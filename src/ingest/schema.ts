import { type Engine, rowOf, rowsOf } from '../engine/engine.ts';
import { sqlFile, sqlFolder } from '../engine/sql-files.ts';
import { ExitCode, UserError } from '../errors.ts';

/** Raised with every change of a file in sql/1_tables. */
export const schemaVersion = 1;

/** Creates the tables in a new database; leaves one that has them as it is. */
export async function ensureSchema(engine: Engine, path: string): Promise<void> {
  const tables = await tableNames(engine);
  if (tables.length > 0) {
    await checkSchema(engine, path);
    return;
  }
  await engine.run('begin transaction');
  for (const name of sqlFolder('1_tables')) {
    await engine.run(sqlFile(name));
  }
  await engine.run('insert into ordstat_schema values ($version)', { version: schemaVersion });
  await engine.run('commit');
}

/** @throws UserError exit 3 if the tables are not those of this version. */
export async function checkSchema(engine: Engine, path: string): Promise<void> {
  const tables = await tableNames(engine);
  if (tables.length === 0) {
    throw new UserError(
      ExitCode.data,
      `nothing is loaded in ${path}`,
      'load something first: ordstat ingest FILE',
    );
  }
  if (!tables.includes('ordstat_schema')) {
    throw new UserError(
      ExitCode.data,
      `${path} is a DuckDB database, but not one of ordstat`,
      'choose another file with --db',
    );
  }
  const { version } = await rowOf(engine, 'select version from ordstat_schema');
  if (Number(version) > schemaVersion) {
    throw new UserError(
      ExitCode.data,
      `${path} was written by a newer ordstat (schema ${version}, this one knows ${schemaVersion})`,
      'upgrade ordstat',
    );
  }
}

async function tableNames(engine: Engine): Promise<string[]> {
  const rows = await rowsOf(
    engine,
    "select table_name from information_schema.tables where table_schema = 'main'",
  );
  return rows.map((row) => row.table_name as string);
}
