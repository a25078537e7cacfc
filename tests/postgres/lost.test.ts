import { existsSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sqlFile } from '../../src/engine/sql-files.ts';
import { type Outcome, ordstat } from '../support/command-line.ts';
import { administer, hasPostgres } from './database.ts';
import { keepShut, openTransaction } from './held-lock.ts';
import { expectSound, pingsOf, type ServerWorkspace, serverWorkspace } from './server-workspace.ts';
import { nameOf, terminate, until, untilGone, untilWaiting } from './sessions.ts';

const rows = 60;
const [heldHour, newHour] = [8, 10];
const report = ['store-report', '--as-of', '2024-10-15T12:00:00Z', '-f', 'csv'];

/** What every failure looks like, whatever its cause. */
function expectFailure(outcome: Outcome, code: number, message: RegExp): void {
  expect(outcome).toMatchObject({ code, stdout: '' });
  expect(outcome.stderr).toMatch(message);
  expect(outcome.stderr).toMatch(/^hint: \S/m);
  expect(outcome.stderr).not.toContain('this is a bug');
}

describe.skipIf(!hasPostgres)('when it is cut off', () => {
  let work: ServerWorkspace;
  beforeEach(async () => {
    work = await serverWorkspace();
    await work.run(['ingest', work.file('a.csv', pingsOf('1', rows))]);
  });
  afterEach(() => work.drop());
  /** Of an hour in which pings are held, or of one of which nothing is. */
  const more = (hour = heldHour) => work.file('b.csv', pingsOf('2', rows, hour));

  /** Nothing of the second file is there, and loading it again loads all of it. */
  async function expectNothingHalfLoaded(): Promise<void> {
    await expectSound(work, rows);
    expect(await work.rows('select count(*) from loads')).toEqual([['1']]);
    const again = await work.run(['ingest', more()]);
    expect(again.stderr).toContain(`${rows} read = ${rows} new`);
    expect(again.code).toBe(0);
    await expectSound(work, 2 * rows);
  }

  test.each([
    ['store_status', heldHour],
    ['store_status', newHour],
    ['loads', heldHour],
  ])('a session ended by the server, shut out of %s (%i h): nothing half loaded', async (...at) => {
    const [table, hour] = at;
    const shut = await keepShut(work.url, table);
    const loading = work.run(['ingest', more(hour)]);
    await untilWaiting(work.url);
    await terminate(work.url);
    expectFailure(await loading, 1, /^error: the connection to postgres:.* was lost: /);
    await shut.end();
    await expectNothingHalfLoaded();
  });

  test('a connection lost in one of many files is told once, and what was left out', async () => {
    const shut = await keepShut(work.url);
    const others = [3, 4, 5].map((store) => work.file(`${store}.csv`, pingsOf(`${store}`, rows)));
    const loading = work.run(['ingest', more(), ...others]);
    await untilWaiting(work.url);
    await terminate(work.url);
    const outcome = await loading;
    await shut.end();
    expectFailure(outcome, 1, /was lost: /);
    expect(outcome.stderr.match(/^error: /gm)).toHaveLength(2);
    expect(outcome.stderr).toContain(`error: not loaded either: ${others.join(', ')}\n`);
    await expectNothingHalfLoaded();
  });

  test('a session ended in the middle of a report: no file, and the next one finishes', async () => {
    const shut = await openTransaction(work.url, 'lock table store_status');
    const out = work.path('report.csv');
    const reporting = work.run([...report, '--out', out]);
    await untilWaiting(work.url);
    await terminate(work.url);
    expectFailure(await reporting, 1, /^error: the connection to postgres:.* was lost: /);
    expect(existsSync(out)).toBe(false);
    await shut.end();
    expect(await work.run([...report, '--out', out])).toMatchObject({ code: 0 });
    expect(existsSync(out)).toBe(true);
  });

  test('a session ended while rows are printed', async () => {
    const many = 'select n from generate_series(1, 100000000) as series(n)';
    const printing = work.run(['sql', many, '--out', work.path('n.csv')]);
    await until(async () => {
      await terminate(work.url);
      return Promise.race([
        printing.then(() => true),
        new Promise<false>((resolve) => setImmediate(resolve, false)),
      ]);
    });
    expectFailure(await printing, 1, /was lost: /);
    expect(existsSync(work.path('n.csv'))).toBe(false);
  });

  test.each([
    [
      'the user',
      (url: string) => administer(`alter database ${nameOf(url)} set statement_timeout to 300`),
      '',
    ],
    ['the address', () => undefined, '?options=-c%20statement_timeout%3D300'],
  ])('statement_timeout of %s ends a load and a report', async (_, set, options) => {
    await set(work.url);
    const there = (argv: readonly string[]) => ordstat([...argv, '--db', work.url + options]);
    const shut = await keepShut(work.url);
    const ended =
      /^error: postgres:.* ended the statement: .*statement timeout\nhint: .*statement_timeout/;
    expectFailure(await there(['ingest', more()]), 1, ended);
    await shut.end();
    const away = await openTransaction(work.url, 'lock table store_status');
    expectFailure(await there(report), 1, ended);
    await away.end();
    await administer(`alter database ${nameOf(work.url)} reset all`);
    await expectNothingHalfLoaded();
  });

  test('a server that ends idle transactions does not end a load, which is at work', async () => {
    const setting = "idle_in_transaction_session_timeout to '1ms'";
    await administer(`alter database ${nameOf(work.url)} set ${setting}`);
    const { code, stderr } = await work.run(['ingest', more()]);
    expect(stderr).toContain(`${rows} read = ${rows} new`);
    expect(code).toBe(0);
  });

  test.each([
    ['a table', () => 'lock table store_status'],
    ['the turn', () => sqlFile('engines/postgres/take_turn')],
  ])('somebody else who keeps %s to himself is exit 75', async (_, sql) => {
    const holder = await openTransaction(work.url, sql());
    const outcome = await work.run(['ingest', more(), '--lock-timeout', '1s']);
    expectFailure(outcome, 75, /^error: .*in use by somebody else.*\nhint: .*--lock-timeout/);
    await holder.end();
    await expectNothingHalfLoaded();
  });

  test.each([
    ['loads rm', ['loads', 'rm', '1']],
    ['prune', ['prune', '--before', '2024-10-20']],
    ['rejects --clear', ['rejects', '--clear']],
  ])('%s waits for its turn, too', async (_, argv) => {
    const holder = await openTransaction(work.url, sqlFile('engines/postgres/take_turn'));
    const outcome = await work.run([...argv, '--lock-timeout', '1s']);
    expectFailure(outcome, 75, /in use by somebody else/);
    await holder.end();
    expect((await work.run(argv)).code).toBe(0);
  });

  test('a report waits for a table no longer than it may', async () => {
    const holder = await openTransaction(work.url, 'lock table store_status');
    expectFailure(
      await work.run([...report, '--lock-timeout', '1s']),
      75,
      /in use by somebody else/,
    );
    await holder.end();
  });

  test.each([
    ['SIGINT', 'loads', heldHour, 130, /^$/],
    ['SIGINT', 'store_status', newHour, 130, /^$/],
    ['SIGTERM', 'loads', heldHour, 143, /^error: terminated by SIGTERM\nhint: .+\n$/],
  ])(
    '%s in the middle of a load, shut out of %s (%i h): nothing half loaded, no session left',
    async (name, table, hour, code, stderr) => {
      const shut = await keepShut(work.url, table);
      const stop = new AbortController();
      const loading = work.run(['ingest', more(hour)], { signal: stop.signal });
      await untilWaiting(work.url);
      stop.abort(name);
      expect(await loading).toEqual({ code, stdout: '', stderr: expect.stringMatching(stderr) });
      // The lock is still held: the session does not end because it got on.
      await untilGone(work.url);
      await shut.end();
      await expectNothingHalfLoaded();
    },
  );

  test('SIGINT while it waits for its turn', async () => {
    const holder = await openTransaction(work.url, sqlFile('engines/postgres/take_turn'));
    const stop = new AbortController();
    const loading = work.run(['ingest', more()], { signal: stop.signal });
    await untilWaiting(work.url);
    stop.abort('SIGINT');
    expect(await loading).toEqual({ code: 130, stdout: '', stderr: '' });
    await untilGone(work.url);
    await holder.end();
    await expectNothingHalfLoaded();
  });
});
