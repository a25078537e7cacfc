import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { pingsFile, workspacePerTest } from '../ingest/workspace.ts';
import { lockHolder, runBinary } from '../support/binary.ts';
import { ordstat } from '../support/command-line.ts';

const work = workspacePerTest();
const loadOne = () =>
  work.ingest([work.file('a.csv', pingsFile(['1,active,2024-10-15 08:00:00 UTC']))]);

test('a database that stays locked is 75, and names who holds it', async () => {
  await loadOne();
  const holder = await lockHolder(work.path('case.duckdb'));
  try {
    const outcome = await work.run(['status', '--lock-timeout', '1s']);
    expect(outcome).toMatchObject({ code: 75, stdout: '' });
    expect(outcome.stderr).toMatch(/^error: .* in use by .*\nhint: .*--lock-timeout\n$/);
    expect(outcome.stderr).toContain(`(PID ${holder.pid})`);
    expect(outcome.stderr.includes(' -e ')).toBe(existsSync('/proc/self/cmdline'));
  } finally {
    holder.end();
  }
});

test.each([
  ['SIGINT', 130, /^$/],
  ['SIGTERM', 143, /^error: terminated by SIGTERM\nhint: .+\n$/],
])('%s ends the wait for the lock', async (name, code, stderr) => {
  await loadOne();
  const holder = await lockHolder(work.path('case.duckdb'));
  const controller = new AbortController();
  const argv = ['status', '--lock-timeout', '10m', '--db', work.path('case.duckdb')];
  const outcome = ordstat(argv, { signal: controller.signal });
  controller.abort(name);
  try {
    expect(await outcome).toMatchObject({
      code,
      stdout: '',
      stderr: expect.stringMatching(stderr),
    });
  } finally {
    holder.end();
  }
});

test('many at once take turns, a report among them', async () => {
  await loadOne();
  const db = ['--db', work.path('case.duckdb'), '--lock-timeout', '50s'];
  const files = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((id) =>
    work.file(`${id}.csv`, pingsFile([`${id},active,2024-10-15 08:00:00 UTC`])),
  );
  const outcomes = await Promise.all([
    ...files.map((file) => runBinary(['ingest', file, '-q', ...db])),
    runBinary(['status', '-q', '-f', 'csv', '--columns', 'kind', ...db]),
  ]);
  expect(outcomes.map(({ exitCode, stderr }) => ({ exitCode, stderr }))).toEqual(
    outcomes.map(() => ({ exitCode: 0, stderr: '' })),
  );
  expect(await work.rows('select count(*) from store_status')).toEqual([['9']]);
});
