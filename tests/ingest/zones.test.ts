import { expect, test } from 'vitest';
import { countsOf, workspacePerTest, zonesFile } from './workspace.ts';

const work = workspacePerTest();
const load = (name: string, ...lines: string[]) => work.ingest([work.file(name, zonesFile(lines))]);
const held = async () =>
  await work.rows('select store_id, time_zone from store_timezones order by 1');

test('IANA names are taken, all else is a reject with its place', async () => {
  const good = [
    'America/New_York',
    'Asia/Kolkata',
    'UTC',
    'America/Argentina/Ushuaia',
    'US/Pacific',
  ];
  const bad = [
    'EST',
    'PST',
    'CET',
    'GMT+5',
    'UTC+5',
    'Etc/GMT-3',
    '+05:30',
    'america/new_york',
    'Mars/X',
    '',
  ];
  const outcome = await load(
    'a.csv',
    ...[...good, ...bad].map((zone, index) => `${100 + index},${zone}`),
  );
  expect(outcome.code).toBe(3);
  expect((await held()).map(([, zone]) => zone)).toEqual(good);
  const rejects = await work.rows(
    'select line_number, column_number, reason from rejects order by 1',
  );
  expect(rejects).toEqual(bad.map((_, index) => [String(7 + index), '2', 'bad zone']));
});

test('a later command replaces', async () => {
  await load('a.csv', 'A,America/Chicago', 'B,America/Denver');
  const outcome = await load('b.csv', 'A,America/New_York', 'C,UTC', 'B,America/Denver');
  expect(countsOf(outcome)).toEqual([{ read: 3, new: 1, replaced: 1, duplicate: 1 }]);
  expect(await held()).toEqual([
    ['A', 'America/New_York'],
    ['B', 'America/Denver'],
    ['C', 'UTC'],
  ]);
  const again = await load('b.csv', 'A,America/New_York', 'C,UTC', 'B,America/Denver');
  expect(countsOf(again)).toEqual([{ read: 3, duplicate: 3 }]);
});

test('two zones for one store: both are rejected and the previous one stays', async () => {
  await load('a.csv', 'A,America/Chicago');
  const outcome = await work.ingest([
    work.file('b.csv', zonesFile(['A,America/New_York', 'B,UTC', 'B,UTC'])),
    work.file('c.csv', zonesFile(['A,America/Denver'])),
  ]);
  expect(outcome.code).toBe(3);
  expect(countsOf(outcome)).toEqual([
    { read: 3, new: 1, duplicate: 1, rejected: 1 },
    { read: 1, rejected: 1 },
  ]);
  expect(await held()).toEqual([
    ['A', 'America/Chicago'],
    ['B', 'UTC'],
  ]);
  expect(await work.rows('select distinct reason from rejects')).toEqual([
    ['two zones for one store'],
  ]);
});

test('a bad zone beside a good one of the same store keeps both out', async () => {
  await load('a.csv', 'A,America/Chicago');
  expect((await load('b.csv', 'A,America/New_York', 'A,EST')).code).toBe(3);
  expect(await held()).toEqual([['A', 'America/Chicago']]);
});
