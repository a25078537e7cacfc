import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { tableNames } from '../../src/ingest/schema.ts';
import { awkwardIds } from '../output/awkward-ids.ts';
import { type Outcome, ordstat } from '../support/command-line.ts';
import { writeParquet } from '../support/parquet.ts';
import { hasPostgres } from './database.ts';
import { type ServerWorkspace, serverWorkspace } from './server-workspace.ts';

const ids = awkwardIds();
const at = '2024-10-15T08:00:00Z';
const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
const csv = (head: string, rows: readonly (readonly string[])[]) =>
  [head, ...rows.map((row) => row.map(quoted).join(',')), ''].join('\n');
const ndjson = (rows: readonly object[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join('');

/** Optional fields that are empty, null, missing, or say null in a word. */
const optional = ['', null, undefined, 'null', 'NULL', '\\N', '""', ' '];

/** Rejects with every kind of text: quotes, backslashes, line ends, bytes that are no text, NUL. */
const badLines = [
  'u,"say ""hi""",never',
  'u,back\\slash\\\\,never',
  'u,\\.,never',
  'u,\\N,never',
  '"two\nlines\r\n\n",c,never',
  '"a\ttab",c,never',
  'u,{"a","b"},never',
  ',,',
  'u,,never',
  '"never closed,c,2024-10-15',
].map((line) => Buffer.from(`${line}\n`));
const badBytes = [
  Buffer.from([0x75, 0x2c, 0xff, 0xfe, 0x5c, 0x22, 0x2c, 0x78, 0x0a]),
  Buffer.from([0x75, 0x2c, 0x00, 0x2c, 0x78, 0x0a]),
  Buffer.from('u,\ud83d,x\n', 'utf8'),
  Buffer.from([0xc3, 0x28, 0x2c, 0x63, 0x2c, 0x0a]),
];

const files: Readonly<Record<string, string | Buffer>> = {
  'events.csv': csv(
    'user_id,event_type,timestamp,event_id',
    ids.map((id) => [id, id, at, id]),
  ),
  'pings.csv': csv(
    'store_id,status,timestamp_utc',
    ids.map((id) => [id, 'active', at]),
  ),
  'hours.csv': csv(
    'store_id,day,start_time_local,end_time_local',
    ids.map((id) => [id, '1', '09:00', '17:00']),
  ),
  'zones.csv': csv(
    'store_id,timezone_str',
    ids.map((id) => [id, id.length % 2 === 0 ? 'Asia/Kolkata' : id]),
  ),
  'order-events.ndjson': ndjson([
    ...ids.map((id) => ({
      ...{ order_id: id, type: 'CREATED', timestamp: at, user_id: id, event_id: id, total: 1.5 },
      ...{ items: [{ sku: id }], details: id, paymentId: id },
    })),
    ...optional.map((value, index) => ({
      ...{ order_id: `optional ${index}`, type: 'CANCELLED', timestamp: at, user_id: value },
      ...{ event_id: value, total: value, items: value, reason: value, paymentId: value },
    })),
  ]),
  'orders.csv': csv('order_id,user_id,status,created_at,completed_at,total_amount,item_ids', [
    ...ids.map((id) => [`w${id}`, id, 'CREATED', at, '', '7', `["${id}", null]`]),
    ['no user', '', 'COMPLETED', at, '2024-10-16 08:00:00', '', ''],
  ]),
  'bad.csv': Buffer.concat([
    Buffer.from('user_id,event_type,timestamp\n'),
    ...badBytes,
    ...badLines,
  ]),
  'bad.ndjson': [
    '{"user_id":"a\\u0000b","event_type":"c","timestamp":"2024-10-15 08:00:00"}',
    '{"user_id":"u","event_type":"\\ud800","timestamp":"2024-10-15 08:00:00"}',
    '{"user_id":["u","v"],"event_type":"c","timestamp":"2024-10-15 08:00:00"}',
    '{"user_id":"u","event_type":"{\\"a\\\\\\"b\\":null}","timestamp":"never"}',
    '{not json \\N \\.',
    '',
  ].join('\n'),
};

const reports = [
  ['event-summary', '--day', '2024-10-15'],
  ['event-gaps', '--day', '2024-10-15'],
  ['store-report', '--as-of', '2024-10-16T12:00:00Z'],
  ['order-status', '--as-of', '2024-10-17T00:00:00Z'],
  ['order-events', '--as-of', '2024-10-17T00:00:00Z'],
  ['order-problems', '--as-of', '2024-10-17T00:00:00Z'],
  ['rejects'],
  ['loads'],
  ['status'],
].flatMap((report) => ['csv', 'json'].map((format) => [...report, '-f', format]));

describe.skipIf(!hasPostgres)('whatever a file says', () => {
  let work: ServerWorkspace;
  let loading: [duckdb: Outcome, postgres: Outcome];
  const both = async (argv: readonly string[]): Promise<[Outcome, Outcome]> => [
    await ordstat([...argv, '--db', work.path('case.duckdb')]),
    await work.run(argv),
  ];

  beforeAll(async () => {
    work = await serverWorkspace('template1');
    const paths = Object.entries(files).map(([name, content]) => work.file(name, content));
    const parquet = work.path('lists.parquet');
    await writeParquet(
      parquet,
      `select 'p-' || i as order_id, 'CREATED' as status, timestamp '2024-10-15 08:00:00' as timestamp,
        case i when 0 then null when 1 then [] when 2 then [null]
          else ['a,b', '{}', '"', '\\', 'NULL', '', null, chr(10)] end as items
      from range(4) as numbers(i)`,
    );
    loading = await both(['ingest', ...paths, parquet]);
  }, 120_000);
  afterAll(() => work?.drop());

  test('is counted and rejected in the same words', () => {
    const [duckdb, postgres] = loading;
    expect(duckdb.stderr).toMatch(/\d{3} new/);
    expect(postgres).toEqual(duckdb);
  });

  test.each(tableNames())('table %s holds the same text', async (table) => {
    const query = `select * from ${table}`;
    const lines = (outcome: Outcome) => ({
      ...outcome,
      stdout: (JSON.parse(outcome.stdout) as object[]).map((row) => JSON.stringify(row)).sort(),
    });
    const [duckdb, postgres] = (await both(['sql', query, '-f', 'json'])).map(lines);
    expect(duckdb?.code, duckdb?.stderr).toBe(0);
    expect(postgres).toEqual(duckdb);
  });

  test.each(reports)('is printed byte for byte the same: %s', async (...argv) => {
    const [duckdb, postgres] = await both(argv);
    expect(duckdb.code, duckdb.stderr).toBe(0);
    expect(duckdb.stdout.length).toBeGreaterThan(100);
    expect(postgres).toEqual(duckdb);
  });

  test('rejects are written as they stood in their file', async () => {
    const query = "select load_id from loads where file_name like '%/bad.csv'";
    const [[load = ''] = []] = await work.rows(query);
    const exported = async (name: string, ...where: string[]) => {
      const argv = ['rejects', '--load', load, '--export', work.path(name), ...where];
      expect(await ordstat(argv)).toMatchObject({ code: 0 });
      return readFileSync(work.path(name));
    };
    const written = await exported('postgres.csv', '--db', work.url);
    const expected = await exported('duckdb.csv', '--db', work.path('case.duckdb'));
    expect(written.equals(expected)).toBe(true);
    for (const bytes of badBytes) {
      expect(written.includes(bytes)).toBe(true);
    }
  });

  test('an export loads again as what it was', async () => {
    const [duckdb, postgres] = await both([
      'ingest',
      work.path('bad.csv'),
      work.path('events.csv'),
    ]);
    expect(postgres).toEqual(duckdb);
    expect(postgres.stderr).toContain('rejected before');
  });
});
