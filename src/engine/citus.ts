import { ExitCode, UserError } from '../errors.ts';
import { type Engine, rowsOf } from './engine.ts';
import { sqlFile, sqlFolder } from './sql-files.ts';

const folder = 'engines/postgres/citus';
const tableOf = (file: string) => file.replace(/^.*\/\d+_/, '');

/** The tables that are spread over nodes. */
export const citusTables = (): string[] => sqlFolder(folder).map(tableOf);

/** Those of a server's tables that are spread already; undefined where there is no Citus. */
export async function spreadTables(engine: Engine): Promise<string[] | undefined> {
  const found =
    engine.kind === 'postgres'
      ? await rowsOf(engine, "select extversion from pg_extension where extname = 'citus'")
      : [];
  if (found.length === 0) {
    return undefined;
  }
  const spread = await rowsOf(engine, 'select logicalrelid::text as name from pg_dist_partition');
  return spread.map(({ name }) => name as string);
}

/** @throws UserError exit 1 where there is no Citus. */
export async function requireCitus(engine: Engine, name: string): Promise<void> {
  if ((await spreadTables(engine)) === undefined) {
    throw new UserError(
      ExitCode.failed,
      `there is no Citus in ${name}`,
      'install it on the server and run: create extension citus; without it, leave --distribute out',
    );
  }
}

/**
 * Spreads the tables over the nodes of Citus, those of stores by store, of users by user, of orders by
 * order. The ledger stays where it is: nothing is joined with it. Returns the names of the tables that
 * were not spread before.
 */
export async function distribute(engine: Engine): Promise<string[]> {
  const before = (await spreadTables(engine)) ?? [];
  const files = sqlFolder(folder).filter((file) => !before.includes(tableOf(file)));
  for (const file of files) {
    await engine.run(sqlFile(file));
  }
  return files.map(tableOf);
}
