import { ExitCode, UserError } from '../errors.ts';
import { type Engine, rowsOf } from './engine.ts';
import { sqlFile, sqlFolder } from './sql-files.ts';

/** @throws UserError exit 1 where there is no Citus. */
export async function requireCitus(engine: Engine, name: string): Promise<void> {
  const found =
    engine.kind === 'postgres'
      ? await rowsOf(engine, "select extversion from pg_extension where extname = 'citus'")
      : [];
  if (found.length === 0) {
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
  const spread = await rowsOf(engine, 'select logicalrelid::text as name from pg_dist_partition');
  const names: string[] = [];
  for (const file of sqlFolder('engines/postgres/citus')) {
    const name = file.replace(/^.*\/\d+_/, '');
    if (!spread.some((row) => row.name === name)) {
      await engine.run(sqlFile(file));
      names.push(name);
    }
  }
  return names;
}
