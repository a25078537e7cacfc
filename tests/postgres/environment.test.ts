import { chmodSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runBinary } from '../support/binary.ts';
import { temporaryFolder } from '../support/command-line.ts';
import { type FreshDatabase, freshDatabase, hasPostgres } from './database.ts';
import { ordstatTemplate } from './template.ts';

describe.skipIf(!hasPostgres)('what the environment says of a server', () => {
  const work = temporaryFolder();
  let database: FreshDatabase;
  let url: URL;
  beforeAll(async () => {
    database = await freshDatabase(ordstatTemplate);
    url = new URL(database.url);
  });
  afterAll(async () => {
    await database?.drop();
    work.remove();
  });

  const status = (db: string, env: Record<string, string>) =>
    runBinary(['status', '-f', 'csv', '--columns', 'kind', '--limit', '1', '-q', '--db', db], {
      env: { HOME: work.path('.'), ...env },
    });
  const found = { exitCode: 0, stdout: 'kind\nevents\n', stderr: '' };

  test('host, port, user, password and database', async () => {
    const env = {
      PGHOST: url.hostname,
      PGPORT: url.port,
      PGUSER: url.username,
      PGPASSWORD: url.password,
      PGDATABASE: url.pathname.slice(1),
      PGSSLMODE: 'disable',
    };
    expect(await status('postgres://', env)).toMatchObject(found);
  });

  test('a password in ~/.pgpass, which nobody else may read', async () => {
    const file = work.path('.pgpass');
    const entry = [url.hostname, url.port, '*', url.username, url.password].join(':');
    writeFileSync(file, `# comment\n${entry}\n`, { mode: 0o600 });
    const db = database.url.replace(`:${url.password}`, '');
    expect(await status(db, {})).toMatchObject(found);
    writeFileSync(file, entry.replace(url.password, 'another'));
    expect(await status(db, {})).toMatchObject({
      exitCode: 1,
      stderr: expect.stringMatching(/^error: tester may not connect.*\nhint: .*pgpass.*\n$/),
    });
    chmodSync(file, 0o644);
    expect(await status(db, {})).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining('wants a password of tester, and none is known'),
    });
  });

  test.each(['prefer', 'require', 'verify-ca', 'verify-full', 'no-verify'])(
    'PGSSLMODE=%s against a server without encryption',
    async (mode) => {
      expect(await status(database.url, { PGSSLMODE: mode })).toMatchObject({
        exitCode: 1,
        stderr: expect.stringMatching(
          /^error: 127.* has no encryption\nhint: .*sslmode=disable.*\n$/,
        ),
      });
      expect(await status(`${database.url}?sslmode=disable`, { PGSSLMODE: mode })).toMatchObject(
        found,
      );
    },
  );

  test('a misspelt PGSSLMODE does not leave the connection unencrypted', async () => {
    expect(await status(database.url, { PGSSLMODE: 'verify_full' })).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('PGSSLMODE: no such mode: verify_full'),
    });
  });

  test.each(['prefer', 'require'])(
    'sslmode=%s says nothing of what pg will do one day',
    async (mode) => {
      expect(await status(`${database.url}?sslmode=${mode}`, {})).toMatchObject({
        exitCode: 1,
        stderr: expect.stringMatching(/^error: .*\nhint: .*\n$/),
      });
    },
  );
});
