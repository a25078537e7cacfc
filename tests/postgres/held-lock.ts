import pg from 'pg';

/** Somebody else's transaction, which has done something and does not end. */
export interface OpenTransaction {
  end(): Promise<void>;
}

/** Runs a statement in a transaction that stays open until it is ended, and is undone then. */
export async function openTransaction(url: string, sql: string): Promise<OpenTransaction> {
  const client = new pg.Client({ connectionString: url, application_name: 'somebody else' });
  // A failed test leaves it to the end of the database.
  client.on('error', () => undefined);
  await client.connect();
  await client.query('begin');
  await client.query(sql);
  return { end: () => client.end() };
}

/**
 * Keeps everybody from adding to a table, while they can read it. A load stops at the ledger when
 * all of its rows are in, and before it commits.
 */
export const keepShut = (url: string, table = 'loads') =>
  openTransaction(url, `lock table ${table} in share row exclusive mode`);
