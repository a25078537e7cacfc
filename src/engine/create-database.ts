import { existsSync, linkSync, rmSync } from 'node:fs';
import { DuckDBInstance } from '@duckdb/node-api';
import { ExitCode, UserError } from '../errors.ts';
import { temporaryFile } from '../temporary.ts';

/**
 * Makes an empty database where there is none. It gets its name only when it can be opened: a
 * process that is killed leaves no half of one.
 * @throws UserError exit 1 for a write-ahead log without its database: it may hold the last loads.
 */
export async function createIfMissing(path: string): Promise<void> {
  // In this order: another process that makes both makes the database first.
  const hasLog = existsSync(`${path}.wal`);
  if (path === ':memory:' || existsSync(path)) {
    return;
  }
  if (hasLog) {
    throw new UserError(
      ExitCode.failed,
      `there is ${path}.wal, but not the database it belongs to: ${path}`,
      `put ${path} back, or move ${path}.wal away to begin anew`,
    );
  }
  const fresh = temporaryFile(path);
  const instance = await DuckDBInstance.create(fresh);
  instance.closeSync();
  try {
    linkSync(fresh, path);
  } catch {
    // Somebody else has made it, or the file system has no links: opening it will tell.
  } finally {
    rmSync(fresh);
  }
}
