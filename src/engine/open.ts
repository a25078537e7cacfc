import type { DuckDb, DuckDbOptions } from './duckdb.ts';
import type { Postgres } from './postgres.ts';
import { isPostgresUrl } from './postgres-url.ts';

/** `path` may also be the address of a server, which looks after its own memory, threads, files. */
export type EngineOptions = DuckDbOptions;

/**
 * Opens the database that a path or an address names; only the engine that it needs is loaded.
 * @throws UserError as openDuckDb and openPostgres do.
 */
export async function openEngine(options: EngineOptions): Promise<DuckDb | Postgres> {
  if (!isPostgresUrl(options.path)) {
    const { openDuckDb } = await import('./duckdb.ts');
    return openDuckDb(options);
  }
  const { openPostgres } = await import('./postgres.ts');
  return openPostgres({ url: options.path, ...options });
}
