import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { administer, hasPostgres } from './database.ts';
import { pingsOf, type ServerWorkspace, serverWorkspace } from './server-workspace.ts';
import { nameOf } from './sessions.ts';

const report = ['store-report', '--as-of', '2024-10-15T12:00:00Z', '-f', 'csv', '-q'];

describe.skipIf(!hasPostgres)('helper functions of another version', () => {
  let work: ServerWorkspace;
  beforeEach(async () => {
    work = await serverWorkspace();
    await load('1');
    await administer(
      `create or replace function in_minutes(us numeric) returns numeric
        language sql immutable parallel safe return 7;
      comment on table ordstat_schema is 'helper functions of last year'`,
      nameOf(work.url),
    );
  });
  afterEach(() => work.drop());

  const load = (store: string, ...flags: string[]) =>
    work.run(['ingest', work.file('a.csv', pingsOf(store, 60)), '-q', ...flags]);
  const refused = {
    code: 3,
    stdout: '',
    stderr: expect.stringMatching(
      /^error: .* has the helper functions of another version of ordstat\nhint: .*ordstat db upgrade --db /,
    ),
  };

  test.each([
    report,
    ['status'],
    ['sql', 'select 1'],
    ['loads', 'rm', '1'],
    ['prune', '--before', '2024-10-20'],
  ])('are not used by %s', async (...argv) => {
    expect(await work.run(argv)).toEqual(refused);
  });

  test('are replaced by db upgrade', async () => {
    expect(await work.run(['db', 'upgrade'])).toMatchObject({ code: 0 });
    expect(await work.rows('select in_minutes(60000000)')).toEqual([['1.0000']]);
  });

  test('are replaced by the next load, and not by its rehearsal', async () => {
    expect(await load('2', '--dry-run')).toMatchObject({ code: 0 });
    expect(await work.run(report)).toEqual(refused);
    expect(await load('2')).toMatchObject({ code: 0 });
    expect(await work.run(report)).toMatchObject({ code: 0, stderr: '' });
  });

  test('are found by doctor', async () => {
    const { code, stdout } = await work.run(['doctor', '-f', 'csv']);
    expect(stdout).toContain('has the helper functions of another version');
    expect(code).toBe(4);
  });
});
