import { existsSync, mkdirSync, readdirSync, utimesSync } from 'node:fs';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { temporaryFile } from '../../src/temporary.ts';
import { pingsFile, workspacePerTest } from '../ingest/workspace.ts';

const work = workspacePerTest();
const machine = /\.tmp\.([0-9a-f]{8})-/.exec(temporaryFile('x'))?.[1] as string;
const pings = pingsFile(['1,active,2024-10-15 08:00:00 UTC']);

/** The number of a process that has ended. */
const goneProcess = async () => {
  const { stdout } = await execa(process.execPath, ['-p', 'process.pid']);
  return Number(stdout);
};

function makeFolders(names: readonly string[], hoursAgo = 0): void {
  for (const name of names) {
    mkdirSync(work.path(name));
    const at = Date.now() / 1000 - hoursAgo * 3600;
    utimesSync(work.path(name), at, at);
  }
}

test('what a process that is gone left behind is swept by the next run', async () => {
  const gone = await goneProcess();
  makeFolders([`case.duckdb.tmp.${machine}-${gone}-1`, `.case.csv.tmp.${machine}-${gone}-1`]);
  makeFolders([`case.duckdb.tmp.00000000-${gone}-1`], 25);
  await work.ingest([work.file('a.csv', pings)]);
  await work.run(['status', '--out', work.path('case.csv')]);
  expect(readdirSync(work.path('.')).sort()).toEqual(['a.csv', 'case.csv', 'case.duckdb']);
});

test('what somebody may still use stays', async () => {
  const [, own] = temporaryFile('x').split('.tmp.');
  const kept = [
    `case.duckdb.tmp.${own}`,
    `case.duckdb.tmp.00000000-${await goneProcess()}-1`,
    'case.duckdb.tmp.mine',
  ];
  makeFolders(kept, 1);
  await work.ingest([work.file('a.csv', pings)]);
  for (const name of kept.slice(1)) {
    expect(existsSync(work.path(name)), name).toBe(true);
  }
});

test.runIf(existsSync('/proc/self/stat'))('a number taken by another process is seen', async () => {
  makeFolders([`case.duckdb.tmp.${machine}-${process.ppid}-1`]);
  await work.ingest([work.file('a.csv', pings)]);
  expect(readdirSync(work.path('.')).sort()).toEqual(['a.csv', 'case.duckdb']);
});

test('what did not fit into memory is removed in the end', async () => {
  const before = readdirSync('.');
  const spilling = ['--memory-limit', '60MB', '--threads', '1'];
  const query =
    'select i, hash(i)::text as t from range(700000) r(i) order by t limit 1 offset 600000';
  await work.ingest([work.file('a.csv', pings)]);
  await work.run(['sql', query, ...spilling]);
  expect(readdirSync('.')).toEqual(before);
  expect(readdirSync(work.path('.')).sort()).toEqual(['a.csv', 'case.duckdb']);
});
