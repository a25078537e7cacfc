import { copyFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { pingsFile, workspacePerTest } from '../ingest/workspace.ts';
import { root } from '../support/binary.ts';

const work = workspacePerTest();
const database = () => work.path('case.duckdb');
const log = () => `${database()}.wal`;
const oneError = /^error: .*\nhint: .*\n$/;
const file = () => work.file('a.csv', pingsFile(['1,active,2024-10-15 08:00:00 UTC']));
const countPings = () => work.rows('select count(*) from store_status');

test.each<[string, number | undefined]>([
  ['ends in its header', 100],
  ['ends after its header', 12_288],
  ['ends in its data', 600_000],
  ['is empty', 0],
])('a database that %s is an error, and left as it is', async (_, length) => {
  await work.ingest([file()]);
  const part = readFileSync(database()).subarray(0, length);
  writeFileSync(database(), part);
  for (const argv of [['status'], ['ingest', file()]]) {
    const outcome = await work.run(argv);
    expect(outcome).toMatchObject({ code: 1, stdout: '' });
    expect(outcome.stderr).toMatch(oneError);
    expect(outcome.stderr).toContain(database());
    expect(readFileSync(database()).equals(part)).toBe(true);
  }
});

test('a bit flipped in the header', async () => {
  await work.ingest([file()]);
  const bytes = readFileSync(database());
  bytes[100] = (bytes[100] as number) ^ 1;
  writeFileSync(database(), bytes);
  const outcome = await work.run(['status']);
  expect(outcome.code).toBe(1);
  expect(outcome.stderr).toMatch(/^error: .* is damaged: .*\nhint: .*backup.*\n$/);
});

test('no write-ahead log is left by a run that ended', async () => {
  await work.ingest([file()]);
  expect(existsSync(log())).toBe(false);
});

/** Commits a ping as a run does that is killed before its end: it is in the write-ahead log only. */
async function leaveLog(): Promise<void> {
  await work.ingest([file()]);
  const script = `
    const { DuckDBInstance } = require('@duckdb/node-api');
    (async () => {
      const instance = await DuckDBInstance.create(process.argv[1]);
      const connection = await instance.connect();
      await connection.run("insert into store_status select 'late', observed_at, status, load_id from store_status");
      process.kill(process.pid, 'SIGKILL');
    })();`;
  await execa(process.execPath, ['-e', script, database()], { cwd: root, reject: false });
  expect(existsSync(log())).toBe(true);
}

test('a whole write-ahead log is read', async () => {
  await leaveLog();
  expect(await countPings()).toEqual([['2']]);
  await work.ingest([file()]);
  expect(existsSync(log())).toBe(false);
  expect(await countPings()).toEqual([['2']]);
});

test('a damaged write-ahead log is an error, and its way out works', async () => {
  await leaveLog();
  const bytes = readFileSync(log());
  bytes[60] = (bytes[60] as number) ^ 255;
  writeFileSync(log(), bytes);
  for (const argv of [['status'], ['ingest', file()]]) {
    const outcome = await work.run(argv);
    expect(outcome).toMatchObject({ code: 1, stdout: '' });
    expect(outcome.stderr).toMatch(/^error: .*\.wal is damaged.*\nhint: .*mv .*\.wal .*\n$/);
    expect(readFileSync(log()).equals(bytes)).toBe(true);
  }
  copyFileSync(log(), `${log()}.bad`);
  rmSync(log());
  expect((await work.ingest([file()])).code).toBe(0);
  expect(await countPings()).toEqual([['1']]);
});

test('a write-ahead log cut short keeps what earlier runs have reported', async () => {
  await leaveLog();
  writeFileSync(log(), readFileSync(log()).subarray(0, 50));
  expect(await countPings()).toEqual([['1']]);
  expect((await work.ingest([file()])).code).toBe(0);
  expect(await countPings()).toEqual([['1']]);
});

test('a write-ahead log without its database is not thrown away', async () => {
  await leaveLog();
  rmSync(database());
  const outcome = await work.ingest([file()]);
  expect(outcome.code).toBe(1);
  expect(outcome.stderr).toMatch(oneError);
  expect(existsSync(log())).toBe(true);
  expect(existsSync(database())).toBe(false);
});

test.each(['64MB', '1MB'])('--memory-limit %s is too little, in one line', async (limit) => {
  await work.ingest([file()]);
  const query = 'select len(list(i)) from range(30000000) r(i)';
  const outcome = await work.run(['sql', query, '--memory-limit', limit]);
  expect(outcome).toMatchObject({ code: 1, stdout: '' });
  expect(outcome.stderr).toMatch(/^error: not enough memory .*\nhint: .*--memory-limit.*\n$/);
});
