import { openDuckDb } from '../../src/engine/duckdb.ts';
import { tableNames } from '../../src/ingest/schema.ts';
import { copyTable } from './copy-rows.ts';
import { openTest } from './database.ts';

/** Makes a server's database hold what a database file holds. */
export async function copyTables(path: string, url: string): Promise<void> {
  const source = await openDuckDb({
    path,
    access: 'read',
    files: [],
    memoryLimit: '1GB',
    threads: 1,
    lockTimeoutMs: 0,
  });
  const target = await openTest(url);
  try {
    for (const table of tableNames()) {
      await target.run(`delete from ${table}`);
      await copyTable(source, target, table);
    }
  } finally {
    await target.close();
    await source.close();
  }
}
