import { existsSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorkspace, type Workspace } from '../ingest/workspace.ts';

let work: Workspace;

beforeAll(async () => {
  work = openWorkspace();
  const events = 'user_id,event_type,timestamp\nu,t,2024-10-15 08:00:00\n';
  const pings = 'store_id,status,timestamp_utc\n1481966498820158979,active,2024-10-15 08:00:00\n';
  await work.ingest([work.file('events.csv', events), work.file('pings.csv', pings)]);
});
afterAll(() => work.remove());

const day = ['event-summary', '--day', '2024-10-15'];

test.each<[argv: string[], code: number, ...says: string[]]>([
  [['ingset', 'x'], 2, 'ingset', 'ingest'],
  [['event-sumary', '--day', 'today'], 2, 'event-summary'],
  [['event_summary'], 2, 'event-summary'],
  [['frobnicate'], 2, 'frobnicate', '--help'],
  [[...day, '--colums', 'x'], 2, '--colums', '--columns'],
  [['store-report', '--polcy', 'nearest'], 2, '--policy'],
  [['--frobnicate', 'status'], 2, '--frobnicate'],
  [['ingest'], 2, 'files'],
  [['sql'], 2, 'query'],
  [['db'], 2, 'no command given', 'ordstat db --help'],
  [['loads', 'rm'], 2, 'id', 'see ordstat loads rm --help'],
  [['status', 'extra'], 2, 'argument'],
  [['status', '--limit'], 2, '--limit'],
  [['event-summary'], 2, '--day'],
  [['event-summary', '--day', '2024-02-30'], 2, '--day', '2024-02-30'],
  [['event-summary', '--day', '15/10/2024'], 2, '--day', 'not a day'],
  [['event-summary', '--day', '2024-10-15T08:00'], 2, '--day'],
  [['event-summary', '--day', 'tomorow'], 2, '--day'],
  [['event-summary', '--day', ''], 2, '--day'],
  [['event-summary', '--from', '2024-10-15'], 2, '--to'],
  [['event-summary', '--to', '2024-10-15'], 2, '--from'],
  [['event-summary', '--from', '2024-10-16', '--to', '2024-10-15'], 2, '--to'],
  [[...day, '--from', '2024-10-15', '--to', '2024-10-16'], 2, '--day'],
  [[...day, '--tz', 'America/New_york'], 2, '--tz', 'did you mean America/New_York?'],
  [[...day, '--tz', 'EST'], 2, '--tz'],
  [[...day, '--tz', ''], 2, '--tz'],
  [[...day, '--by', 'store'], 2, '--by'],
  [[...day, '--max-gap', '30 minutes'], 2, '--max-gap', '30m'],
  [[...day, '--max-gap', '-5m'], 2, '--max-gap'],
  [[...day, '--max-gap', 'P1M'], 2, '--max-gap'],
  [[...day, '--columns', 'user'], 2, '--columns', 'user_id'],
  [[...day, '--columns', ''], 2, '--columns'],
  [[...day, '--columns', 'user_id,,events'], 2, '--columns'],
  [[...day, '--sort', 'evnts'], 2, 'did you mean events?'],
  [[...day, '--sort', 'events:down'], 2, '--sort', 'desc'],
  [[...day, '--sort', 'events:desc:asc'], 2, '--sort'],
  [[...day, '--limit', '-1'], 2, '--limit'],
  [[...day, '--limit', '1.5'], 2, '--limit'],
  [[...day, '--limit', 'all'], 2, '--limit'],
  [[...day, '-f', 'xlsx'], 2, 'xlsx', 'csv'],
  [[...day, '-f', 'parquet'], 2, '--out'],
  [[...day, '--out', 'day.csv.gz'], 2, 'no compressed files: day.csv.gz', '| gzip'],
  [[...day, '-f', 'csv', '--out', 'day.ZST'], 2, 'no compressed files: day.ZST'],
  [[...day, '--as-of', 'noon'], 2, '--as-of'],
  [[...day, '--threads', '0'], 2, '--threads'],
  [[...day, '--threads', 'two'], 2, '--threads'],
  [[...day, '--memory-limit', 'lots'], 2, '--memory-limit'],
  [[...day, '--lock-timeout', 'soon'], 2, '--lock-timeout'],
  [['store-report', '--policy', 'newest'], 2, '--policy', 'nearest'],
  [['store-report', '--max-gap', '90m'], 2, '--max-gap', 'carry-forward'],
  [['store-report', '--before-first', 'active'], 2, '--before-first'],
  [['store-report', '--default-tz', 'Mars/X'], 2, '--default-tz'],
  [['store-report', '--store', '1481966498820158980'], 3, '1481966498820158979'],
  [['store-periods'], 2, '--store'],
])('%j exits %i', async (argv, code, ...says) => {
  const outcome = await work.run(argv);
  expect(outcome).toMatchObject({ code, stdout: '' });
  expect(outcome.stderr.match(/^error: /gm), outcome.stderr).toHaveLength(1);
  expect(outcome.stderr.match(/^hint: /gm)).toHaveLength(1);
  for (const text of says) {
    expect(outcome.stderr).toContain(text);
  }
});

test.each([
  ['--max-gap', '999999999d'],
  ['--max-gap', 'PT1H'],
  ['--max-gap', '0s'],
  ['--lock-timeout', '999999999d'],
  ['--limit', '999999999999999'],
  ['--memory-limit', '512MiB'],
  ['--threads', '1024'],
])('%s %s is taken, or refused as usage', async (...option) => {
  const outcome = await work.run([...day, ...option]);
  expect([0, 2]).toContain(outcome.code);
});

test('no command is a usage error that names --help', async () => {
  const outcome = await work.run([]);
  expect(outcome.code).toBe(2);
  expect(outcome.stderr).toContain('--help');
});

test.each([['--help'], ['help'], ['help', 'ingest'], ['ingest', '--help'], ['--version'], ['-V']])(
  '%s %s prints to stdout and exits 0',
  async (...argv) => {
    const outcome = await work.run(argv.filter((word) => word !== undefined));
    expect(outcome).toMatchObject({ code: 0, stderr: '' });
    expect(outcome.stdout).not.toBe('');
  },
);

test('common options may stand before or after the command', async () => {
  const before = await work.run(['-q', '--threads', '1', ...day, '-f', 'csv']);
  const after = await work.run([...day, '-f', 'csv', '-q', '--threads', '1']);
  expect(before).toEqual(after);
  expect(before).toMatchObject({ code: 0, stderr: '' });
});

test('a stack trace only with --debug', async () => {
  const { ordstat } = await import('../support/command-line.ts');
  const argv = ['status', '--db', work.path('nope.duckdb')];
  expect((await ordstat(argv)).stderr).not.toMatch(/^ +at /m);
  expect((await ordstat([...argv, '--debug'])).stderr).toMatch(/^ +at /m);
  expect(existsSync(work.path('nope.duckdb'))).toBe(false);
});
