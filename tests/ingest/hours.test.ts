import { expect, test } from 'vitest';
import { countsOf, hoursFile, pingsFile, workspacePerTest, zonesFile } from './workspace.ts';

const work = workspacePerTest();
const table =
  'select store_id, day_of_week, opens_local, closes_local from store_hours order by 1, 2, 3, 4';
const days = (store: string, ...list: number[]) => list.map((day) => `${store},${day},09:00,17:00`);
const load = (name: string, lines: readonly string[], ...argv: string[]) =>
  work.ingest([work.file(name, hoursFile(lines)), ...argv]);
const held = async () =>
  (await work.rows(table)).map(([store, day, opens]) => `${store}/${day}/${opens?.slice(0, 2)}`);

test('a later command replaces the stores that it names, and no others', async () => {
  await load('a.csv', [...days('A', 0, 1, 2), ...days('B', 0)]);
  const outcome = await load('b.csv', ['A,0,09:00,17:00', 'A,5,10:00,12:00']);
  expect(countsOf(outcome)).toEqual([{ read: 2, replaced: 1, duplicate: 1 }]);
  expect(await held()).toEqual(['A/0/09', 'A/5/10', 'B/0/09']);
  expect(countsOf(await load('b.csv', ['A,5,10:00,12:00', 'A,0,09:00,17:00']))).toEqual([
    { read: 2, duplicate: 2 },
  ]);
});

test('--append adds, and nothing counts as replaced', async () => {
  await load('a.csv', days('A', 0, 1));
  const outcome = await load('b.csv', days('A', 1, 2), '--append');
  expect(await held()).toEqual(['A/0/09', 'A/1/09', 'A/2/09']);
  expect(countsOf(outcome)).toEqual([{ read: 2, new: 1, duplicate: 1 }]);
});

test('two files of one command are one set', async () => {
  await load('old.csv', days('A', 6));
  const outcome = await work.ingest([
    work.file('a.csv', hoursFile(days('A', 0, 1))),
    work.file('b.csv', hoursFile([...days('A', 1, 2), ...days('B', 3)])),
  ]);
  expect(outcome.code).toBe(0);
  expect(await held()).toEqual(['A/0/09', 'A/1/09', 'A/2/09', 'B/3/09']);
  const sums = countsOf(outcome).map((counts) => counts.read);
  expect(sums).toEqual([2, 3]);
  expect(countsOf(outcome)[1]).toMatchObject({ duplicate: 1, new: 1 });
});

test('a bad row in one file keeps the rows of its store in the other file out', async () => {
  const outcome = await work.ingest([
    work.file('a.csv', hoursFile(days('A', 0))),
    work.file('b.csv', hoursFile(['A,9,09:00,17:00', ...days('B', 0)])),
  ]);
  expect(outcome.code).toBe(3);
  expect(await held()).toEqual(['B/0/09']);
});

test('a refused file keeps the whole set out, pings are loaded', async () => {
  const outcome = await work.ingest([
    work.file('hours.csv', hoursFile(days('A', 0))),
    work.file('zones.csv', zonesFile(['A,America/Chicago'])),
    work.file('pings.csv', pingsFile(['A,active,2024-10-15 08:00:00'])),
    work.file('broken.csv', '<html><body>502 Bad Gateway</body></html>\n'),
  ]);
  expect(outcome.code).toBe(3);
  expect(outcome.stderr).toContain('hours.csv: not loaded');
  expect(outcome.stderr).toContain('zones.csv: not loaded');
  expect(await held()).toEqual([]);
  const loads = await work.rows('select kind, rows_new from loads');
  expect(loads).toEqual([['store-status', '1']]);
});

test('times of day', async () => {
  const lines = [
    'A,0,09:00,17:30',
    'A,1,9:00,17:30:15',
    'A,2,00:00:00,24:00',
    'A,3,00:00,24:00:00',
    'A,4,22:00,02:00',
    'A,5,00:00,23:59:59.5',
    'A,6, 09:00 , 10:00 ',
  ];
  expect(countsOf(await load('a.csv', lines))).toEqual([{ read: 7, new: 7 }]);
  const times = (await work.rows(table)).map((row) => row.slice(2).join('-'));
  expect(times).toEqual([
    '09:00:00-17:30:00',
    '09:00:00-17:30:15',
    '00:00:00-24:00:00',
    '00:00:00-24:00:00',
    '22:00:00-02:00:00',
    '00:00:00-23:59:59.5',
    '09:00:00-10:00:00',
  ]);
});

test('equal rows, and touching and overlapping shifts', async () => {
  const lines = ['A,0,09:00,12:00', 'A,0,12:00,17:00', 'A,0,11:00,13:00', 'A,0,09:00:00,12:00:00'];
  expect(countsOf(await load('a.csv', lines))).toEqual([{ read: 4, new: 3, duplicate: 1 }]);
});
