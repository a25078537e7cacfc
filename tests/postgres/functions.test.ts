import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DuckDb } from '../../src/engine/duckdb.ts';
import { type Engine, rowsOf } from '../../src/engine/engine.ts';
import type { Postgres } from '../../src/engine/postgres.ts';
import { sqlFile } from '../../src/engine/sql-files.ts';
import { memoryDatabase, timestampText } from '../support/memory-database.ts';
import { type FreshDatabase, freshDatabase, hasPostgres, openTest } from './database.ts';
import { ordstatTemplate } from './template.ts';

/** A value of a column in a list that both engines take apart. */
type Value = string | null;

const text = (value: bigint | number) => String(value);
const orNull = <T>(values: fc.Arbitrary<T>) => fc.option(values, { freq: 20 });

const farUs = 4_102_444_800_000_000n;
const us = fc.bigInt({ min: -farUs, max: farUs }).map(text);
const positiveUs = fc.bigInt({ min: 0n, max: farUs }).map(text);
const timestamp = fc.bigInt({ min: -farUs, max: farUs }).map(timestampText);
const amount = fc.bigInt({ min: -(10n ** 17n), max: 10n ** 17n }).map(
  (value) =>
    `${value / 10_000n}.${String(value % 10_000n)
      .replace('-', '')
      .padStart(4, '0')}`,
);
const printable = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.string({ maxLength: 12 }),
);
const word = printable.map((value) => value.replaceAll('\0', '').replace(/[\ud800-\udfff]/g, ''));
const share = fc.constantFrom('0', '1', '50', '90', '95', '99', '100');

/**
 * Zones of all kinds: whole and half hours, summer time in either hemisphere, half an hour of it,
 * at midnight, across the date line, and none. Only years that both engines' zone data agree on:
 * newer data changes rules from 2022 on, and older years differ where sources were merged.
 */
const zone = fc.constantFrom(
  'UTC',
  'America/New_York',
  'America/Los_Angeles',
  'America/St_Johns',
  'America/Sao_Paulo',
  'America/Havana',
  'Europe/London',
  'Europe/Berlin',
  'Europe/Dublin',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Asia/Tehran',
  'Asia/Beirut',
  'Australia/Sydney',
  'Australia/Lord_Howe',
  'Pacific/Auckland',
  'Pacific/Chatham',
  'Pacific/Apia',
  'Africa/Johannesburg',
);
const firstYear = 1995;
const lastYear = 2021;
/** A clock reading, often in an hour at which clocks change. */
const reading = fc
  .record({
    year: fc.integer({ min: firstYear, max: lastYear }),
    day: fc.integer({ min: 0, max: 364 }),
    minute: fc.oneof(fc.integer({ min: 0, max: 240 }), fc.integer({ min: 0, max: 1439 })),
    us: fc.constantFrom(0, 1, 999_999, 500_000),
  })
  .map(({ year, day, minute, us: fraction }) =>
    timestampText(BigInt(Date.UTC(year, 0, 1 + day, 0, minute)) * 1000n + BigInt(fraction)),
  );

