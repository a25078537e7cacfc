import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import { pingsFile, workspacePerTest } from '../ingest/workspace.ts';
import { bin } from '../support/binary.ts';
import { ordstat } from '../support/command-line.ts';

const work = workspacePerTest();
const loadOne = () =>
  work.ingest([work.file('a.csv', pingsFile(['1,active,2024-10-15 08:00:00 UTC']))]);
const start = (...argv: string[]): ChildProcess =>
  spawn(process.execPath, [bin, ...argv, '--db', work.path('case.duckdb')]);
const endOf = async (child: ChildProcess) => {
  const [code, signal] = await once(child, 'close');
  return { code, signal };
};
const manyRows = "select i, 'some text to fill the pipe' as t from range(300000) r(i)";

test.each<[NodeJS.Signals, number]>([
  ['SIGINT', 130],
  ['SIGTERM', 143],
])('%s while standard input is read leaves nothing behind', async (signal, code) => {
  const child = start('ingest', '-');
  const end = endOf(child);
  const { length: none } = readdirSync(work.path('.'));
  await vi.waitFor(() => expect(readdirSync(work.path('.')).length).toBeGreaterThan(none), 30_000);
  child.kill(signal);
  expect(await end).toEqual({ code, signal: null });
  expect(readdirSync(work.path('.'))).toEqual([]);
});

test.each<[NodeJS.Signals, number]>([
  ['SIGINT', 130],
  ['SIGTERM', 143],
])('%s while nobody reads the report ends it', async (signal, code) => {
  await loadOne();
  const child = start('sql', manyRows, '-f', 'csv');
  const end = once(child, 'exit');
  await once(child.stdout as NodeJS.ReadableStream, 'readable');
  child.kill(signal);
  expect(await end).toEqual([code, null]);
  child.stdout?.destroy();
});

test('a signal that came before the first statement stops it', async () => {
  await loadOne();
  const file = work.file('b.csv', pingsFile(['2,active,2024-10-15 08:00:00 UTC']));
  const signal = AbortSignal.abort('SIGINT');
  const outcome = await ordstat(['ingest', file, '--db', work.path('case.duckdb')], { signal });
  expect(outcome).toEqual({ code: 130, stdout: '', stderr: '' });
  expect(await work.rows('select count(*) from store_status')).toEqual([['1']]);
});

test('whoever reads the mail of cron learns of a SIGTERM', async () => {
  await loadOne();
  const signal = AbortSignal.abort('SIGTERM');
  const outcome = await ordstat(['status', '--db', work.path('case.duckdb')], { signal });
  expect(outcome).toEqual({
    code: 143,
    stdout: '',
    stderr: expect.stringMatching(/^error: terminated by SIGTERM\nhint: .+\n$/),
  });
});

test('nobody listening to stderr is no failure', async () => {
  await loadOne();
  const child = start('status');
  child.stderr?.destroy();
  child.stdout?.resume();
  expect(await endOf(child)).toEqual({ code: 0, signal: null });
});
