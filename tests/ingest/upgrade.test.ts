import { readFileSync } from 'node:fs';
import { DuckDBInstance } from '@duckdb/node-api';
import { parse } from 'csv-parse/sync';
import { expect, test as testOfEveryEngine } from 'vitest';
import { eventsFile, isOnServer, workspacePerTest } from './workspace.ts';

const work = workspacePerTest();
/** No server has tables as old as these. */
const test = testOfEveryEngine.skipIf(isOnServer);

/** A database as version 1 left it, with two loads; `version` is what it says of itself. */
async function oldDatabase(version = 1): Promise<void> {
  const instance = await DuckDBInstance.create(work.path('case.duckdb'));
  const connection = await instance.connect();
  const tables = readFileSync(new URL('upgrades/version-1.sql', import.meta.url), 'utf8');
  const statements = tables.split(';').filter((statement) => statement.trim() !== '');
  for (const statement of [
    ...statements,
    `insert into ordstat_schema values (${version})`,
    `insert into loads values
      (1, 'events', 'a.csv', 'aa', 10, timestamp '2024-10-16 00:00:00', 2, 1, 0, 0, 0, 0, 1),
      (4, 'events', 'b.csv', 'bb', 20, timestamp '2024-10-17 00:00:00', 1, 0, 0, 1, 0, 0, 0)`,
    "insert into events values ('u1', 'click', timestamp '2024-10-15 08:00:00', null, 1)",
    "insert into rejects values (1, 'events', 'a.csv', 3, 3, 'timestamp', 'bad time', 'u1,click,soon')",
    'insert into load_dependencies values (4, 1, 1)',
  ]) {
    await connection.run(statement);
  }
  connection.closeSync();
  instance.closeSync();
}

const columns =
  'select table_name, column_name, data_type, is_nullable, column_default' +
  " from information_schema.columns where table_schema = 'main' order by table_name, ordinal_position";

test('an upgraded database has the tables of a new one, and keeps its rows', async () => {
  await oldDatabase();
  const { code, stderr } = await work.run(['db', 'upgrade']);
  expect(code).toBe(0);
  expect(stderr).toContain('schema 1 -> 4');
  const upgraded = await work.rows(columns);
  expect(await work.rows('select * from loads order by load_id')).toEqual([
    [
      '1',
      'events',
      'a.csv',
      'aa',
      '10',
      '2024-10-16T00:00:00Z',
      '2',
      '1',
      '0',
      '0',
      '0',
      '0',
      '1',
      '',
      '0',
    ],
    [
      '4',
      'events',
      'b.csv',
      'bb',
      '20',
      '2024-10-17T00:00:00Z',
      '1',
      '0',
      '0',
      '1',
      '0',
      '0',
      '0',
      '',
      '0',
    ],
  ]);
  expect(await work.rows('select raw_line from rejects')).toEqual([['u1,click,soon']]);
  expect(await work.rows('select version, last_load_id from ordstat_schema')).toEqual([['4', '4']]);
  const again = await work.run(['db', 'upgrade']);
  expect(again.stderr).toContain('is up to date (schema 4)');
  const fresh = work.path('fresh.duckdb');
  const event = work.file('c.csv', eventsFile(['u2,click,2024-10-15T08:00:00Z']));
  await work.run(['ingest', event, '--db', fresh]);
  const { stdout } = await work.run(['sql', columns, '-f', 'csv', '--db', fresh]);
  expect(upgraded).toEqual((parse(stdout) as string[][]).slice(1));
});

test('ingest upgrades by itself, a report says how', async () => {
  await oldDatabase();
  const report = await work.run(['event-summary', '--day', '2024-10-15']);
  expect(report.code).toBe(3);
  expect(report.stderr).toContain('written by an older ordstat (schema 1, this one needs 4)');
  expect(report.stderr).toContain('ordstat db upgrade');
  const file = work.file('c.csv', eventsFile(['u2,click,2024-10-15T08:00:00Z']));
  const rehearsal = await work.ingest(['--dry-run', file]);
  expect(rehearsal.code).toBe(0);
  expect((await work.run(['loads'])).code).toBe(3);
  expect((await work.ingest([file])).code).toBe(0);
  expect(await work.rows('select load_id from loads order by 1')).toEqual([['1'], ['4'], ['5']]);
});

test.each([['db', 'upgrade'], ['loads'], ['ingest']])(
  'a database of a newer version is refused: %s',
  async (...argv) => {
    await oldDatabase(99);
    const files = argv[0] === 'ingest' ? [work.file('c.csv', eventsFile([]))] : [];
    const { code, stderr } = await work.run([...argv, ...files]);
    expect(code).toBe(3);
    expect(stderr).toContain('written by a newer ordstat (schema 99, this one knows 4)');
  },
);

test('there is nothing to upgrade where there is no database', async () => {
  const { code, stderr } = await work.run(['db', 'upgrade']);
  expect(code).toBe(3);
  expect(stderr).toContain('no database at');
});
