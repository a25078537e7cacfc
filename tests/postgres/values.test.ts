import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DuckDb } from '../../src/engine/duckdb.ts';
import { type Parameters, type Row, rowsOf } from '../../src/engine/engine.ts';
import type { Postgres } from '../../src/engine/postgres.ts';
import { memoryDatabase } from '../support/memory-database.ts';
import { type FreshDatabase, freshDatabase, hasPostgres, openTest } from './database.ts';

describe.skipIf(!hasPostgres)('values on both engines', () => {
  let database: FreshDatabase;
  let postgres: Postgres;
  let duckdb: DuckDb;
  beforeAll(async () => {
    database = await freshDatabase();
    postgres = await openTest(database.url);
    duckdb = await memoryDatabase();
  });
  afterAll(async () => {
    await duckdb?.close();
    await postgres?.close();
    await database?.drop();
  });

  const both = async (sql: string, parameters: Parameters = {}) => {
    const results = [];
    for (const engine of [duckdb, postgres]) {
      const { columns, batches } = await engine.run(sql, parameters);
      const rows: Row[] = [];
      for await (const batch of batches()) {
        rows.push(...batch);
      }
      results.push({ columns, rows });
    }
    return results;
  };

  test.each([
    'true',
    'false',
    'cast(9223372036854775807 as bigint)',
    'cast(-2147483648 as integer)',
    'cast(7 as smallint)',
    "cast('a' as text)",
    "cast('ünï \u{1F600} \\ '' \" ' as text)",
    "cast('' as text)",
    "timestamp '2024-10-15 08:00:00'",
    "timestamp '2024-10-15 08:00:00.5'",
    "timestamp '2024-10-15 08:00:00.000001'",
    "timestamp '0001-01-01 00:00:00'",
    "timestamp '9999-12-31 23:59:59.999999'",
    "timestamp 'infinity'",
    "timestamp '-infinity'",
    "date '2024-02-29'",
    "date '0099-02-03'",
    "time '08:00:00'",
    "time '23:59:59.25'",
    "time '24:00:00'",
    "timestamptz '2024-10-15 08:00:00.5+05:30'",
    'cast(1.5 as decimal(18, 4))',
    'cast(-0.0001 as decimal(18, 4))',
    'cast(0 as decimal(24, 6))',
    'cast(12345678901234567.123456 as decimal(24, 6))',
    'cast(0.1 as double precision)',
    'cast(1e21 as double precision)',
    'cast(1e-7 as double precision)',
    "cast('NaN' as double precision)",
    "cast('-infinity' as double precision)",
    'cast(0.1 as real)',
    "cast('5b1fe1d4-6fb0-4d5c-9c42-111111111111' as uuid)",
    'cast(null as text)',
    'cast(null as decimal(18, 4))',
  ])('%s', async (expression) => {
    const [expected, found] = await both(`select ${expression} as value`);
    expect(found).toEqual(expected);
  });

  test.each<[string, Parameters[string]]>([
    ['cast($value as text)', "it's $day; -- \\ \n ü"],
    ['cast($value as text)', ''],
    ['cast($value as text)', null],
    ['cast($value as bigint)', 9_007_199_254_740_991],
    ['cast($value as bigint)', 9_223_372_036_854_775_807n],
    ['cast($value as boolean)', true],
    ['cast($value as timestamp)', '2024-10-15 08:00:00.123'],
    ['cast($value as text[])', ['a', 'b,c', '{}', '"', '\\', 'NULL', '', null, ' x ']],
    ['cast($value as text[])', []],
    ['cast($value as text[])', [null]],
    ['cast($value as text[])', null],
  ])('%s of %s', async (expression, value) => {
    const [expected, found] = await both(`select ${expression} as value`, { value });
    expect(found).toEqual(expected);
  });

  test('lists of other types', async () => {
    const lists = ['array[1, null, 3]', 'array[true, false]', "array[date '2024-01-01']"];
    const columns = lists.map((list, index) => `${list} as list_${index}`);
    const [expected, found] = await both(`select ${columns.join(', ')}`);
    expect(found).toEqual(expected);
  });

  test('bytes', async () => {
    const [fromDuckDb] = await rowsOf(duckdb, String.raw`select 'a''\x00\xFF\x5C~'::blob as value`);
    const [found] = await rowsOf(postgres, String.raw`select '\x612700ff5c7e'::bytea as value`);
    expect(found).toEqual(fromDuckDb);
  });

  test('two columns of one name', async () => {
    const [expected, found] = await both('select 1 as a, 2 as a, 3 as a');
    expect(found).toEqual(expected);
  });

  test('how many rows were changed', async () => {
    for (const sql of [
      'create table counted (value integer)',
      'insert into counted values (1), (2), (3)',
      'update counted set value = 4 where value > 1',
      'delete from counted where value = 4',
    ]) {
      const [expected, found] = await both(sql);
      expect(found?.rows, sql).toEqual(expected?.rows);
    }
  });

  test('create or replace temp', async () => {
    for (const sql of [
      'create or replace temp table held as select cast($value as integer) as value',
      '-- comment\ncreate or replace temp table held as\nselect cast($value as integer) as other',
    ]) {
      const [, found] = await both(sql, { value: 5 });
      expect(found?.rows).toEqual([{ Count: '1' }]);
    }
    await both('create or replace temp view seen as select other from held');
    await both('create or replace temp view seen as select 2 as another');
    const [expected, found] = await both('select other, another from held cross join seen');
    expect(found?.rows).toEqual([{ other: '5', another: '2' }]);
    expect(found).toEqual(expected);
  });

  test('the server knows how many rows a temporary table has', async () => {
    const sizes = "select reltuples from pg_class where oid = 'pg_temp.sized'::regclass";
    for (const count of ['0', '5']) {
      await postgres.run(
        `create or replace temp table sized as select n from generate_series(1, ${count}) as series(n)`,
      );
      expect(await rowsOf(postgres, sizes)).toEqual([{ reltuples: count }]);
    }
  });

  test('parameters must match', async () => {
    await expect(postgres.run('select $a::text')).rejects.toThrow('no value for the parameter $a');
    await expect(postgres.run('select 1', { b: 1 })).rejects.toThrow('no parameter $b');
  });
});
