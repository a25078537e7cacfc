import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { bin, runBinary } from '../support/binary.ts';
import { hasPostgres } from './database.ts';
import { keepShut } from './held-lock.ts';
import { expectSound, pingsOf, type ServerWorkspace, serverWorkspace } from './server-workspace.ts';
import { untilGone, untilWaiting } from './sessions.ts';

const kills = Number(process.env.ORDSTAT_TORTURE ?? 4);
const rows = 300;
const stores = ['1', '2', '3'];

describe.skipIf(!hasPostgres)('a load that is killed', () => {
  let work: ServerWorkspace;
  beforeEach(async () => {
    work = await serverWorkspace('template1');
  });
  afterEach(() => work.drop());

  const argv = () => [
    ...['ingest', '-q', '--db', work.url],
    ...stores.map((store) => work.file(`${store}.csv`, pingsOf(store, rows))),
  ];
  const start = () => spawn(process.execPath, [bin, ...argv()], { stdio: 'ignore' });

  async function expectAllOnce(): Promise<void> {
    const { exitCode, stderr } = await runBinary(argv());
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    await expectSound(work, stores.length * rows);
  }

  test.each(['store_status', 'store_weeks', 'loads', 'ordstat_schema'])(
    'when it comes to %s: its session ends while the table is still shut, and nothing of it is there',
    async (table) => {
      await work.run(['ingest', work.file('0.csv', pingsOf('0', rows))]);
      const shut = await keepShut(work.url, table);
      const child = start();
      const closed = once(child, 'close');
      await untilWaiting(work.url);
      child.kill('SIGKILL');
      expect(await closed).toEqual([null, 'SIGKILL']);
      await untilGone(work.url);
      await shut.end();
      await expectSound(work, rows);
      const again = await runBinary(argv());
      expect(again.exitCode, again.stderr).toBe(0);
      await expectSound(work, (stores.length + 1) * rows);
    },
  );

  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('with %s: the process and its session end at once', async (signal, code) => {
    await work.run(['ingest', work.file('0.csv', pingsOf('0', rows))]);
    const shut = await keepShut(work.url);
    const child = start();
    const closed = once(child, 'close');
    await untilWaiting(work.url);
    child.kill(signal);
    expect(await closed).toEqual([code, null]);
    await untilGone(work.url);
    await shut.end();
    await expectSound(work, rows);
  });

  test('at any moment, again and again: in the end every row is there once', async () => {
    const startedMs = performance.now();
    await expectAllOnce();
    const wholeMs = performance.now() - startedMs;
    for (let kill = 0; kill < kills; kill += 1) {
      const fresh = await serverWorkspace('template1');
      await work.drop();
      work = fresh;
      const child = start();
      const closed = once(child, 'close');
      const timer = setTimeout(() => child.kill('SIGKILL'), ((kill + 0.5) / kills) * wholeMs);
      await closed;
      clearTimeout(timer);
      await expectAllOnce();
    }
  }, 3_600_000);
});
