import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorkspace, type Workspace } from '../ingest/workspace.ts';
import { ordstat } from '../support/command-line.ts';

let work: Workspace;

beforeAll(async () => {
  work = openWorkspace();
  await work.ingest([
    work.file('a.csv', 'user_id,event_type,timestamp\nu,t,2024-10-15 08:00:00\n'),
  ]);
});
afterAll(() => work.remove());

test.each([
  "copy events to '@out.parquet' (format parquet)",
  "copy (select 1 as a, 2 as b) to '@out' (format csv, partition_by (a))",
  "copy (select 1) to '@a.csv'",
  "copy (select 1) to '@a.csv' (use_tmp_file false)",
  "copy (select 1) to 'https://example.com/x.csv'",
  "copy (select 1) to 's3://bucket/x.parquet'",
  "export database '@out' (format parquet)",
  "attach ':memory:' as again",
  "attach 'md:x'",
  "attach 'sqlite:@a.sqlite'",
  "attach '@a.sqlite' (type sqlite)",
  "attach 'postgres:host=localhost' as p (type postgres)",
  "attach 'https://example.com/x.duckdb'",
  "from 'https://example.com/x.csv'",
  "from 'md:x.y'",
  "from 'file://@a.csv'",
  "from 'file:/etc/passwd'",
  "from '/proc/self/environ'",
  "from read_text('/proc/self/cmdline')",
  "from read_csv('@*.csv')",
  "from read_csv('@../*/a.csv')",
  "from read_ndjson_objects('@a.csv')",
  "from parquet_metadata('@a.csv')",
  "from parquet_schema('@a.csv')",
  'install sqlite',
  'force install httpfs',
  "install httpfs from 'https://example.com'",
  'load sqlite',
  "load '@a.duckdb_extension'",
  'update extensions',
  "set memory_limit = '1MB'",
  "set home_directory = '@'",
  "set extension_directory = '@'",
  "set secret_directory = '@'",
  "set log_query_path = '@log'",
  'set enable_logging = true',
  "set profile_output = '@profile'",
  "set allowed_directories = ['/']",
  "set session allowed_paths = ['/etc/passwd']",
  'reset lock_configuration',
  'reset enable_external_access',
  "pragma enable_profiling = 'json'",
  "pragma profile_output = '@profile'",
  'pragma import_database',
  "create secret s (type s3, key_id 'a', secret 'b')",
  "create persistent secret s (type s3, key_id 'a', secret 'b')",
  'vacuum',
  'checkpoint',
  "copy (select 1) to '@case.duckdb' (use_tmp_file false)",
  "copy (select 1) to '@case.duckdb.wal'",
  "explain analyze copy (select 1) to '@case.duckdb.wal'",
  'insert into events select * from events',
  'delete from events',
  'update events set user_id = 1',
  'drop table events',
  'create table x (a integer)',
  'create view x as select 1',
  'alter table events add column x integer',
  "copy events to '@out.csv'",
  "copy events from '@a.csv'",
  "copy (select 1) to '/dev/stdout'",
  "export database '@out'",
  "import database '@out'",
  "attach '@other.duckdb'",
  "attach '@case.duckdb' as again (read_write)",
  "select * from read_csv('@a.csv')",
  "select * from read_text('@a.csv')",
  "select * from read_blob('/etc/passwd')",
  "select * from '@a.csv'",
  "select * from read_parquet('https://example.com/x.parquet')",
  "select * from glob('/etc/*')",
  "select * from sniff_csv('@a.csv')",
  "select * from read_json('@a.csv')",
  'install httpfs',
  'load httpfs',
  "load '@a.csv'",
  'set enable_external_access = true',
  'set lock_configuration = false',
  "set temp_directory = '@'",
  "set global allowed_paths = ['/etc/passwd']",
  "pragma memory_limit = '1MB'",
  'select 1; delete from events',
  "select 1; copy (select 1) to '@out.csv'",
  'selec 1',
  'select * from evnts',
  '',
  '-- only a comment',
])('%s fails', async (query) => {
  const database = readFileSync(work.path('case.duckdb'));
  const outcome = await work.run(['sql', query.replaceAll('@', `${work.path('.')}/`)]);
  expect([1, 2]).toContain(outcome.code);
  expect(outcome.stdout).toBe('');
  expect(readFileSync(work.path('case.duckdb')).equals(database)).toBe(true);
  expect(readdirSync(work.path('.')).sort()).toEqual(['a.csv', 'case.duckdb']);
});

