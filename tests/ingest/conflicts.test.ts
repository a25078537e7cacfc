import { expect, test } from 'vitest';
import { countsOf, openWorkspace, pingsFile, workspacePerTest } from './workspace.ts';

const work = workspacePerTest();

const ping = (status: string) => `7,${status},2024-10-15 08:00:00`;
const pings = 'select store_id, status, observed_at from store_status order by 1, 2, 3';

test.each([
  [['active', 'inactive']],
  [['inactive', 'active']],
  [['inactive', 'active', 'inactive', 'active']],
  [['active,inactive']],
  [['active,active,inactive', 'active']],
])('pings %j at one instant: inactive wins', async (files) => {
  const names = files.map((file, index) =>
    work.file(
      `${index}.csv`,
      pingsFile([...file.split(',').map(ping), '8,active,2024-10-15 08:00:00']),
    ),
  );
  const outcome = await work.ingest(names);
  expect(outcome.code).toBe(0);
  expect(await work.rows(pings)).toEqual([
    ['7', 'inactive', '2024-10-15T08:00:00Z'],
    ['8', 'active', '2024-10-15T08:00:00Z'],
  ]);
  expect(await work.rows('select store_id, last_status from store_weeks order by 1')).toEqual([
    ['7', 'inactive'],
    ['8', 'active'],
  ]);
  const total = (name: string) =>
    countsOf(outcome).reduce((sum, counts) => sum + (counts[name] ?? 0), 0);
  expect(total('new')).toBe(2);
  expect(total('conflict')).toBe(1);
});

const claims = [
  'u1,click,2024-10-15 09:00:00,e1',
  'u2,click,2024-10-15 08:00:00,e1',
  'u1,view,2024-10-15 08:00:00,e1',
  'u1,click,2024-10-15 08:00:00,e2',
];
const orders = [
  [0, 1, 2, 3],
  [1, 0, 3, 2],
  [1, 2, 0, 3],
  [3, 2, 1, 0],
];
const eventsTable =
  'select event_id, user_id, event_type, occurred_at from events order by 1, 2, 3, 4';
const overruled =
  'select event_id, user_id, event_type, occurred_at from events_overruled order by 1, 2, 3, 4';

test.each(orders)('an event_id claimed thrice, in the order %i %i %i %i', async (...order) => {
  const header = 'user_id,event_type,timestamp,event_id';
  const separate = openWorkspace();
  try {
    const lines = order.map((index) => claims[index] as string);
    const outcome = await work.ingest(
      lines.map((line, index) => work.file(`${index}.csv`, `${header}\n${line}\n${line}\n`)),
    );
    expect(outcome.code).toBe(0);
    const again = await work.ingest([work.path('0.csv'), work.path('1.csv')]);
    expect(countsOf(again)).toEqual([0, 1].map(() => ({ read: 2, duplicate: 2 })));
    const together = separate.file('all.csv', `${header}\n${lines.join('\n')}\n`);
    expect(countsOf(await separate.ingest([together]))).toEqual([{ read: 4, new: 2, conflict: 2 }]);
    for (const where of [work, separate]) {
      expect(await where.rows(eventsTable)).toEqual([
        ['e1', 'u1', 'view', '2024-10-15T08:00:00Z'],
        ['e2', 'u1', 'click', '2024-10-15T08:00:00Z'],
      ]);
      expect(await where.rows(overruled)).toEqual([
        ['e1', 'u1', 'click', '2024-10-15T09:00:00Z'],
        ['e1', 'u2', 'click', '2024-10-15T08:00:00Z'],
      ]);
    }
  } finally {
    separate.remove();
  }
});

test('the tie of an event_id is settled in byte order, not in that of a language', async () => {
  const header = 'user_id,event_type,timestamp,event_id\n';
  const users = ['é', 'z', 'Z', 'a', '🚚', '\uFFFD'];
  const lines = users.map((user) => `${user},t,2024-10-15 08:00:00,e`).join('\n');
  await work.ingest([work.file('a.csv', `${header}${lines}\n`)]);
  expect(await work.rows('select user_id from events')).toEqual([['Z']]);
  await work.ingest([work.file('b.csv', `${header}9,t,2024-10-15 08:00:00,e\n`)]);
  expect(await work.rows('select user_id from events')).toEqual([['9']]);
});

test('the words of a status', async () => {
  const active = ['active', 'ACTIVE', 'Up', 'open', 'ONLINE', ' active '];
  const inactive = ['inactive', 'Down', 'CLOSED', 'offline', 'InActive', ' down '];
  const lines = [...active, ...inactive].map((word, index) =>
    ping(word).replace('7', `${10 + index}`),
  );
  await work.ingest([work.file('a.csv', pingsFile(lines))]);
  const statuses = (await work.rows('select status from store_status order by store_id')).flat();
  expect(statuses).toEqual([...active.map(() => 'active'), ...inactive.map(() => 'inactive')]);
});

test('words that are no status are rejects', async () => {
  const words = ['', '1', 'true', 'yes', 'actve', 'in active', 'null', 'aktiv', 'ınactıve'];
  const outcome = await work.ingest([work.file('a.csv', pingsFile(words.map(ping)))]);
  expect(countsOf(outcome)).toEqual([{ read: 9, rejected: 9 }]);
  const rejects = await work.rows('select distinct reason, field, column_number from rejects');
  expect(rejects).toEqual([['unknown status', 'status', '2']]);
});
