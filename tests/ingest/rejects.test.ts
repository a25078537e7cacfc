import { expect, test } from 'vitest';
import { countsOf, eventsFile, pingsFile, workspacePerTest } from './workspace.ts';

const work = workspacePerTest();
const at = '2024-10-15 08:00:00';

test('a reject says where it is, why, and keeps the line', async () => {
  const path = work.file(
    'a.csv',
    `timestamp;user_id;note;event_type\n${at};u1;;click\nsoon;u2;"x;y";click\n${at};;ü;click\n`,
  );
  const outcome = await work.ingest([path]);
  expect(outcome.code).toBe(3);
  expect(outcome.stderr).toContain(
    `error: ${path}:3:1: rejected: bad time in timestamp (and 1 more)`,
  );
  expect(await work.table('rejects', ['raw_bytes'])).toEqual([
    ['1', 'events', path, '3', '1', 'timestamp', 'bad time', 'soon;u2;"x;y";click'],
    ['1', 'events', path, '4', '2', 'user_id', 'empty id', `${at};;ü;click`],
  ]);
});

test('the raw line of a record of several lines is all of it', async () => {
  const record = '"a\n\n""b""",click,soon';
  await work.ingest([work.file('a.csv', eventsFile(['u1,x,later', record]))]);
  expect(await work.rows('select line_number, raw_line from rejects order by 1')).toEqual([
    ['2', 'u1,x,later'],
    ['3', record],
  ]);
});

test('equal bad lines of one file are stored once and counted each', async () => {
  const outcome = await work.ingest([work.file('a.csv', eventsFile(['u,t,x', 'u,t,x', 'u,t,y']))]);
  expect(countsOf(outcome)).toEqual([{ read: 3, rejected: 3 }]);
  expect(await work.rows('select line_number, raw_line from rejects order by 1')).toEqual([
    ['2', 'u,t,x'],
    ['4', 'u,t,y'],
  ]);
});

test('many rejects in a large file keep their lines', async () => {
  const lines = Array.from({ length: 20_000 }, (_, index) =>
    index % 1000 === 7 ? `u${index},t,never` : `u${index},t,${at}`,
  );
  const outcome = await work.ingest([work.file('a.csv', eventsFile(lines))]);
  expect(countsOf(outcome)).toEqual([{ read: 20_000, new: 19_980, rejected: 20 }]);
  const wrong = await work.rows(
    "select * from rejects where raw_line <> 'u' || (line_number - 2) || ',t,never'",
  );
  expect(wrong).toEqual([]);
});

test('every failure of several files is told, the first decides the exit code', async () => {
  const outcome = await work.ingest([
    work.file('a.csv', eventsFile(['u,t,x'])),
    work.file('b.csv', 'nothing,known\n1,2\n'),
    work.file('c.csv', pingsFile([`7,active,${at}`])),
  ]);
  expect(outcome.code).toBe(3);
  expect(outcome.stderr.match(/^error: /gm)).toHaveLength(2);
  expect(await work.rows('select kind, rows_new, rows_rejected from loads order by 1')).toEqual([
    ['events', '0', '1'],
    ['store-status', '1', '0'],
  ]);
});

test('the same bad line of another kind is a reject of its own', async () => {
  await work.ingest([work.file('a.csv', eventsFile(['7,active,x']))]);
  const outcome = await work.ingest([work.file('b.csv', pingsFile(['7,active,x']))]);
  expect(outcome.code).toBe(3);
  expect(await work.rows('select kind from rejects order by 1')).toEqual([
    ['events'],
    ['store-status'],
  ]);
});

test('-q says nothing of a good load, and still names what failed', async () => {
  const good = await work.ingest([work.file('a.csv', eventsFile([`u,t,${at}`])), '-q']);
  expect(good).toEqual({ code: 0, stdout: '', stderr: '' });
  const bad = await work.ingest([work.file('b.csv', eventsFile(['u,t,x'])), '-q']);
  expect(bad.code).toBe(3);
  expect(bad.stderr.trimEnd().split('\n')).toHaveLength(2);
});
