import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { openPostgres } from '../../src/engine/postgres.ts';
import { ensureSchema } from '../../src/ingest/schema.ts';
import { startServer } from './server.ts';
import { ordstatTemplate } from './template.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The server of this run, or why there is none. */
    postgres: { readonly url: string } | { readonly missing: string };
  }
}

/** Once before all tests: a server that they share, with a database of empty tables to copy. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const server = await startServer().catch((error: Error) => error);
  if (server instanceof Error) {
    const missing = server.message;
    project.provide('postgres', { missing });
    process.stderr.write(`\nNO POSTGRESQL: its tests are SKIPPED, because: ${missing}\n\n`);
    return async () => undefined;
  }
  try {
    await makeTemplate(server.url);
  } catch (error) {
    await server.stop();
    throw error;
  }
  project.provide('postgres', { url: server.url });
  return server.stop;
}

async function makeTemplate(serverUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  await client.query(`create database ${ordstatTemplate}`);
  await client.end();
  const url = new URL(serverUrl);
  url.pathname = ordstatTemplate;
  const engine = await openPostgres({ url: url.href, access: 'write', lockTimeoutMs: 0 });
  try {
    await ensureSchema(engine, url.href);
  } finally {
    await engine.close();
  }
}
