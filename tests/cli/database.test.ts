import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { DuckDBInstance } from '@duckdb/node-api';
import { expect, test } from 'vitest';
import { workspacePerTest } from '../ingest/workspace.ts';
import { ordstat } from '../support/command-line.ts';

const work = workspacePerTest();
const content = 'user_id,event_type,timestamp\nu,t,2024-10-15 08:00:00\n';
const reports = [
  ['status'],
  ['doctor'],
  ['event-summary', '--day', 'today'],
  ['event-gaps', '--day', 'today'],
  ['store-report'],
  ['store-periods', '--store', '1'],
  ['sql', 'select 1'],
];

test.each(reports)('%s without a database exits 3 and makes none', async (...argv) => {
  const outcome = await work.run(argv.filter((word) => word !== undefined));
  expect(outcome).toMatchObject({ code: 3, stdout: '' });
  expect(outcome.stderr).toContain('ordstat ingest');
  expect(existsSync(work.path('case.duckdb'))).toBe(false);
});

test.each<[path: string, code: number]>([
  ['.', 1],
  ['mysql://localhost/x', 2],
  ['https://example.com/x.duckdb', 2],
  ['md:x', 2],
  ['s3://bucket/x.duckdb', 2],
  ['', 2],
])('--db %j exits %i for a report', async (path, code) => {
  const outcome = await ordstat(['status', '--db', path === '.' ? work.path('.') : path]);
  expect(outcome.code).toBe(code);
  expect(outcome.stderr).toMatch(/^error: .*\nhint: .*\n$/);
});

test('a database in a directory that is not there is refused by its name', async () => {
  const path = work.path('nowhere/ops.duckdb');
  const outcome = await ordstat(['ingest', work.file('a.csv', content), '--db', path]);
  expect(outcome.code).toBe(1);
  expect(outcome.stderr).toBe(
    `error: --db: no such directory: ${work.path('nowhere')}\nhint: make it first, or check the path\n`,
  );
});

test.each<[path: string, code: number]>([
  ['.', 1],
  ['nope/x.duckdb', 1],
  ['mysql://localhost/x', 2],
  ['', 2],
])('--db %j exits %i for ingest', async (path, code) => {
  const file = work.file('a.csv', content);
  const at = path.includes(':') || path === '' ? path : work.path(path);
  const outcome = await ordstat(['ingest', file, '--db', at]);
  expect(outcome.code).toBe(code);
  expect(outcome.stderr).toMatch(/^error: .*\nhint: .*\n$/);
});

test.each<[path: string]>([['mysql://localhost/x'], ['md:x'], ['']])(
  'standard input with --db %j leaves nothing behind',
  async (path) => {
    const folder = process.cwd();
    process.chdir(work.path('.'));
    try {
      const outcome = await ordstat(['ingest', '-', '--db', path], { stdin: content });
      expect(outcome.code).toBe(2);
      expect(readdirSync('.')).toEqual([]);
    } finally {
      process.chdir(folder);
    }
  },
);

test.each([
  ['text', 'this is no database, whatever its name says\n'],
  ['SQLite', Buffer.concat([Buffer.from('SQLite format 3\0'), Buffer.alloc(8192)])],
])('a file of %s as the database is left as it is', async (_, bytes) => {
  const path = work.file('case.duckdb', bytes);
  const before = readFileSync(path);
  expect((await work.ingest([work.file('a.csv', content)])).code).toBe(1);
  expect((await work.run(['status'])).code).toBe(1);
  expect(readFileSync(path).equals(before)).toBe(true);
});

test('a DuckDB database of another program is left as it is', async () => {
  const instance = await DuckDBInstance.create(work.path('case.duckdb'));
  const connection = await instance.connect();
  await connection.run('create table events (mine integer)');
  connection.closeSync();
  instance.closeSync();
  for (const argv of [
    ['ingest', work.file('a.csv', content)],
    ['status'],
    ['sql', 'from events'],
  ]) {
    const outcome = await work.run(argv);
    expect(outcome).toMatchObject({ code: 3, stdout: '' });
    expect(outcome.stderr).toContain('not one of ordstat');
  }
});

test('a database with nothing in it yet', async () => {
  const instance = await DuckDBInstance.create(work.path('case.duckdb'));
  instance.closeSync();
  expect((await work.run(['status'])).code).toBe(3);
  expect((await work.ingest([work.file('a.csv', content)])).code).toBe(0);
});

test('the database of a newer ordstat is neither read nor written', async () => {
  await work.ingest([work.file('a.csv', content)]);
  const instance = await DuckDBInstance.create(work.path('case.duckdb'));
  const connection = await instance.connect();
  await connection.run('update ordstat_schema set version = 999');
  connection.closeSync();
  instance.closeSync();
  expect((await work.run(['status'])).code).toBe(3);
  expect((await work.ingest([work.path('a.csv')])).code).toBe(3);
});

test('pings but no events, events but no pings', async () => {
  await work.ingest([work.file('a.csv', content)]);
  const outcome = await work.run(['store-report']);
  expect(outcome).toMatchObject({ code: 3, stdout: '' });
});

test('ORDSTAT_DB names the database, --db overrules it', async () => {
  const environment = { ORDSTAT_DB: work.path('env.duckdb') };
  const file = work.file('a.csv', content);
  expect((await ordstat(['ingest', file], { environment })).code).toBe(0);
  expect((await ordstat(['status', '-q'], { environment })).code).toBe(0);
  expect((await work.run(['status'], { environment })).code).toBe(3);
});
