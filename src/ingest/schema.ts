import { type Engine, rowsOf } from '../engine/engine.ts';
import {
  createIndexes,
  ensureFunctions,
  hasFunctions,
  postgresTable,
} from '../engine/postgres-schema.ts';
import { isPostgresUrl, shownUrl } from '../engine/postgres-url.ts';
import { sqlFile, sqlFolder } from '../engine/sql-files.ts';
import { ExitCode, UserError } from '../errors.ts';
import { inTransaction } from './transaction.ts';

/** Raised with every change of a file in sql/1_tables, for which sql/1_tables/upgrades has a folder. */
export const schemaVersion = 4;

/** The names of all tables, in the order in which they are made. */
export const tableNames = (): string[] => sqlFolder('1_tables').map(tableIn);

const tableIn = (file: string) => /^create table (\w+)/m.exec(sqlFile(file))?.[1] as string;

/**
 * Creates the tables in a new database, and brings those of an older version up to date, in one
 * transaction; so the functions of a server. Returns the version that was there before, 0 for none.
 */
export async function ensureSchema(engine: Engine, path: string): Promise<number> {
  const version = await heldVersion(engine, path);
  if (version < schemaVersion || !(await knowsHelpers(engine))) {
    await inTransaction(engine, async () => bringUpToDate(engine, await heldVersion(engine, path)));
  }
  return version;
}

/** A server keeps the helper functions; to a file they come with the session. */
const knowsHelpers = async (engine: Engine) =>
  engine.kind !== 'postgres' || (await hasFunctions(engine));

/** Creates or upgrades the tables and functions, inside the caller's transaction. */
export async function bringUpToDate(engine: Engine, from: number): Promise<void> {
  if (from === 0) {
    await createTables(engine);
    await engine.run('insert into ordstat_schema values (cast($version as integer), 0)', {
      version: schemaVersion,
    });
    return;
  }
  for (let version = from + 1; version <= schemaVersion; version += 1) {
    for (const name of sqlFolder(`1_tables/upgrades/${version}`)) {
      await engine.run(sqlFile(name));
    }
  }
  if (engine.kind === 'postgres') {
    await ensureFunctions(engine);
  }
}

/**
 * Creates the tables, inside the caller's transaction; on a server in the first schema of the search
 * path, with the indexes and functions that it needs. The version is for the caller to enter. Of the
 * embedded engine, some may be wanted alone.
 */
export async function createTables(
  engine: Engine,
  wanted: readonly string[] = tableNames(),
): Promise<void> {
  const isOnServer = engine.kind === 'postgres';
  for (const name of sqlFolder('1_tables').filter((file) => wanted.includes(tableIn(file)))) {
    await engine.run(isOnServer ? postgresTable(sqlFile(name)) : sqlFile(name));
  }
  if (isOnServer) {
    await createIndexes(engine);
    await ensureFunctions(engine);
  }
}

/** @throws UserError exit 3 if the tables, or a server's functions, are not those of this version. */
export async function checkSchema(engine: Engine, path: string): Promise<void> {
  const version = await heldVersion(engine, path);
  const name = shownUrl(path);
  if (version === 0) {
    throw new UserError(
      ExitCode.data,
      `nothing is loaded in ${name}`,
      isPostgresUrl(path)
        ? 'load something first: ordstat ingest FILE; tables are in the first schema of the search path'
        : 'load something first: ordstat ingest FILE',
    );
  }
  if (version < schemaVersion) {
    throw new UserError(
      ExitCode.data,
      `${name} was written by an older ordstat (schema ${version}, this one needs ${schemaVersion})`,
      `bring it up to date: ordstat db upgrade --db ${name}`,
    );
  }
  if (!(await knowsHelpers(engine))) {
    throw new UserError(
      ExitCode.data,
      `${name} has the helper functions of another version of ordstat`,
      `replace them by those of this one: ordstat db upgrade --db ${name}`,
    );
  }
}

/**
 * The version of the tables in a database, 0 for an empty one.
 * @throws UserError exit 3 for somebody else's tables, an unfinished copy, or a newer ordstat's.
 */
export async function heldVersion(engine: Engine, path: string): Promise<number> {
  const name = shownUrl(path);
  const tables = (await namesOfTables(engine)).map((row) => row.table_name as string);
  if (!tables.includes('ordstat_schema')) {
    refuseOthers(engine, name, tables);
    return 0;
  }
  const [row] = await rowsOf(engine, 'select version from ordstat_schema');
  if (row === undefined) {
    throw new UserError(
      ExitCode.data,
      `${name} is a copy that was not finished`,
      `go on with it: ordstat db copy --from DATABASE --to ${name}`,
    );
  }
  const version = Number(row.version);
  if (version > schemaVersion) {
    throw new UserError(
      ExitCode.data,
      `${name} was written by a newer ordstat (schema ${version}, this one knows ${schemaVersion})`,
      'upgrade ordstat',
    );
  }
  return version;
}

/** The tables where ordstat's are or would be, also those that the user may not read. */
export const namesOfTables = (engine: Engine) => rowsOf(engine, sqlFile(listing[engine.kind]));

/** A server's information_schema leaves out what the user has no right to. */
const listing = {
  duckdb: 'engines/duckdb/table_names',
  postgres: 'engines/postgres/table_names',
} as const;

/** A file is ordstat's alone; a server's schema may have other tables beside. */
function refuseOthers(engine: Engine, name: string, tables: readonly string[]): void {
  if (engine.kind === 'duckdb' && tables.length > 0) {
    throw new UserError(
      ExitCode.data,
      `${name} is a DuckDB database, but not one of ordstat`,
      'choose another file with --db',
    );
  }
  const own = tableNames();
  const taken = tables.find((table) => own.includes(table));
  if (taken !== undefined) {
    throw new UserError(
      ExitCode.data,
      `${name} has a table ${taken} that is not ordstat's`,
      'choose another schema: create schema ordstat, then --db "...?options=-csearch_path%3Dordstat"',
    );
  }
}
