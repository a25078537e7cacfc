import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { sqlFile } from '../../src/engine/sql-files.ts';
import { countsOf, eventsFile, pingsFile, workspacePerTest } from './workspace.ts';

const work = workspacePerTest();

const lines = Array.from({ length: 60 }, (_, index) => {
  const minute = String(index % 60).padStart(2, '0');
  return `u${index % 7},${index % 3 === 0 ? 'view' : 'click'},2024-10-15 08:${minute}:00`;
});
const shuffled = lines.map((_, index) => lines[(index * 7 + 3) % 60] as string);
const table = 'select user_id, event_type, occurred_at, load_id from events order by 1, 2, 3, 4';

test('the same rows again, in any form, are all duplicates', async () => {
  await work.ingest([work.file('a.csv', eventsFile(lines))]);
  const held = await work.rows(table);
  const ndjson = lines.map((line) => {
    const [user_id, event_type, timestamp] = line.split(',');
    return JSON.stringify({ user_id, event_type, timestamp });
  });
  const zoned = lines.map((line) => line.replace(' 08:', 'T10:').concat('+02:00'));
  const outcome = await work.ingest(
    [
      work.path('a.csv'),
      work.file('shuffled.csv', eventsFile(shuffled)),
      work.file('first.csv', eventsFile(lines.slice(0, 25))),
      work.file('second.csv', eventsFile(lines.slice(25))),
      work.file('packed.csv.gz', gzipSync(eventsFile(lines))),
      work.file('crlf.csv', eventsFile(lines, '\r\n')),
      work.file('rows.ndjson', `${ndjson.join('\n')}\n`),
      work.file('zoned.csv', eventsFile(zoned)),
      '-',
    ],
    { stdin: eventsFile(lines) },
  );
  expect(outcome.code).toBe(0);
  const counts = countsOf(outcome);
  expect(counts.map(({ duplicate }) => duplicate)).toEqual([60, 60, 25, 35, 60, 60, 60, 60, 60]);
  expect(counts.every((count) => count.new === undefined)).toBe(true);
  expect(await work.rows(table)).toEqual(held);
});

test('overlapping exports add what is new only', async () => {
  await work.ingest([work.file('a.csv', eventsFile(lines.slice(0, 40)))]);
  const outcome = await work.ingest([work.file('b.csv', eventsFile(lines.slice(30)))]);
  expect(countsOf(outcome)).toEqual([{ read: 30, new: 20, duplicate: 10 }]);
});

test('equal rows of one file are one event', async () => {
  const outcome = await work.ingest([
    work.file('a.csv', eventsFile(['u,t,2024-10-15 08:00:00', 'u,t,2024-10-15T08:00:00Z'])),
  ]);
  expect(countsOf(outcome)).toEqual([{ read: 2, new: 1, duplicate: 1 }]);
});

test('--keep-duplicates keeps the largest number of equal rows of any one load', async () => {
  const equal = (count: number, name: string) =>
    work.file(name, eventsFile(Array(count).fill('u,t,2024-10-15 08:00:00')));
  const outcome = await work.ingest([
    equal(2, 'a.csv'),
    equal(3, 'b.csv'),
    equal(1, 'c.csv'),
    equal(3, 'd.csv'),
    '--keep-duplicates',
  ]);
  expect(countsOf(outcome)).toEqual([
    { read: 2, new: 2 },
    { read: 3, new: 1, duplicate: 2 },
    { read: 1, duplicate: 1 },
    { read: 3, duplicate: 3 },
  ]);
  const plain = await work.ingest([equal(5, 'e.csv')]);
  expect(countsOf(plain)).toEqual([{ read: 5, duplicate: 5 }]);
  expect(await work.rows('select count(*) from events')).toEqual([['3']]);
});

test('--keep-duplicates does not double an event that has an id', async () => {
  const content = 'user_id,event_type,timestamp,event_id\n'.concat(
    'u,t,2024-10-15 08:00:00,e1\n'.repeat(3),
    'u,t,2024-10-15 08:00:00,\n'.repeat(2),
  );
  const outcome = await work.ingest([work.file('a.csv', content), '--keep-duplicates']);
  expect(countsOf(outcome)).toEqual([{ read: 5, new: 3, duplicate: 2 }]);
});

test('pings again, shuffled and split, are duplicates', async () => {
  const pings = lines.map(
    (_, index) => `${index % 5},active,2024-10-15 08:${10 + (index % 50)}:00`,
  );
  const first = await work.ingest([work.file('a.csv', pingsFile(pings))]);
  const held = await work.table('store_status');
  expect(countsOf(first)[0]?.new).toBe(held.length);
  const words = pings.map((ping) => ping.replace('active', 'OPEN')).reverse();
  const again = await work.ingest([
    work.path('a.csv'),
    work.file('b.csv', pingsFile(words.slice(0, 11))),
    work.file('c.csv', pingsFile(words.slice(11))),
  ]);
  expect(countsOf(again)).toEqual([
    { read: 60, duplicate: 60 },
    { read: 11, duplicate: 11 },
    { read: 49, duplicate: 49 },
  ]);
  expect(await work.table('store_status')).toEqual(held);
  expect(await work.rows(sqlFile('4_reports/doctor_weeks').replace(/^--.*$/gm, ''))).toEqual([
    ['0'],
  ]);
});

test('a bad line again is counted, not stored, and no failure', async () => {
  const path = work.file('a.csv', eventsFile(['u,t,2024-10-15 08:00:00', 'u,t,soon']));
  expect((await work.ingest([path])).code).toBe(3);
  const again = await work.ingest([path]);
  expect(again.code).toBe(0);
  expect(countsOf(again)).toEqual([{ read: 2, duplicate: 1, rejected: 1 }]);
  const rolled = await work.ingest([
    work.file('b.csv', eventsFile(['u,t,soon', 'u,t,soon', 'u,t,later'])),
  ]);
  expect(rolled.code).toBe(3);
  expect(rolled.stderr).toContain('b.csv:4:3');
  expect(await work.rows('select raw_line, load_id from rejects order by 2')).toEqual([
    ['u,t,soon', '1'],
    ['u,t,later', '3'],
  ]);
});
