import { rmSync, writeFileSync } from 'node:fs';
import type { DuckDb } from '../engine/duckdb.ts';
import type { ResultColumn } from '../engine/engine.ts';
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
      await sendTemporary({ reader, server: database, spool }, table + tag, table);
    }
    return action();
  }
  await takeUp(reader, tables, tag);
  const result = await action();
  await putAside(reader, tables, tag);
  return result;
}

/** From the embedded engine to a server. */
export interface Sending {
  readonly reader: DuckDb;
  readonly server: Postgres;
  /** A file that the reader may write. */
  readonly spool: string;
}

/** Makes a temporary table of the reader's, under another name. */
export async function sendTemporary(sending: Sending, table: string, name: string): Promise<void> {
  const { server } = sending;
  await send(sending, table, async (columns) => {
    await createTemporary(server, { table: name, columns });
    return name;
  });
  await server.run(`analyze pg_temp.${name}`);
}

/** Adds the rows of the reader's table to the server's of the same name. */
export const sendRows = (sending: Sending, table: string): Promise<void> =>
  send(sending, table, async () => table);

async function send(
  { reader, server, spool }: Sending,
  table: string,
  targetFor: (columns: readonly ResultColumn[]) => Promise<string>,
): Promise<void> {
  const columns = await columnsOf(reader, table);
  writeFileSync(spool, '', { flag: 'wx', mode: 0o600 });
  try {
    await exportRows(reader, { table, columns }, spool, 'postgres');
    await importRows(server, { table: await targetFor(columns), columns }, spool);
  } finally {
    rmSync(spool, { force: true });
  }
}
