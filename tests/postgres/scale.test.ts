import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ordstat, temporaryFolder } from '../support/command-line.ts';
import { commandBlocks, words } from '../support/readme.ts';
import { type FreshDatabase, freshDatabase, hasPostgres } from './database.ts';

const scale = readFileSync(fileURLToPath(new URL('../../docs/scale.md', import.meta.url)), 'utf8');

describe.skipIf(!hasPostgres)('docs/scale.md', () => {
  const folder = temporaryFolder();
  const file = folder.path('ops.duckdb');
  let database: FreshDatabase;
  beforeAll(async () => {
    database = await freshDatabase();
    await ordstat(['ingest', 'fixtures/demo/*.csv', '--db', file]);
  });
  afterAll(async () => {
    folder.remove();
    await database?.drop();
  });

  test('every command line of it runs', async () => {
    const commands = commandBlocks(scale).map(({ command }) => command);
    expect(commands).toHaveLength(3);
    for (const command of commands) {
      const argv = words(command)
        .slice(1)
        .map((word) => (word === 'ops.duckdb' ? file : word))
        .map((word) => (word.startsWith('postgres:') ? database.url : word));
      const { code, stderr } = await ordstat(argv, { now: '2024-10-16T04:30:00Z' });
      expect(`${command}: ${code} ${stderr}`).toContain(`${command}: 0 `);
    }
  });
});
