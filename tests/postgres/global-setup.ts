import type { TestProject } from 'vitest/node';
import { startServer } from './server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The server of this run, or why there is none. */
    postgres: { readonly url: string } | { readonly missing: string };
  }
}

/** Once before all tests: a server that they share. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  try {
    const server = await startServer();
    project.provide('postgres', { url: server.url });
    return server.stop;
  } catch (error) {
    const missing = error instanceof Error ? error.message : String(error);
    project.provide('postgres', { missing });
    process.stderr.write(`\nNO POSTGRESQL: its tests are SKIPPED, because: ${missing}\n\n`);
    return async () => undefined;
  }
}