describe.skipIf(!hasPostgres)('functions of the prelude', () => {
  let database: FreshDatabase;
  let postgres: Postgres;
  let duckdb: DuckDb;
  beforeAll(async () => {
    database = await freshDatabase(ordstatTemplate);
    postgres = await openTest(database.url);
    duckdb = await memoryDatabase();
  });
  afterAll(async () => {
    await duckdb?.close();
    await postgres?.close();
    await database?.drop();
  });

  async function expectEqual(
    expression: string,
    types: readonly string[],
    rows: readonly (readonly Value[])[],
  ): Promise<void> {
    const names = types.map((_, index) => `a${index + 1}`);
    const parameters = Object.fromEntries(
      names.map((name, index) => [name, rows.map((row) => row[index] ?? null)]),
    );
    const lists = names.map((name) => `unnest(cast($${name} as text[])) as ${name}`);
    const casts = names.map((name, index) => `cast(${name} as ${types[index]}) as ${name}`);
    const sql = `with lists as (select ${lists.join(', ')}),
      typed as (select ${casts.join(', ')} from lists)
      select ${names.join(', ')}, ${expression} as result from typed`;
    const found = await Promise.all(
      [duckdb, postgres].map((engine: Engine) => rowsOf(engine, sql, parameters)),
    );
    expect(found[1]).toEqual(found[0]);
  }

  test.each<[string, string[], fc.Arbitrary<Value>[]]>([
    ['us_between(a1, a2)', ['timestamp', 'timestamp'], [timestamp, timestamp]],
    ['plus_us(a1, a2)', ['timestamp', 'bigint'], [timestamp, us]],
    [
      'middle_of(least(a1, a2), greatest(a1, a2))',
      ['timestamp', 'timestamp'],
      [timestamp, timestamp],
    ],
    ['utc_to_local(a1, a2)', ['timestamp', 'text'], [reading, zone]],
    ['local_to_utc(a1, a2)', ['timestamp', 'text'], [reading, zone]],
    ['instant_of(a1, a2, a3)', ['timestamp', 'bigint', 'text'], [reading, us, zone]],
    ['day_of_week(cast(a1 as date))', ['timestamp'], [timestamp]],
    [
      'overlap_us(a1, a2, a3, a4)',
      ['timestamp', 'timestamp', 'timestamp', 'timestamp'],
      [timestamp, timestamp, timestamp, timestamp],
    ],
    ['round_to_units(a1, a2)', ['bigint', 'bigint'], [positiveUs, positiveUs]],
    ['in_minutes(a1)', ['bigint'], [positiveUs]],
    ['in_hours(a1)', ['bigint'], [positiveUs]],
    ['in_seconds(a1)', ['bigint'], [us]],
    ['in_percent(least(a1, a2), greatest(a1, a2))', ['bigint', 'bigint'], [positiveUs, positiveUs]],
    [
      'offset_text(a1)',
      ['bigint'],
      [fc.integer({ min: -1080, max: 1080 }).map((m) => text(m * 60_000_000))],
    ],
    ['instant_text(a1, a2)', ['timestamp', 'text'], [reading, zone]],
    ['seconds_text(in_seconds(a1))', ['bigint'], [us]],
    ['amount_text(a1)', ['decimal(18, 4)'], [amount]],
    ['as_instant(a1)', ['timestamp'], [timestamp]],
    ["edit_distance(coalesce(a1, ''), coalesce(a2, ''))", ['text', 'text'], [word, word]],
    [
      'edit_distance(a1, a2)',
      ['text', 'text'],
      [fc.stringMatching(/^[ab]{0,6}$/), fc.stringMatching(/^[abc]{0,6}$/)],
    ],
  ])('%s', async (expression, types, values) => {
    const rows = fc.array(fc.tuple(...values.map((each) => orNull(each))), {
      minLength: 200,
      maxLength: 400,
    });
    await fc.assert(
      fc.asyncProperty(rows, (each) => expectEqual(expression, types, each)),
      { numRuns: 10, endOnFailure: true },
    );
  });

  test('every clock change of many years, to the microsecond', async () => {
    const minutes = await rowsOf(
      postgres,
      `with hours as (
        select hours.at, timezone(zones.name, timezone('UTC', hours.at)) - hours.at as utc_offset, zones.name
        from unnest(array['America/New_York', 'Europe/Berlin', 'Australia/Lord_Howe', 'Pacific/Apia',
          'America/Sao_Paulo', 'Asia/Tehran', 'America/St_Johns']) as zones(name)
        cross join generate_series(timestamp '2005-01-01', timestamp '2021-12-31', interval '30 minutes')
          as hours(at)
      ),
      compared as (
        select *, lag(utc_offset) over (partition by name order by at) as previous from hours
      )
      select name, at + least(utc_offset, previous) as local_at from compared
      where utc_offset <> previous`,
    );
    expect(minutes.length).toBeGreaterThan(100);
    const shifts = [
      '-3600000001',
      '-3600000000',
      '-1800000001',
      '-1800000000',
      '-1',
      '0',
      '1',
      '1799999999',
      '1800000000',
      '3599999999',
      '3600000000',
      '3600000001',
      '7200000000',
    ];
    const rows = minutes.flatMap((row) =>
      shifts.map((shift) => [row.local_at ?? null, shift, row.name ?? null]),
    );
    await expectEqual('local_to_utc(plus_us(a1, a2), a3)', ['timestamp', 'bigint', 'text'], rows);
    await expectEqual(
      'instant_text(local_to_utc(plus_us(a1, a2), a3), a3)',
      ['timestamp', 'bigint', 'text'],
      rows,
    );
  });

  test('percentile_of', async () => {
    const list = fc.array(positiveUs, { minLength: 1, maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(list, share, async (values, percent) => {
        await expectEqual(
          'percentile_of((select array_agg(a1 order by a1) from typed), (select count(*) from typed), a2)',
          ['bigint', 'integer'],
          values.map((value) => [value, percent]),
        );
      }),
      { numRuns: 50 },
    );
  });

  test.each([
    ['text', 'bigint'],
    ['decimal(18, 4)', 'bigint'],
    ['text', 'timestamp'],
  ])('latest_known of %s by %s', async (valueType, placeType) => {
    const value = orNull(valueType === 'text' ? word : amount);
    const moments = fc.uniqueArray(fc.integer({ min: -1000, max: 1000 }), { maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(
        moments.chain((places) =>
          fc.tuple(fc.constant(places), fc.array(value, { minLength: places.length })),
        ),
        async ([places, values]) => {
          const rows = places.map((place, index) => [
            values[index] ?? null,
            placeType === 'bigint' ? text(place) : timestampText(BigInt(place) * 1_000_001n),
          ]);
          await expectEqual(
            '(select latest_known(a1, a2) from typed)',
            [valueType, placeType],
            rows,
          );
        },
      ),
      { numRuns: 50 },
    );
  });

  test('hex_of', async () => {
    const [expected] = await rowsOf(duckdb, "select hex_of(cast('a\\x00\\xFF' as blob)) as hex");
    const [found] = await rowsOf(postgres, "select hex_of(cast('\\x6100ff' as bytea)) as hex");
    expect(found).toEqual(expected);
  });

  test('known_zones has names that mean the same everywhere', async () => {
    const names = async (engine: Engine) =>
      (await rowsOf(engine, 'select zone_name from known_zones()')).map((row) => row.zone_name);
    const [expected, found] = [await names(duckdb), await names(postgres)];
    expect(found.filter((name) => !expected.includes(name))).toEqual([]);
    expect(found).toContain('America/New_York');
    expect(found).toContain('UTC');
    expect(found).not.toContain('EST');
  });

  test('both engines have the same helpers', async () => {
    const defined = (name: string, pattern: RegExp) =>
      new Set([...sqlFile(name).matchAll(pattern)].map((match) => match[1]));
    const macros = defined('engines/duckdb/prelude', /^create or replace temp macro (\w+)/gm);
    const functions = defined(
      'engines/postgres/prelude',
      /^create or replace (?:function|aggregate) (\w+)/gm,
    );
    expect([...macros].filter((name) => !functions.has(name))).toEqual([]);
  });

  test('the functions of one expression are put into the statement', async () => {
    const plan = await rowsOf(
      postgres,
      `explain (verbose, costs off)
        select overlap_us(observed_at, observed_at, observed_at, observed_at), in_seconds(load_id),
          instant_text(observed_at, 'UTC'), local_to_utc(observed_at, store_id)
        from store_status`,
    );
    const text = plan.map((row) => Object.values(row)[0]).join('\n');
    expect(text).not.toMatch(/us_between|overlap_us|in_seconds|instant_text|local_to_utc\(/);
  });
});
