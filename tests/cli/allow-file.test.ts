import { readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { relative } from 'node:path';
import { expect, test } from 'vitest';
import { eventsFile, workspacePerTest } from '../ingest/workspace.ts';
import { ordstat } from '../support/command-line.ts';

const work = workspacePerTest();

async function load(): Promise<void> {
  await work.ingest([work.file('e.csv', eventsFile(['u,t,2024-10-15 08:00:00']))]);
  work.file('a.csv', 'x\n1\n');
  work.file('b.csv', 'x\n2\n');
}

const sql = (query: string, ...allowed: string[]) =>
  work.run([
    ...['sql', query.replaceAll('@', `${work.path('.')}/`), '-f', 'csv'],
    ...allowed.flatMap((name) => ['--allow-file', work.path(name)]),
  ]);

test('exactly the files that are allowed can be read', async () => {
  await load();
  symlinkSync(work.path('b.csv'), work.path('link-to-b.csv'));
  const read = "from '@a.csv'";
  expect(await sql(read, 'a.csv')).toEqual({ code: 0, stdout: 'x\n1\n', stderr: '' });
  expect(await sql("from '@a.csv' union all from '@b.csv' order by x", 'a.csv', 'b.csv')).toEqual({
    code: 0,
    stdout: 'x\n1\n2\n',
    stderr: '',
  });
  for (const other of [
    "from '@b.csv'",
    "from '@A.CSV'",
    "from '@a.csv/../b.csv'",
    "from '@../*/b.csv'",
    "from '@*.csv'",
    "from '@link-to-b.csv'",
    "from read_csv(['@a.csv', '@b.csv'])",
    "from glob('@*')",
    "from read_text('@e.csv')",
    "from read_text('/etc/passwd')",
  ]) {
    const outcome = await sql(other, 'a.csv');
    expect(outcome, other).toMatchObject({ code: 1, stdout: '' });
    expect(outcome.stderr).toContain('Permission Error');
    expect(outcome.stderr).toContain('--allow-file');
  }
  expect((await sql(read)).code).toBe(1);
});

test('exactly the files that are allowed can be written', async () => {
  await load();
  const before = readdirSync(work.path('.')).sort();
  expect((await sql("copy (select 7 as x) to '@new.csv'", 'new.csv')).code).toBe(0);
  expect(readFileSync(work.path('new.csv'), 'utf8')).toBe('x\n7\n');
  const parquet = "copy (select 7 as x) to '@new.parquet'; from '@new.parquet'";
  expect((await sql(parquet, 'new.parquet')).stdout).toBe('x\n7\n');
  const files = [...before, 'new.csv', 'new.parquet'].sort();
  for (const other of [
    "copy (select 7 as x) to '@other.csv'",
    "copy (select 7 as x) to '@a.csv'",
    "copy (select 7 as x) to '@a.csv' (use_tmp_file false)",
    "copy (select 7 as x) to '@case.duckdb' (use_tmp_file false)",
    "copy (select 7 as x, 8 as y) to '@new.csv' (partition_by (x), overwrite)",
    "copy (select 7 as x) to '@new.csv' (per_thread_output, overwrite)",
    "export database '@new.csv'",
    "attach '@new.csv' as other (read_write)",
    'delete from events',
    "set allowed_paths = ['@a.csv']",
  ]) {
    expect(await sql(other, 'new.csv'), other).toMatchObject({ code: 1, stdout: '' });
  }
  expect(readdirSync(work.path('.')).sort()).toEqual(files);
  expect(readFileSync(work.path('new.csv'), 'utf8')).toBe('x\n7\n');
  expect(readFileSync(work.path('a.csv'), 'utf8')).toBe('x\n1\n');
});

test('what is there is replaced only by way of the name the engine asks for', async () => {
  await load();
  const inPlace = "copy (select 7 as x) to '@a.csv' (use_tmp_file false)";
  expect((await sql(inPlace, 'a.csv')).code).toBe(1);
  expect(readFileSync(work.path('a.csv'), 'utf8')).toBe('x\n1\n');
  const replace = "copy (select 8 as x) to '@a.csv'";
  expect((await sql(replace, 'a.csv')).stderr).toMatch(/hint: .*--allow-file .*tmp_a.csv\n$/);
  expect((await sql(replace, 'a.csv', 'tmp_a.csv')).code).toBe(0);
  expect(readFileSync(work.path('a.csv'), 'utf8')).toBe('x\n8\n');
  expect(readdirSync(work.path('.')).sort()).toEqual(['a.csv', 'b.csv', 'case.duckdb', 'e.csv']);
});

test("an odd name, a path from here, an absolute one: they are the user's to choose", async () => {
  await load();
  const name = "it's, [odd].csv";
  work.file(name, 'x\n3\n');
  const quoted = name.replace("'", "''");
  expect((await sql(`from read_csv('@${quoted}')`, name)).stdout).toBe('x\n3\n');
  const here = relative(process.cwd(), work.path('a.csv'));
  const argv = ['--db', work.path('case.duckdb'), '-f', 'csv', '--allow-file', here];
  for (const path of [here, work.path('a.csv')]) {
    expect(await ordstat(['sql', `from '${path}'`, ...argv])).toMatchObject({ code: 0 });
  }
});

test('files of the database are not for a query, under any name', async () => {
  await load();
  symlinkSync(work.path('case.duckdb'), work.path('link'));
  const own = ['case.duckdb', 'link', 'case.duckdb.wal', 'tmp_case.duckdb', 'no/../case.duckdb'];
  for (const name of own) {
    const outcome = await sql('select 1', 'a.csv', name);
    expect(outcome, name).toMatchObject({ code: 2, stdout: '' });
    expect(outcome.stderr).toContain('--allow-file');
  }
});

test.each([
  ...['case.duckdb', 'case.duckdb.wal'].flatMap((name) => [
    `copy (select 1 as a) to '@${name}'`,
    `copy (select 1 as a) to '@${name}' (use_tmp_file false)`,
    `copy (select 1 as a) to '@${name}' ("USE_TMP_FILE" 0, format parquet)`,
    `copy (select 1 as a, 2 as b) to '@${name}' (partition_by (a), overwrite)`,
    `copy (select 1 as a, 2 as b) to '@${name}' (partition_by (a), overwrite_or_ignore)`,
    `copy (select 1 as a) to '@${name}' (per_thread_output, overwrite true)`,
    `explain analyze copy (select 1) to '@${name}' (use_tmp_file false)`,
    `explain analyze /* */ CoPy (select 1) to '@${name}' (use_tmp_file false)`,
    `prepare p as copy (select 1) to '@${name}' (use_tmp_file false); execute p`,
    `select 1; copy (select 1) to '@${name}' (use_tmp_file false)`,
    `export database '@${name}'`,
    `attach '@${name}' as other (read_write); create table other.t (x integer)`,
  ]),
  "copy (select 1) to '@link' (use_tmp_file false)",
  "copy (select 1) to '@case.duckdb.wal.checkpoint'",
  "copy (select 1) to ('@case' || '.duckdb') (use_tmp_file false)",
])('the database survives %s', async (query) => {
  await load();
  symlinkSync(work.path('case.duckdb'), work.path('link'));
  const before = readFileSync(work.path('case.duckdb'));
  const files = readdirSync(work.path('.'));
  for (const allowed of [[], ['a.csv']]) {
    await sql(query, ...allowed);
    expect(readFileSync(work.path('case.duckdb')).equals(before)).toBe(true);
    expect(readdirSync(work.path('.'))).toEqual(files);
  }
});
