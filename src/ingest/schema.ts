import { type Engine, rowOf, rowsOf } from '../engine/engine.ts';
import { sqlFile, sqlFolder } from '../engine/sql-files.ts';
import { ExitCode, UserError } from '../errors.ts';
import { inTransaction } from './transaction.ts';

/** Raised with every change of a file in sql/1_tables; sql/1_tables/upgrades has a folder for each. */
export const schemaVersion = 4;

/**
 * Creates the tables in a new database, and brings those of an older version up to date, in one
 * transaction. Returns the version that was there before, 0 for none.
 */
export async function ensureSchema(engine: Engine, path: string): Promise<number> {
  const version = await heldVersion(engine, path);
  if (version < schemaVersion) {
    await inTransaction(engine, () => bringUpToDate(engine, version));
  }
  return version;
}

/** Creates or upgrades the tables, inside the caller's transaction. */
export async function bringUpToDate(engine: Engine, from: number): Promise<void> {
  if (from === 0) {
    await runAll(engine, '1_tables');
    await engine.run('insert into ordstat_schema values ($version, 0)', { version: schemaVersion });
    return;
  }
  for (let version = from + 1; version <= schemaVersion; version += 1) {
    await runAll(engine, `1_tables/upgrades/${version}`);
  }
}

async function runAll(engine: Engine, folder: string): Promise<void> {
  for (const name of sqlFolder(folder)) {
    await engine.run(sqlFile(name));
  }
}

/** @throws UserError exit 3 if the tables are not those of this version. */
export async function checkSchema(engine: Engine, path: string): Promise<void> {
  const version = await heldVersion(engine, path);
  if (version === 0) {
    throw new UserError(
      ExitCode.data,
      `nothing is loaded in ${path}`,
      'load something first: ordstat ingest FILE',
    );
  }
  if (version < schemaVersion) {
    throw new UserError(
      ExitCode.data,
      `${path} was written by an older ordstat (schema ${version}, this one needs ${schemaVersion})`,
      `bring it up to date: ordstat db upgrade --db ${path}`,
    );
  }
}

/**
 * The version of the tables in a database, 0 for an empty one.
 * @throws UserError exit 3 for somebody else's tables, or those of a newer ordstat.
 */
export async function heldVersion(engine: Engine, path: string): Promise<number> {
  const tables = await rowsOf(
    engine,
    "select table_name from information_schema.tables where table_schema = 'main'",
  );
  if (tables.length === 0) {
    return 0;
  }
  if (!tables.some((row) => row.table_name === 'ordstat_schema')) {
    throw new UserError(
      ExitCode.data,
      `${path} is a DuckDB database, but not one of ordstat`,
      'choose another file with --db',
    );
  }
  const row = await rowOf(engine, 'select version from ordstat_schema');
  const version = Number(row.version);
  if (version > schemaVersion) {
    throw new UserError(
      ExitCode.data,
      `${path} was written by a newer ordstat (schema ${version}, this one knows ${schemaVersion})`,
      'upgrade ordstat',
    );
  }
  return version;
}