test.each([
  ['two columns of one name', 'select 1 as a, 2 as a', 'a,a:1\n1,2\n'],
  ['a long whole number', 'select 9223372036854775807 as n', 'n\n9223372036854775807\n'],
  [
    'a huge whole number',
    'select 12345678901234567890123::hugeint as n',
    'n\n12345678901234567890123\n',
  ],
  ['a decimal', 'select 1.10::decimal(10, 2) as n', 'n\n1.10\n'],
  ['null and empty text', "select null as a, '' as b", 'a,b\n,""\n'],
  ['an instant', "select timestamp '2024-10-15 08:00:00.5' as t", 't\n2024-10-15T08:00:00.5Z\n'],
  [
    'an instant of a zone',
    "select timestamptz '2024-10-15 08:00:00+02' as t",
    't\n2024-10-15T06:00:00Z\n',
  ],
  ['a date', "select date '2024-10-15' as d", 'd\n2024-10-15\n'],
  ['a truth', 'select true as b', 'b\ntrue\n'],
  ['no rows', 'select user_id from events where false', 'user_id\n'],
  ['a description', 'select count(*) > 0 as n from (describe events)', 'n\ntrue\n'],
  ['a pragma that asks', "select count(*) > 0 as n from pragma_table_info('events')", 'n\ntrue\n'],
  ['from first', 'from events select user_id', 'user_id\nu\n'],
])('%s', async (_, query, text) => {
  const outcome = await work.run(['sql', query, '-f', 'csv']);
  expect(outcome).toEqual({ code: 0, stdout: text, stderr: '' });
});

test('a query from standard input', async () => {
  const outcome = await work.run(['sql', '-', '-f', 'csv'], { stdin: 'select 1 as a\n' });
  expect(outcome).toEqual({ code: 0, stdout: 'a\n1\n', stderr: '' });
});

test('json of values that JSON does not have', async () => {
  const query = "select 'nan'::double as a, 'infinity'::double as b, 1e300 as c, [1, 2] as d";
  const { stdout } = await work.run(['sql', query, '-f', 'json']);
  expect(() => JSON.parse(stdout)).not.toThrow();
  const twins = await work.run(['sql', 'select \'x\' as "a""b"', '-f', 'json']);
  expect(JSON.parse(twins.stdout)).toEqual([{ 'a"b': 'x' }]);
});

test.each(['infinity', '-infinity'])('the time %s is no instant with a Z', async (value) => {
  const { stdout } = await work.run(['sql', `select timestamp '${value}' as t`, '-f', 'csv']);
  expect(stdout).toBe(`t\n${value}\n`);
});

test.each(['sqlite:@x.sqlite', 'md:x', 'https://example.com/x.duckdb', 's3://bucket/x.duckdb'])(
  '--db %s is refused and makes nothing',
  async (database) => {
    const path = database.replaceAll('@', `${work.path('.')}/`);
    const outcome = await ordstat(['sql', 'select 1', '--db', path]);
    expect(outcome).toMatchObject({ code: 2, stdout: '' });
    expect(readdirSync(work.path('.')).sort()).toEqual(['a.csv', 'case.duckdb']);
  },
);

test('of two queries one would be lost: neither is printed', async () => {
  const outcome = await work.run(['sql', 'select 1 as a; select 2 as b;']);
  expect(outcome).toMatchObject({ code: 2, stdout: '' });
  expect(outcome.stderr).toContain('more than one query');
});
