import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorkspace, type Workspace } from '../ingest/workspace.ts';

let work: Workspace;
const day = ['event-summary', '--day', '2024-10-15', '-q'];

beforeAll(async () => {
  work = openWorkspace();
  const rows = ['u1,a,08', 'u1,a,10', 'u2,a,09', 'u3,b,09', 'u3,b,12'].map((row) =>
    row.replace(/(\d+)$/, '2024-10-15 $1:00:00'),
  );
  await work.ingest([work.file('a.csv', ['user_id,event_type,timestamp', ...rows, ''].join('\n'))]);
});
afterAll(() => work.remove());

const columns = ['--columns', 'user_id,total_seconds,avg_gap_seconds'];

test.each([
  ['csv', 'user_id,total_seconds,avg_gap_seconds\nu1,7200,7200\nu2,0,\nu3,10800,10800\n'],
  ['tsv', 'user_id\ttotal_seconds\tavg_gap_seconds\nu1\t7200\t7200\nu2\t0\t\nu3\t10800\t10800\n'],
  [
    'ndjson',
    '{"user_id": "u1", "total_seconds": 7200, "avg_gap_seconds": 7200}\n' +
      '{"user_id": "u2", "total_seconds": 0, "avg_gap_seconds": null}\n' +
      '{"user_id": "u3", "total_seconds": 10800, "avg_gap_seconds": 10800}\n',
  ],
])('%s on stdout and by the ending of --out', async (format, text) => {
  const printed = await work.run([...day, ...columns, '-f', format]);
  expect(printed).toEqual({ code: 0, stdout: text, stderr: '' });
  const out = work.path(`out.${format}`);
  const written = await work.run([...day, ...columns, '-o', out]);
  expect(written).toEqual({ code: 0, stdout: '', stderr: '' });
  expect(readFileSync(out, 'utf8')).toBe(text);
});

test('json is one array, keys in the order of the columns', async () => {
  const { stdout } = await work.run([...day, ...columns, '-f', 'json']);
  expect(JSON.parse(stdout)).toEqual([
    { user_id: 'u1', total_seconds: 7200, avg_gap_seconds: 7200 },
    { user_id: 'u2', total_seconds: 0, avg_gap_seconds: null },
    { user_id: 'u3', total_seconds: 10800, avg_gap_seconds: 10800 },
  ]);
  expect(Object.keys(JSON.parse(stdout)[0])).toEqual(columns[1]?.split(','));
});

test('-f overrules the ending; .jsonl and .md are known; others are tables', async () => {
  const written = async (name: string, ...argv: string[]) => {
    await work.run([...day, ...columns, '-o', work.path(name), ...argv]);
    return readFileSync(work.path(name), 'utf8');
  };
  expect(await written('x.json', '-f', 'csv')).toMatch(/^user_id,/);
  expect(await written('x.JSONL')).toMatch(/^\{/);
  expect(await written('x.md')).toMatch(/^\| user/);
  expect(await written('x.txt')).toMatch(/u1 +7200/);
});

test('parquet holds typed values', async () => {
  const out = work.path("it's.parquet");
  expect((await work.run([...day, '-o', out])).code).toBe(0);
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const query = `select user_id, events, typeof(first_event_at) as type
    from read_parquet('${out.replace("'", "''")}')`;
  const rows = await (await connection.runAndReadAll(query)).getRowsJson();
  connection.closeSync();
  instance.closeSync();
  expect(rows.map((row) => row.map(String))).toEqual([
    ['u1', '2', 'TIMESTAMP WITH TIME ZONE'],
    ['u2', '1', 'TIMESTAMP WITH TIME ZONE'],
    ['u3', '2', 'TIMESTAMP WITH TIME ZONE'],
  ]);
});

test.each(['csv', 'json', 'table', 'markdown', 'parquet'])(
  '--limit is announced: %s',
  async (format) => {
    const out = work.path(`limited.${format}`);
    const argv = ['event-summary', '--day', '2024-10-15', '-f', format, '-o', out];
    const cut = await work.run([...argv, '--limit', '2']);
    expect(cut.stderr).toContain('only the first 2 rows');
    const whole = await work.run([...argv, '--limit', '3']);
    expect(whole.stderr).not.toContain('only the first');
  },
);

test('--sort, both ways, and nulls last', async () => {
  const order = async (sort: string, limit = '9') => {
    const { stdout } = await work.run([
      ...[...day, '-f', 'csv', '--columns', 'user_id', '--sort', sort, '--limit', limit],
    ]);
    return stdout.trim().split('\n').slice(1).join(' ');
  };
  expect(await order('total_seconds:desc')).toBe('u3 u1 u2');
  expect(await order('total_seconds')).toBe('u2 u1 u3');
  expect(await order('avg_gap_seconds:desc')).toBe('u3 u1 u2');
  expect(await order('avg_gap_seconds')).toBe('u1 u3 u2');
  expect(await order('events')).toBe('u2 u1 u3');
  expect(await order('total_seconds:desc', '1')).toBe('u3');
  expect(await order('total_seconds:desc', '0')).toBe('');
});

test('{day} and {as_of} in the name of --out', async () => {
  const out = work.path('r-{day}-{as_of}.csv');
  expect((await work.run([...day, '-o', out])).code).toBe(0);
  expect(existsSync(work.path('r-2024-10-15-20241016T000000Z.csv'))).toBe(true);
  const parquet = await work.run([...day, '-o', work.path('r-{day}.parquet')]);
  expect(parquet.code).toBe(0);
  expect(existsSync(work.path('r-2024-10-15.parquet'))).toBe(true);
  const unknown = await work.run([...day, '-o', work.path('{nope}.csv')]);
  expect(unknown.code).toBe(2);
  expect(unknown.stderr).toContain('{day}');
  expect(readdirSync(work.path('.')).filter((name) => name.endsWith('.tmp'))).toEqual([]);
});

test.each([
  ['an unknown column', [...day, '--columns', 'x']],
  ['an unknown zone', [...day, '--tz', 'x/y']],
  ['no pings', ['store-report']],
  ['a failing query', ['sql', "select error('no') from events"]],
  [
    'a query that fails late',
    ['sql', "select case when i = 90000 then error('x') end from range(99999) r(i)"],
  ],
])('%s: the old file is kept', async (_, argv) => {
  const out = work.file('kept.csv', 'old\n');
  const outcome = await work.run([...argv, '-o', out]);
  expect(outcome.code).not.toBe(0);
  expect(readFileSync(out, 'utf8')).toBe('old\n');
  expect(readdirSync(work.path('.')).filter((name) => name.endsWith('.tmp'))).toEqual([]);
});

test.each(['csv', 'parquet'])('--out into a folder that is none (%s)', async (format) => {
  const missing = await work.run([...day, '-o', work.path(`no/such/x.${format}`)]);
  expect(missing.code).toBe(1);
  const folder = await work.run([...day, '-f', format, '-o', work.path('.')]);
  expect(folder.code).toBe(1);
});

test.each([
  ['csv', 'user_id,events\n'],
  ['tsv', 'user_id\tevents\n'],
  ['json', '[]\n'],
  ['ndjson', ''],
  ['markdown', '| user\\_id | events |\n| --- | ---: |\n'],
])('an empty report as %s', async (format, text) => {
  const argv = ['event-summary', '--day', '2024-10-10', '-q', '--columns', 'user_id,events'];
  expect(await work.run([...argv, '-f', format])).toEqual({ code: 0, stdout: text, stderr: '' });
});
