import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Outcome, ordstat } from '../support/command-line.ts';
import { emptyTables, hasPostgres } from './database.ts';
import { type ServerWorkspace, serverWorkspace } from './server-workspace.ts';

// A server's rows are compared where something of their hour is held, and copied where nothing is: what
// comes of it must be what a file has, wherever files overlap, also in the hours around 1970.

/** Everything that is held, a line per row. */
const held = Object.entries({
  events: 'user_id, event_type, occurred_at, event_id, load_id',
  events_overruled: 'user_id, event_type, occurred_at, event_id, load_id',
  store_status: 'store_id, observed_at, status, load_id',
  store_status_overruled: 'store_id, observed_at, status, load_id',
  store_weeks: 'store_id, week_start, first_at, last_at, last_status',
  order_events: 'order_id, status, occurred_at, event_id, user_id, total, origin, load_id',
  order_events_overruled: 'order_id, status, occurred_at, event_id, origin, load_id',
  orders: 'order_id, status, latest_at, load_id',
  load_dependencies: 'load_id, on_load_id, row_count',
  loads: 'load_id, rows_read, rows_new, rows_replaced, rows_duplicate, rows_conflict',
})
  .map(
    ([table, columns]) =>
      `select '${table}' as what, concat_ws(' ', ${columns}) as row_text from ${table}`,
  )
  .join(' union all ');

const hours = ['2024-10-13T23', '2024-10-14T00', '2024-10-14T01'];
/** Halves of the hours around 1970, and of those around the start of a week. */
const times = [...hours, '1969-12-31T23', '1970-01-01T00'].flatMap((hour) => [
  `${hour}:00:00Z`,
  `${hour}:59:59.999999Z`,
]);
const one = (...values: readonly string[]) => fc.constantFrom(...values);
const time = one(...times);
const id = one('', '', '', 'e1', 'e2');

/** Per kind a header, and rows with so few values that files share many. */
const kinds: Readonly<Record<string, readonly [string, fc.Arbitrary<readonly string[]>]>> = {
  events: [
    'user_id,event_type,timestamp,event_id',
    fc.tuple(one('u1', 'u2'), one('view', 'buy'), time, id),
  ],
  pings: [
    'store_id,status,timestamp_utc',
    fc.tuple(one('s1', 's2'), one('active', 'inactive'), time),
  ],
  'events of orders': [
    'order_id,status,timestamp,event_id,user_id,total,items,details,payment_id',
    fc.tuple(
      ...[one('o1'), one('CREATED', 'COMPLETED'), one(...times.slice(0, 3)), id],
      ...[one('', 'u'), one('', '1.5', '1.50'), one('', 'i'), one('', 'd'), one('', 'p')],
    ),
  ],
  orders: [
    'order_id,status,created_at,completed_at,user_id',
    fc.tuple(one('o1', 'o2'), one('CREATED', 'COMPLETED'), time, one('', ...times), one('', 'u')),
  ],
};

/** What is done one after the other: files with rows of one pool, or an earlier load taken back. */
const stepsWith = (header: string, row: fc.Arbitrary<readonly string[]>) =>
  fc.array(row, { minLength: 6, maxLength: 12 }).chain((pool) => {
    const rows = pool.map((cells) => cells.join(','));
    const file = fc
      .tuple(fc.subarray(rows, { minLength: Math.floor(rows.length / 2) }), fc.subarray(rows))
      .map((parts) => [header, ...parts.flat(), ''].join('\n'));
    const load = fc.record({ content: file, flags: fc.constantFrom([], ['--keep-duplicates']) });
    const removal = fc.record({ remove: fc.integer({ min: 1, max: 4 }) });
    const steps = fc.array(fc.oneof({ weight: 3, arbitrary: load }, removal), { maxLength: 3 });
    return fc.tuple(load, load, steps).map(([first, second, more]) => [first, second, ...more]);
  });

const inAnyOrder = ({ code, stdout, stderr }: Outcome) => ({
  code,
  stderr,
  lines: stdout.split('\n').sort(),
});

describe.skipIf(!hasPostgres)('loads leave on a server what they leave in a file', () => {
  let work: ServerWorkspace;
  beforeEach(async () => {
    work = await serverWorkspace();
  });
  afterEach(() => work.drop());

  test.each(Object.entries(kinds))('of %s, wherever they overlap', async (_, [header, row]) => {
    let count = 0;
    await fc.assert(
      fc.asyncProperty(stepsWith(header, row), async (steps) => {
        await emptyTables(work.url);
        count += 1;
        const both = [work.path(`${count}.duckdb`), work.url];
        const onBoth = async (...argv: string[]) => {
          const outcomes = both.map((db) => ordstat([...argv, '--db', db]));
          const [onFile, onServer] = (await Promise.all(outcomes)).map(inAnyOrder);
          expect(onServer, argv[0]).toEqual(onFile);
          return onFile;
        };
        expect(await onBoth('db', 'init', '-q')).toMatchObject({ code: 0 });
        for (const [index, each] of steps.entries()) {
          const argv =
            'remove' in each
              ? ['loads', 'rm', String(each.remove)]
              : ['ingest', work.file(`${count}-${index}.csv`, each.content), ...each.flags];
          await onBoth(...argv);
        }
        expect(await onBoth('sql', held, '-f', 'csv')).toMatchObject({ code: 0 });
      }),
      { numRuns: Number(process.env.ORDSTAT_TEST_RUNS ?? 6), endOnFailure: true },
    );
  });
});
