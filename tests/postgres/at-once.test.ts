import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, test } from 'vitest';
import { countsOf } from '../ingest/workspace.ts';
import { runBinary } from '../support/binary.ts';
import { administer, hasPostgres } from './database.ts';
import { keepShut } from './held-lock.ts';
import { expectSound, pingsOf, type ServerWorkspace, serverWorkspace } from './server-workspace.ts';
import { nameOf, untilWaiting } from './sessions.ts';

const rows = 60;
const empty = 'template1';

describe.skipIf(!hasPostgres)('several at once', () => {
  let work: ServerWorkspace;
  afterEach(() => work.drop());

  test('one file loaded twice at once is loaded once, also into a database without tables', async () => {
    work = await serverWorkspace(empty);
    const file = work.file('a.csv', pingsOf('1', rows));
    const outcomes = await Promise.all([work.run(['ingest', file]), work.run(['ingest', file])]);
    expect(outcomes.map(({ code }) => code)).toEqual([0, 0]);
    const counts = outcomes.flatMap(countsOf);
    expect(counts).toContainEqual({ read: rows, new: rows });
    expect(counts).toContainEqual({ read: rows, duplicate: rows });
    await expectSound(work, rows);
    expect(await work.rows('select rows_read from loads')).toEqual([['60'], ['60']]);
  });

  test('files of several at once are all there, whatever overlaps', async () => {
    work = await serverWorkspace(empty);
    const files = [0, 30, 60, 90].map((start) =>
      work.file(`${start}.csv`, pingsOf('1', start + rows)),
    );
    const outcomes = await Promise.all(files.map((file) => work.run(['ingest', file])));
    expect(outcomes.map(({ code }) => code)).toEqual([0, 0, 0, 0]);
    await expectSound(work, 90 + rows);
    expect(await work.rows('select load_id from loads order by 1')).toEqual(
      ['1', '2', '3', '4'].map((id) => [id]),
    );
  });

  test('processes of their own take turns', async () => {
    work = await serverWorkspace(empty);
    const argv = [1, 2, 3].map((store) => [
      ...['ingest', '-q', '--db', work.url, '--lock-timeout', '60s'],
      ...[
        work.file(`${store}.csv`, pingsOf(`${store}`, rows)),
        work.file('0.csv', pingsOf('0', 9)),
      ],
    ]);
    const outcomes = await Promise.all(argv.map((each) => runBinary(each)));
    expect(outcomes.map(({ exitCode, stderr }) => ({ exitCode, stderr }))).toEqual(
      argv.map(() => ({ exitCode: 0, stderr: '' })),
    );
    await expectSound(work, 3 * rows + 9);
    expect(await work.rows('select count(*) from loads')).toEqual([['6']]);
  });

  test('whatever isolation the database has by default, the second sees what the first did', async () => {
    work = await serverWorkspace();
    const setting = 'default_transaction_isolation';
    await administer(`alter database ${nameOf(work.url)} set ${setting} to 'repeatable read'`);
    const shut = await keepShut(work.url);
    const file = work.file('a.csv', pingsOf('1', rows));
    const both = [work.run(['ingest', file]), work.run(['ingest', file])];
    await untilWaiting(work.url, 2);
    await shut.end();
    const outcomes = await Promise.all(both);
    expect(outcomes.map(({ code, stderr }) => [code, stderr.includes('error')])).toEqual([
      [0, false],
      [0, false],
    ]);
    await expectSound(work, rows);
  });

  test('a load, a load taken back and a prune at once leave what one after the other leaves', async () => {
    work = await serverWorkspace();
    const old = work.file('old.csv', pingsOf('1', rows, -100));
    const wrong = work.file('wrong.csv', pingsOf('2', rows));
    const file = work.file('a.csv', pingsOf('3', rows));
    await work.run(['ingest', old, wrong]);
    const outcomes = await Promise.all([
      work.run(['ingest', file]),
      work.run(['loads', 'rm', '2']),
      work.run(['prune', '--before', '2024-10-14']),
    ]);
    expect(outcomes.map(({ code, stderr }) => `${code} ${stderr}`)).toEqual(
      outcomes.map(({ stderr }) => `0 ${stderr}`),
    );
    expect(await work.rows('select distinct store_id from store_status')).toEqual([['3']]);
    expect((await work.run(['doctor', '-f', 'csv'])).stdout).toContain('weeks,ok');
  });

  test('rejects that come while others are written and cleared are kept', async () => {
    work = await serverWorkspace();
    const bad = (name: string, time: string) =>
      work.file(name, `store_id,status,timestamp_utc\n1,active,${time}\n`);
    await work.run(['ingest', bad('a.csv', 'soon')]);
    const shut = await keepShut(work.url, 'rejects');
    const out = work.path('mend.csv');
    const clearing = work.run(['rejects', '--export', out, '--clear']);
    await untilWaiting(work.url);
    const loading = work.run(['ingest', bad('b.csv', 'later')]);
    await untilWaiting(work.url, 2);
    await shut.end();
    expect(await clearing).toMatchObject({ code: 0 });
    expect((await loading).code).toBe(3);
    expect(readFileSync(out, 'utf8')).toContain('soon');
    expect(await work.rows('select raw_line from rejects')).toEqual([['1,active,later']]);
  });

  test('reports see the state before a load that is not done, and do not wait for it', async () => {
    work = await serverWorkspace();
    await work.run(['ingest', work.file('a.csv', pingsOf('1', rows))]);
    const more = work.file('b.csv', pingsOf('2', rows));
    const reports = [
      ['store-report', '--as-of', '2024-10-15T12:00:00Z'],
      ['store-periods', '--store', '1', '--as-of', '2024-10-15T12:00:00Z'],
      ['status'],
      ['loads'],
      ['rejects'],
      ['doctor', '--columns', 'check,result'],
      ['sql', 'select count(*) from store_status'],
    ];
    const printed = () =>
      Promise.all(reports.map((argv) => work.run([...argv, '-f', 'csv', '--lock-timeout', '0s'])));
    const before = await printed();
    expect(before.map(({ code }) => code)).toEqual(reports.map(() => 0));
    const shut = await keepShut(work.url);
    const loading = work.run(['ingest', more]);
    await untilWaiting(work.url);
    expect(await printed()).toEqual(before);
    await shut.end();
    expect((await loading).code).toBe(0);
    expect(await printed()).not.toEqual(before);
    await expectSound(work, 2 * rows);
  });
});
