import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { openPostgres, type PostgresOptions } from '../../src/engine/postgres.ts';
import { tableNames } from '../../src/ingest/schema.ts';

const server = inject('postgres');

/** Whether this run has a server; the start of the run says why not. */
export const hasPostgres = 'url' in server;

export interface FreshDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

/** A database of its own for a test, as `template` is. */
export async function freshDatabase(template = 'template1'): Promise<FreshDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  await administer(`create database ${name} template ${template}`);
  return {
    url: urlOf({ database: name }),
    drop: async () => {
      await administer(`drop database if exists ${name} with (force)`);
    },
  };
}

/** The server's address with parts of it changed. */
export function urlOf(parts: {
  readonly database?: string;
  readonly user?: string;
  readonly password?: string;
  readonly port?: number;
}): string {
  if (!('url' in server)) {
    throw new Error(server.missing);
  }
  const url = new URL(server.url);
  url.pathname = parts.database ?? url.pathname;
  url.username = parts.user ?? url.username;
  url.password = parts.password ?? url.password;
  url.port = String(parts.port ?? url.port);
  return url.href;
}

/** Runs a statement as the superuser, outside of all that is tested. */
export async function administer(sql: string, database = 'postgres'): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: urlOf({ database }) });
  await client.connect();
  try {
    return await client.query(sql);
  } finally {
    await client.end();
  }
}

/** A session as the program opens it. */
export function openTest(url: string, options: Partial<PostgresOptions> = {}) {
  return openPostgres({ url, access: 'write', lockTimeoutMs: 5000, ...options });
}

/** Makes the tables of a database as those of the template are. */
export async function emptyTables(url: string): Promise<void> {
  const engine = await openTest(url);
  try {
    for (const table of tableNames().filter((name) => name !== 'ordstat_schema')) {
      await engine.run(`delete from ${table}`);
    }
    await engine.run('update ordstat_schema set last_load_id = 0');
  } finally {
    await engine.close();
  }
}
