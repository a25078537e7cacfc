import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { administer, hasPostgres } from './database.ts';
import { expectSound, pingsOf, type ServerWorkspace, serverWorkspace } from './server-workspace.ts';
import { nameOf } from './sessions.ts';

describe.skipIf(!hasPostgres)('a search path', () => {
  let work: ServerWorkspace;
  beforeEach(async () => {
    work = await serverWorkspace('template1');
  });
  afterEach(() => work.drop());

  const give = (sql: string) => administer(sql, nameOf(work.url));

  test.each(['public, pg_temp', 'pg_temp, public', '"$user", public, "pg_temp"'])(
    '%s does not take a user’s own tables for what was read',
    async (path) => {
      await give(`alter database ${nameOf(work.url)} set search_path = ${path}`);
      await give(`create table public.contents as
      select 'theirs' as store_id, timestamp '2024-10-15' as observed_at, 1 as active_rows, 0 as inactive_rows`);
      await give('create table public.rejected_lines (what text)');
      const outcome = await work.run(['ingest', work.file('a.csv', pingsOf('1', 60))]);
      expect(outcome.stderr).toContain('60 read = 60 new');
      await expectSound(work, 60);
      expect(
        await work.rows("select count(*) from store_status where store_id = 'theirs'"),
      ).toEqual([['0']]);
      const schemas = `select distinct table_schema from information_schema.tables
      where table_name in ('store_status', 'loads')`;
      expect((await give(schemas)).rows).toEqual([{ table_schema: 'public' }]);
    },
  );

  test('that names nothing but the schema of temporary tables has no room for tables', async () => {
    await give(`alter database ${nameOf(work.url)} set search_path = pg_temp`);
    const outcome = await work.run(['ingest', work.file('a.csv', pingsOf('1', 60))]);
    expect(outcome).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('has no schema to create tables in'),
    });
  });
});
