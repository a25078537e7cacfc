import { expect, test } from 'vitest';
import { countsOf, eventsFile, pingsFile, workspacePerTest } from './workspace.ts';

const work = workspacePerTest();

async function loaded() {
  await work.ingest([
    work.file(
      'events.csv',
      eventsFile(['u1,click,2024-01-01T00:00:00Z', 'u1,click,2024-01-02T00:00:00Z']),
    ),
    work.file(
      'pings.csv',
      pingsFile([
        '1,active,2023-12-31T23:59:59.999999Z',
        '1,active,2024-01-02T00:00:00Z',
        '2,inactive,2024-01-01T12:00:00Z',
      ]),
    ),
  ]);
}

test('what is older goes, what is at the time itself stays, and the ledger says so', async () => {
  await loaded();
  const { code, stderr } = await work.run(['prune', '--before', '2024-01-02']);
  expect(code).toBe(0);
  expect(stderr).toBe(
    'dropped from before 2024-01-02T00:00:00Z: events: 1, pings: 2, events of orders: 0\n' +
      'warning: stores without a ping from now on, whose last status is not known: 1\n',
  );
  expect(await work.rows('select occurred_at from events')).toEqual([['2024-01-02T00:00:00Z']]);
  expect(await work.rows('select store_id, observed_at from store_status')).toEqual([
    ['1', '2024-01-02T00:00:00Z'],
  ]);
  expect(await work.rows('select store_id, first_at, last_at from store_weeks')).toEqual([
    ['1', '2024-01-02T00:00:00Z', '2024-01-02T00:00:00Z'],
  ]);
  expect(
    await work.rows("select load_id, file_name, rows_pruned from loads where kind = 'prune'"),
  ).toEqual([['3', 'before 2024-01-02T00:00:00Z', '3']]);
  const refused = await work.run(['loads', 'rm', '3']);
  expect(refused.code).toBe(3);
  expect(refused.stderr).toContain('is a prune');
});

test('a date is one of --tz', async () => {
  await loaded();
  await work.run(['prune', '--before', '2024-01-01', '--tz', 'Asia/Tokyo']);
  expect(await work.rows('select count(*) from store_status')).toEqual([['3']]);
  await work.run(['prune', '--before', '2024-01-01T01:00:00+01:00', '-q']);
  expect(await work.rows('select count(*) from store_status')).toEqual([['2']]);
});

test('loaded again, old rows are back', async () => {
  await loaded();
  await work.run(['prune', '--before', '2024-01-02']);
  expect(countsOf(await work.ingest([work.path('pings.csv')]))).toEqual([
    { read: 3, new: 2, duplicate: 1 },
  ]);
});

test.each([
  [['prune'], 2, 'no time given'],
  [['prune', '--before', 'soon'], 2, 'not a time'],
  [['prune', '--before', '2099-01-01'], 2, 'in the future'],
  [['prune', '--before', '2024-01-01', '--tz', 'Mars/Base'], 2, 'unknown zone'],
])('%j fails with %i', async (argv, code, message) => {
  await loaded();
  const outcome = await work.run(argv);
  expect(outcome.code).toBe(code);
  expect(outcome.stderr).toContain(message);
  expect(await work.rows('select count(*) from events')).toEqual([['2']]);
});
