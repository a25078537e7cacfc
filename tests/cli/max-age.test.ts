import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventsFile, openWorkspace, pingsFile, type Workspace } from '../ingest/workspace.ts';

let work: Workspace;

beforeAll(async () => {
  work = openWorkspace();
  await work.ingest([
    work.file('e.csv', eventsFile(['u,t,2024-10-15 08:00:00', 'u,t,2024-10-16 00:10:00.0000005'])),
    work.file('p.csv', pingsFile(['7,active,2024-10-15 08:00:00', '7,active,2024-10-15 22:00:00'])),
  ]);
});
afterAll(() => work.remove());

const reports = [
  { argv: ['event-summary', '--day', '2024-10-15'], noun: 'event', latest: '2024-10-16T00:10:00Z' },
  { argv: ['event-gaps', '--day', '2024-10-15'], noun: 'event', latest: '2024-10-16T00:10:00Z' },
  { argv: ['store-report'], noun: 'ping', latest: '2024-10-15T22:00:00Z' },
  { argv: ['store-report', '--day', '2024-10-15'], noun: 'ping', latest: '2024-10-15T22:00:00Z' },
  { argv: ['store-periods', '--store', '7'], noun: 'ping', latest: '2024-10-15T22:00:00Z' },
];

const after = (instant: string, minutes: number) =>
  new Date(Date.parse(instant) + minutes * 60_000).toISOString();

test.each(reports)('$argv: stale is older than the age, not as old', async (report) => {
  const argv = [...report.argv, '-q', '-f', 'csv'];
  const gated = (minutes: number) =>
    work.run([...argv, '--max-age', '1h'], { now: after(report.latest, minutes) });
  const fresh = await gated(60);
  expect(fresh).toMatchObject({ code: 0, stderr: '' });
  const stale = await gated(180);
  expect(stale.code).toBe(4);
  expect(stale.stdout.split('\n')[0]).toBe(fresh.stdout.split('\n')[0]);
  expect(stale.stdout.split('\n').length).toBeGreaterThan(2);
  expect(stale.stderr).toMatch(
    `error: the newest ${report.noun} is 3 hours old (${report.latest}), more than --max-age 1h\nhint: `,
  );
});

test.each([
  [-1440, undefined],
  [60.0001, '1 hour old'],
  [61, '1 hour 1 minute old'],
  [1441, '1 day old'],
  [3 * 1440 + 65, '3 days 1 hour old'],
])('%d minutes after the newest event', async (minutes, age) => {
  const argv = ['event-summary', '--day', '2024-10-15', '-q', '--max-age', 'PT1H'];
  const outcome = await work.run(argv, { now: after('2024-10-16T00:10:00Z', minutes) });
  expect(outcome.code).toBe(age === undefined ? 0 : 4);
  expect(outcome.stderr).toContain(age ?? '');
});

test('the age is that of the newest observation, whatever the report is as of', async () => {
  const now = '2024-10-16T00:20:00Z';
  const argv = ['event-summary', '--day', '2024-10-15', '-q', '--max-age', '30m'];
  expect((await work.run([...argv, '--as-of', '2024-10-15T09:00:00Z'], { now })).code).toBe(0);
  const late = await work.run([...argv, '--as-of', 'now'], { now: '2024-10-17T00:00:00Z' });
  expect(late.code).toBe(4);
});

test.each(['csv', 'parquet'])('the file of a stale report is written: %s', async (format) => {
  const out = work.path(`stale.${format}`);
  const argv = ['event-summary', '--day', '2024-10-15', '--max-age', '1h', '-o', out];
  expect((await work.run(argv)).code).toBe(4);
  expect(existsSync(out)).toBe(true);
  expect(readFileSync(out).length).toBeGreaterThan(20);
});

test('nothing loaded is not fresh', async () => {
  const empty = openWorkspace();
  try {
    await empty.ingest([empty.file('e.csv', eventsFile(['u,t,2024-10-15 08:00:00']))]);
    const day = ['store-report', '--day', '2024-10-15', '-f', 'csv'];
    expect((await empty.run(day)).code).toBe(3);
    const argv = [...day, '--stores', 'all'];
    expect((await empty.run(argv)).code).toBe(0);
    const outcome = await empty.run([...argv, '--max-age', '1h']);
    expect(outcome.code).toBe(4);
    expect(outcome.stdout).toMatch(/^store_id,.*\n$/);
    expect(outcome.stderr).toContain('no ping is loaded');
  } finally {
    empty.remove();
  }
});

test.each(['1 hour', '-1h', '', 'P1M'])('--max-age %j is no duration', async (age) => {
  const out = work.path('never.csv');
  const argv = ['event-summary', '--day', '2024-10-15', `--max-age=${age}`, '-o', out];
  const outcome = await work.run(argv);
  expect(outcome).toMatchObject({ code: 2, stdout: '' });
  expect(outcome.stderr).toContain('--max-age');
  expect(existsSync(out)).toBe(false);
});

test.each([['status'], ['sql', 'select 1']])('%s has no observations to age', async (...argv) => {
  expect((await work.run([...argv, '--max-age', '1h'])).code).toBe(2);
});
