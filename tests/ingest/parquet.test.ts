import { expect, test } from 'vitest';
import { writeParquet } from '../support/parquet.ts';
import { countsOf, workspacePerTest } from './workspace.ts';

const work = workspacePerTest();

/** Writes the result of a query as Parquet. */
async function parquet(query: string, name = 'a.parquet'): Promise<string> {
  await writeParquet(work.path(name), query);
  return work.path(name);
}

const at = "timestamp '2024-10-15 08:00:00.25'";

const columnTypes: [what: string, columns: string][] = [
  ['bigint ids', `1481966498820158979::bigint as user_id, ${at} as "timestamp"`],
  ['text ids', `'1481966498820158979' as user_id, ${at} as "timestamp"`],
  ['hugeint kept as decimal', `1481966498820158979::decimal(19, 0) as user_id, ${at} as timestamp`],
  ['instants', `'1481966498820158979' as user_id, (${at})::timestamptz as timestamp`],
  ['nanoseconds', `'1481966498820158979' as user_id, (${at})::timestamp_ns as timestamp`],
  ['milliseconds', `'1481966498820158979' as user_id, (${at})::timestamp_ms as timestamp`],
  ['epoch', `1481966498820158979 as user_id, 1728979200250::bigint as timestamp`],
  ['another order', `${at} as timestamp, 7 as other, 1481966498820158979 as user_id`],
];

test('ids and times of many types, one file each', async () => {
  const files: string[] = [];
  for (const [index, [, columns]] of columnTypes.entries()) {
    files.push(await parquet(`select 't${index}' as event_type, ${columns}`, `${index}.parquet`));
  }
  await work.ingest(files);
  const loaded = await work.rows('select event_type, user_id, occurred_at from events order by 1');
  expect(loaded).toEqual(
    files.map((_, index) => [`t${index}`, '1481966498820158979', '2024-10-15T08:00:00.25Z']),
  );
});

test.each(['double', 'float'])('ids of type %s are refused', async (type) => {
  const path = await parquet(`select 7::${type} as user_id, 'c' as event_type, ${at} as timestamp`);
  const outcome = await work.ingest([path]);
  expect(outcome.code).toBe(3);
  expect(outcome.stderr).toContain('user_id');
  expect(countsOf(outcome)).toEqual([]);
});

test('floating point ids are refused under a mapped name too', async () => {
  const path = await parquet(
    `select 1481966498820158979::double as customer, 'c' as event_type, ${at} as timestamp`,
  );
  const outcome = await work.ingest([path, '--map', 'user_id=customer']);
  expect(outcome.code).toBe(3);
});

test('a floating point column that is not used does no harm', async () => {
  const path = await parquet(
    `select 1.5::double as session_id, 'u' as user_id, 'c' as event_type, ${at} as timestamp`,
  );
  expect(await work.ingest([path])).toMatchObject({ code: 0 });
});

test('bad rows are rejects with their row number', async () => {
  const path = await parquet(`
    select * from (values
      ('u1', 'c', ${at}), (null, 'c', ${at}), ('u3', 'c', null), ('u4', 'c', 'infinity'::timestamp)
    ) as v(user_id, event_type, "timestamp")`);
  const outcome = await work.ingest([path]);
  expect(countsOf(outcome)).toEqual([{ read: 4, new: 1, rejected: 3 }]);
  expect(await work.rows('select line_number, reason, field from rejects order by 1')).toEqual([
    ['2', 'empty id', 'user_id'],
    ['3', 'bad time', 'timestamp'],
    ['4', 'bad time', 'timestamp'],
  ]);
  const again = await work.ingest([path]);
  expect(again.code).toBe(0);
  expect(countsOf(again)).toEqual([{ read: 4, duplicate: 1, rejected: 3 }]);
});

test('hours and pings with types of their own', async () => {
  const hours = await parquet(
    `select 7::bigint as store_id, 0::tinyint as "dayOfWeek", time '09:00:00' as start_time_local,
      time '17:30:00' as end_time_local`,
    'hours.parquet',
  );
  const pings = await parquet(
    `select 7::bigint as store_id, 'UP' as status, ${at} as timestamp_utc`,
    'pings.parquet',
  );
  expect(await work.ingest([hours, pings])).toMatchObject({ code: 0 });
  expect(await work.rows('select store_id, opens_local, closes_local from store_hours')).toEqual([
    ['7', '09:00:00', '17:30:00'],
  ]);
  expect(await work.rows('select store_id, status from store_status')).toEqual([['7', 'active']]);
});

test('no rows: a warning and exit 0', async () => {
  const path = await parquet(
    `select 'u' as user_id, 'c' as event_type, ${at} as timestamp limit 0`,
  );
  const outcome = await work.ingest([path]);
  expect(outcome.code).toBe(0);
  expect(outcome.stderr).toContain('warning:');
});

test('damaged Parquet, and one that lacks columns, are refused whole', async () => {
  const damaged = work.file('damaged.parquet', 'PAR1 and then nothing of the kind PAR1');
  expect((await work.ingest([damaged])).code).toBe(3);
  const other = await parquet("select 'u' as user_id", 'other.parquet');
  const outcome = await work.ingest([other]);
  expect(outcome.code).toBe(3);
  expect(outcome.stderr).toContain('lacks event_type');
});

test('a folder called column=value changes no value', async () => {
  const { mkdirSync } = await import('node:fs');
  mkdirSync(work.path('user_id=9'));
  const path = await parquet(
    `select 'right' as user_id, 'c' as event_type, ${at} as timestamp`,
    'user_id=9/a.parquet',
  );
  expect(await work.ingest([path])).toMatchObject({ code: 0 });
  expect(await work.rows('select user_id from events')).toEqual([['right']]);
});
