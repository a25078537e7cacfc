import { rmSync, writeFileSync } from 'node:fs';
import type { DuckDb } from '../engine/duckdb.ts';
import type { Postgres } from '../engine/postgres.ts';
import { columnsOf, createTemporary, exportRows, importRows } from '../engine/transfer.ts';
import type { Engines } from './engines.ts';
import { putAside, takeUp } from './read-unit.ts';

/**
 * Gives the database tables of what was read, under their plain names, while something is done with
 * them. In the same engine they only change names; to a server their rows go through a file that
 * nobody else may read, so that memory stays flat.
 */
export async function withTables<T>(
  { reader, database, spool }: Engines,
  tables: readonly string[],
  tag: string,
  action: () => Promise<T>,
): Promise<T> {
  if (database.kind === 'postgres') {
    for (const table of tables) {
      await send(reader, database, spool, table, tag);
    }
    return action();
  }
  await takeUp(reader, tables, tag);
  const result = await action();
  await putAside(reader, tables, tag);
  return result;
}

async function send(
  reader: DuckDb,
  server: Postgres,
  spool: string,
  table: string,
  tag: string,
): Promise<void> {
  const columns = await columnsOf(reader, table + tag);
  writeFileSync(spool, '', { flag: 'wx', mode: 0o600 });
  try {
    await exportRows(reader, { table: table + tag, columns }, spool, 'postgres');
    await createTemporary(server, { table, columns });
    await importRows(server, { table, columns }, spool);
    await server.run(`analyze ${table}`);
  } finally {
    rmSync(spool, { force: true });
  }
}
