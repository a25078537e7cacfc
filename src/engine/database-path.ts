import { existsSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { ExitCode, UserError } from '../errors.ts';
import { isPostgresUrl } from './postgres-url.ts';

/**
 * Checks what can be known of a database without opening it.
 * @throws UserError exit 2 for what is no path, 1 for a directory or in none, 3 for nothing to read.
 */
export function checkDatabasePath(path: string, access: 'read' | 'write'): void {
  if (path === ':memory:' || isPostgresUrl(path)) {
    return;
  }
  if (path === '' || /^[a-z][a-z0-9+.-]+:/i.test(path)) {
    throw new UserError(
      ExitCode.usage,
      `--db: not a database file: ${JSON.stringify(path)}`,
      'name a file by its path, such as ./ordstat.duckdb, or a server: postgres://HOST/DATABASE',
    );
  }
  const stats = existsSync(path) ? statSync(path) : undefined;
  if (stats?.isDirectory()) {
    throw new UserError(ExitCode.failed, `--db: a directory: ${path}`, 'give the path of a file');
  }
  if (stats?.isFile() && stats.size === 0) {
    throw new UserError(
      ExitCode.failed,
      `not a database, but an empty file: ${path}`,
      'remove it, and ordstat ingest FILE makes a database of that name',
    );
  }
  if (stats === undefined && access === 'read') {
    throw new UserError(
      ExitCode.data,
      `no database at ${path}`,
      'load something first: ordstat ingest FILE',
    );
  }
  if (!existsSync(dirname(path))) {
    throw new UserError(
      ExitCode.failed,
      `--db: no such directory: ${dirname(path)}`,
      'make it first, or check the path',
    );
  }
}

/**
 * Checks that an option does not write onto the database.
 * @throws UserError exit 2.
 */
export function checkNotDatabase(option: string, target: string, database: string): void {
  if (databaseFiles(database).includes(realPath(target))) {
    throw new UserError(
      ExitCode.usage,
      `${option}: this belongs to the database: ${target}`,
      'choose another file: it would be lost',
    );
  }
}

/** The database's file, the engine's logs beside it, and the name by which it would be replaced. */
export function databaseFiles(database: string): string[] {
  if (database === ':memory:' || isPostgresUrl(database)) {
    return [];
  }
  const path = realPath(database);
  const logs = ['.wal', '.wal.checkpoint', '.wal.recovery'].map((ending) => path + ending);
  return [path, ...logs, join(dirname(path), `tmp_${basename(path)}`)];
}

/** With links followed, also of a file that is yet to be. */
export function realPath(path: string): string {
  if (existsSync(path)) {
    return realpathSync(path);
  }
  const folder = dirname(resolve(path));
  return existsSync(folder) ? join(realpathSync(folder), basename(path)) : resolve(path);
}
