import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openScratchDuckDb } from '../../src/engine/duckdb.ts';
import { rowsOf } from '../../src/engine/engine.ts';
import { root } from '../support/binary.ts';
import { ordstat, temporaryFolder, type World } from '../support/command-line.ts';
import { copyTables } from './copy-tables.ts';
import { administer, type FreshDatabase, freshDatabase, hasPostgres } from './database.ts';
import { ordstatTemplate } from './template.ts';

const now = '2024-10-16T12:00:00Z';

describe.skipIf(!hasPostgres)('reports on PostgreSQL', () => {
  const work = temporaryFolder();
  const file = work.path('demo.duckdb');
  let database: FreshDatabase;
  beforeAll(async () => {
    const files = readdirSync(`${root}fixtures/demo`).map((name) => `${root}fixtures/demo/${name}`);
    writeFileSync(work.path('bad.csv'), 'user_id,event_type,timestamp\nu1,a,yesterday\n"u,2",b,\n');
    const loaded = [...files, work.path('bad.csv')];
    expect((await ordstat(['ingest', ...loaded, '--db', file], { now })).stderr).toContain(
      'bad time',
    );
    database = await freshDatabase(ordstatTemplate);
    await copyTables(file, database.url);
  });
  afterAll(async () => {
    await database?.drop();
    work.remove();
  });

  /** The same command line on both engines. */
  async function both(argv: readonly string[], world: World = {}) {
    const run = (db: string) => ordstat([...argv, '--db', db], { now, ...world });
    return [await run(file), await run(database.url)] as const;
  }

  const everyFormat = ['table', 'csv', 'tsv', 'json', 'ndjson', 'markdown'];
  test.each([
    ...everyFormat.map((format) => `event-summary --day 2024-10-15 -f ${format}`),
    ...everyFormat.map((format) => `store-report -f ${format}`),
    ...everyFormat.map((format) => `order-status -f ${format}`),
    'event-gaps --day 2024-10-15 --tz Asia/Kolkata',
    'event-gaps --day 2024-10-15 --sort user_id:desc --limit 2 -f csv',
    'event-summary --day 2024-10-15 --columns users,event_type --by type -f json',
    'store-report --worst 2',
    'store-report --only-down',
    'store-periods --store 9007199254740993 --day 2024-10-15',
    'store-report --max-age 1h',
    'store-report --store 9007199254740994',
    'store-report --default-tz Europe/Londn',
    'event-summary --day 2024-10-15 --tz America/New_Yrok',
    'order-show o-3',
    'order-show o-99',
    'order-show O-30',
    'order-metrics -f prom',
    'order-metrics -f json',
    'order-metrics',
    'order-problems',
    'order-times --by day',
    'status',
    'loads',
    'loads show 1',
    'loads show 99',
    'rejects',
    'rejects --load 1',
    "event-summary --day 2024-10-15 --fail-if 'events > 1'",
    'event-gaps --day 2024-10-15 --fail-if false -f csv',
    'event-gaps --day 2024-10-15 --limit 1 --fail-if "occurred_at >= \'2024-10-15T10:00:00Z\'"',
    "store-report --fail-if 'uptime_last_hour_minutes < 30' --tz Europe/Berlin",
    "store-report --fail-if 'uptime_last_hour_minuets < 30'",
    "order-status --fail-if 'order_total / 0 > 1'",
    'rejects --fail-if "raw_line like \'%u,2%\'" -f json',
    'status --fail-if "rows = 0 and kind = \'orders\'"',
  ])('%s', async (line) => {
    const [expected, found] = await both(wordsOf(line));
    expect(found).toEqual(expected);
    expect(`${found.stdout}${found.stderr}`).not.toBe('');
  });

  test.each(['csv', 'tsv', 'json', 'ndjson', 'md', 'parquet'])('a file of %s', async (ending) => {
    mkdirSync(work.path(ending), { recursive: true });
    const at = (name: string) => work.path(`${ending}/${name}.${ending}`);
    const argv = ['order-status', '--sort', 'order_total:desc', '-q', '--limit', '5'];
    expect(await ordstat([...argv, '--out', at('a'), '--db', file], { now })).toMatchObject({
      code: 0,
    });
    const found = await ordstat([...argv, '--out', at('b'), '--db', database.url], { now });
    expect(found).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(readFileSync(at('b')).equals(readFileSync(at('a')))).toBe(true);
  });

  test('a Parquet file with the types that DuckDB gives', async () => {
    const out = work.path('gaps.parquet');
    const argv = ['event-gaps', '--day', '2024-10-15', '--out', out, '--fail-if', 'is_idle', '-q'];
    expect(await ordstat([...argv, '--db', database.url], { now })).toMatchObject({ code: 0 });
    const scratch = await openScratchDuckDb([out]);
    const described = await rowsOf(scratch, `describe from '${out}'`);
    await scratch.close();
    expect(described.map((row) => `${row.column_name} ${row.column_type}`)).toEqual([
      'user_id VARCHAR',
      'event_type VARCHAR',
      'occurred_at TIMESTAMP WITH TIME ZONE',
      'previous_at TIMESTAMP WITH TIME ZONE',
      'gap_seconds DECIMAL(24,6)',
      'is_idle BOOLEAN',
      'event_id VARCHAR',
    ]);
  });

  test('a report does not change the database', async () => {
    const name = new URL(database.url).pathname.slice(1);
    const { rows } = await administer(
      `select count(*)::int as tables from pg_class
      where relpersistence = 't' or relname in ('held_report', 'view_rows')`,
      name,
    );
    expect(rows).toEqual([{ tables: 0 }]);
  });

  test('a query that writes is refused for what it is', async () => {
    const query = 'with gone as (delete from events returning 1) select * from gone';
    const outcome = await ordstat(['sql', query, '--db', database.url]);
    expect(outcome.code).toBe(1);
    expect(outcome.stderr).toContain('error: nothing but a query may run\n');
  });

  test('the password is shown nowhere', async () => {
    const { password } = new URL(database.url);
    const log = work.path('run.log');
    const outcomes = [
      await ordstat(['status', '-v', '--debug', '--log-file', log, '--db', database.url], { now }),
      await ordstat(['status', '-v', '--debug', '--db', `${database.url}nope`], { now }),
      await ordstat(['ingest', work.path('bad.csv'), '--debug', '--db', database.url], { now }),
      await ordstat(['config', '--db', database.url], { now }),
      await ordstat(['config'], { now, environment: { ORDSTAT_DB: database.url } }),
      await ordstat(['doctor', '--db', database.url], { now }),
    ];
    expect(outcomes.map(({ code }) => code)).toEqual([0, 1, 0, 0, 0, 0]);
    const shown = outcomes.map(({ stdout, stderr }) => stdout + stderr).join('');
    expect(shown).toContain('postgres://tester@127.0.0.1');
    expect(shown + readFileSync(log, 'utf8')).not.toContain(password);
  });

  test('a database without tables', async () => {
    const empty = await freshDatabase();
    const outcome = await ordstat(['status', '--db', empty.url], { now });
    expect(outcome).toMatchObject({
      code: 3,
      stderr: expect.stringMatching(/^error: nothing is loaded in postgres:.*\nhint: .*\n$/),
    });
    await empty.drop();
  });

  test.each([
    [3, /was written by an older ordstat \(schema 3.*\nhint: .*ordstat db upgrade/],
    [99, /was written by a newer ordstat \(schema 99.*\nhint: upgrade ordstat/],
  ])('tables of version %i', async (version, expected) => {
    const other = await freshDatabase(ordstatTemplate);
    const name = new URL(other.url).pathname.slice(1);
    await administer(`update ordstat_schema set version = ${version}`, name);
    const outcome = await ordstat(['status', '--db', other.url], { now });
    expect(outcome).toMatchObject({ code: 3, stderr: expect.stringMatching(expected) });
    await other.drop();
  });

  test('tables in a schema that the address names, beside other tables', async () => {
    const name = new URL(database.url).pathname.slice(1);
    await administer('create schema elsewhere; create table elsewhere.things (id integer)', name);
    const url = `${database.url}?options=-c%20search_path%3Delsewhere`;
    expect(await ordstat(['status', '--db', url], { now })).toMatchObject({ code: 3 });
    await administer('drop schema elsewhere cascade', name);
  });
});

/** Words of a command line, with quotes. */
const wordsOf = (line: string) =>
  [...line.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(
    ([, single, double, bare]) => (single ?? double ?? bare) as string,
  );
