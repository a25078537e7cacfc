import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorkspace, type Workspace } from '../ingest/workspace.ts';

let work: Workspace;

const formulas = [
  '=1+1',
  '+1',
  '-1',
  '@sum(a1)',
  '\t=1',
  '\r=1',
  '＝1',
  '＋1',
  '－1',
  '＠1',
  '="a",b',
  '=a\tb',
  '=a\nb',
];
const harmless = ['1', 'a=1', ' =1', "'=1", '007', '(1)', '"=1"', '#1', 'é', '£'];

beforeAll(async () => {
  work = openWorkspace();
  const events = [...formulas, ...harmless].map((id) =>
    JSON.stringify({ user_id: id, event_type: '=t', timestamp: '2024-10-15 08:00:00' }),
  );
  await work.ingest([work.file('a.ndjson', `${events.join('\n')}\n`)]);
});
afterAll(() => work.remove());

const summary = ['event-summary', '--day', '2024-10-15', '-q', '--columns', 'user_id,event_type'];
const cells = (text: string, format: string) =>
  (parse(text, { delimiter: format === 'tsv' ? '\t' : ',' }) as string[][]).slice(1);

test.each(['csv', 'tsv'])('text that would be worked out is marked as text: %s', async (format) => {
  const plain = await work.run([...summary, '-f', format]);
  expect(new Set(cells(plain.stdout, format).map(([id]) => id))).toEqual(
    new Set([...formulas, ...harmless]),
  );
  const escaped = await work.run([...summary, '-f', format, '--escape-formulas']);
  expect(new Set(cells(escaped.stdout, format).map(([id]) => id))).toEqual(
    new Set([...formulas.map((id) => `'${id}`), ...harmless]),
  );
  expect(cells(escaped.stdout, format).every(([, type]) => type === "'=t")).toBe(true);
  const out = work.path(`out.${format}`);
  expect((await work.run([...summary, '-o', out, '--escape-formulas'])).code).toBe(0);
  expect(readFileSync(out, 'utf8')).toBe(escaped.stdout);
});

test('of a query, numbers stay and the names of columns count as text', async () => {
  const query = `select -5 as "-n", cast(-1.5 as decimal(4, 1)) as d, cast(-2e3 as double precision) as e, '-x' as "=t",
    null as "null", '' as empty, timestamp '-infinity' as t`;
  const run = async (...argv: string[]) =>
    (await work.run(['sql', query, '-f', 'csv', ...argv])).stdout;
  expect(await run()).toBe('-n,d,e,=t,null,empty,t\n-5,-1.5,-2000,-x,,"",-infinity\n');
  expect(await run('--escape-formulas')).toBe(
    "'-n,d,e,'=t,null,empty,t\n-5,-1.5,-2000,'-x,,\"\",'-infinity\n",
  );
});

test.each([
  ...['table', 'json', 'ndjson', 'markdown'].map((format) => [format, '-f', format]),
  ['table', '-o', 'x.txt'],
  ['parquet', '-o', 'x.parquet'],
])('with %s it is refused', async (format, ...argv) => {
  const reports = [summary, ...(format === 'parquet' ? [] : [['sql', 'select 1']])];
  for (const report of reports) {
    const outcome = await work.run([...report, ...argv, '--escape-formulas']);
    expect(outcome).toMatchObject({ code: 2, stdout: '' });
    expect(outcome.stderr).toContain(`--escape-formulas with ${format}`);
  }
});
