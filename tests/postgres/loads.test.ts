import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
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
  order_events: 'order_id, status, occurred_at, event_id, origin, load_id',
  order_events_overruled: 'order_id, status, occurred_at, event_id, origin, load_id',
  load_dependencies: 'load_id, on_load_id, row_count',
  loads: 'load_id, rows_read, rows_new, rows_duplicate, rows_conflict, rows_rejected',
})
  .map(
    ([table, columns]) =>
      `select '${table}' as what, concat_ws(' ', ${columns}) as row_text from ${table}`,
  )
  .join(' union all ');

const time = fc
  .tuple(
    fc.constantFrom('1969-12-31T22:00:00Z', '2024-10-13T22:00:00Z'),
    fc.integer({ min: 0, max: 4 }),
    fc.constantFrom(0, 1, 59),
  )
  .map(([from, hours, minutes]) =>
    new Date(Date.parse(from) + (hours * 60 + minutes) * 60_000).toISOString(),
  );
const eventId = fc.constantFrom('', '', '', '', 'e1', 'e2');

/** A kind of file by its header and its rows. */
const fileOf = (header: string, row: fc.Arbitrary<readonly string[]>) =>
  fc
    .array(row, { minLength: 1, maxLength: 12 })
    .map((rows) => [header, ...rows.map((cells) => cells.join(',')), ''].join('\n'));

const file = fc.oneof(
  fileOf(
    'user_id,event_type,timestamp,event_id',
    fc.tuple(fc.constantFrom('u1', 'u2'), fc.constantFrom('view', 'buy'), time, eventId),
  ),
  fileOf(
    'store_id,status,timestamp_utc',
    fc.tuple(fc.constantFrom('s1', 's2'), fc.constantFrom('active', 'inactive'), time),
  ),
  fileOf(
    'order_id,status,timestamp,event_id',
    fc.tuple(fc.constantFrom('o1', 'o2'), fc.constantFrom('CREATED', 'PAID'), time, eventId),
  ),
);

/** What is done one after the other: a load, or an earlier one taken back. */
const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ content: file, flags: fc.constantFrom([], ['--keep-duplicates']) }),
  },
  { weight: 1, arbitrary: fc.record({ remove: fc.integer({ min: 1, max: 4 }) }) },
);

const inAnyOrder = ({ code, stdout, stderr }: Outcome) => ({
  code,
  stderr,
  lines: stdout.split('\n').sort(),
});

describe.skipIf(!hasPostgres)('loads', () => {
  let work: ServerWorkspace;
  afterEach(() => work.drop());

  test('leave on a server what they leave in a file, wherever they overlap', async () => {
    work = await serverWorkspace();
    let count = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 5 }), async (steps) => {
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
      { numRuns: Number(process.env.ORDSTAT_TEST_RUNS ?? 15), endOnFailure: true },
    );
  });
});
