import { ExitCode, UserError } from '../errors.ts';
import { schemaVersion } from '../ingest/schema.ts';
import { type Engine, rowOf } from './engine.ts';
import { shownUrl } from './postgres-url.ts';
import { sqlFile, sqlFolder } from './sql-files.ts';

/**
 * Creates the tables in the first schema of the search path, with their indexes and the functions
 * that the reports use, inside the caller's transaction.
 */
export async function createTables(engine: Engine): Promise<void> {
  for (const name of sqlFolder('1_tables')) {
    await engine.run(postgresTable(sqlFile(name)));
  }
  for (const name of sqlFolder('engines/postgres/indexes')) {
    await engine.run(sqlFile(name));
  }
  await ensureFunctions(engine);
}

/**
 * Whether the first schema of the search path has the tables of this version. It may have others,
 * too: a server is shared.
 * @throws UserError exit 3 if it has none, or those of another version.
 */
export async function checkTables(engine: Engine, url: string): Promise<void> {
  const name = shownUrl(url);
  const version = await heldVersion(engine);
  if (version === schemaVersion) {
    return;
  }
  if (version === 0) {
    throw new UserError(
      ExitCode.data,
      `nothing is loaded in ${name}`,
      'check the database and the search path: tables are in its first schema',
    );
  }
  throw version < schemaVersion
    ? new UserError(
        ExitCode.data,
        `${name} was written by an older ordstat (schema ${version}, this one needs ${schemaVersion})`,
        `bring it up to date: ordstat db upgrade --db ${name}`,
      )
    : new UserError(
        ExitCode.data,
        `${name} was written by a newer ordstat (schema ${version}, this one knows ${schemaVersion})`,
        'upgrade ordstat',
      );
}

async function heldVersion(engine: Engine): Promise<number> {
  const { is_there: isThere } = await rowOf(
    engine,
    "select to_regclass(quote_ident(current_schema()) || '.ordstat_schema') is not null as is_there",
  );
  return isThere === 'true'
    ? Number((await rowOf(engine, 'select version from ordstat_schema')).version)
    : 0;
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
