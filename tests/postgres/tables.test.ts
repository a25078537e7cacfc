import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DuckDb } from '../../src/engine/duckdb.ts';
import { type Engine, rowsOf } from '../../src/engine/engine.ts';
import type { Postgres } from '../../src/engine/postgres.ts';
import { ensureFunctions } from '../../src/engine/postgres-schema.ts';
import { memoryDatabase } from '../support/memory-database.ts';
import { type FreshDatabase, freshDatabase, hasPostgres, openTest } from './database.ts';
import { ordstatTemplate } from './template.ts';

describe.skipIf(!hasPostgres)('tables', () => {
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

  test('are the same on both engines', async () => {
    const tables = async (engine: Engine) => {
      const names = await rowsOf(
        engine,
        `select table_name from information_schema.tables
        where table_schema = current_schema() order by table_name collate "C"`,
      );
      const columns = names.map(async ({ table_name: name }) => {
        const result = await engine.run(`select * from ${name} limit 0`);
        return [name, result.columns];
      });
      return Promise.all(columns);
    };
    const expected = await tables(duckdb);
    expect(expected.length).toBeGreaterThan(10);
    expect(await tables(postgres)).toEqual(expected);
  });

  test('compare text by bytes, whatever the database does', async () => {
    const others = await rowsOf(
      postgres,
      `select table_name, column_name from information_schema.columns
      where table_schema = current_schema() and (data_type = 'text' or udt_name = '_text')
        and collation_name is distinct from 'C'`,
    );
    expect(others).toEqual([]);
    expect(await rowsOf(postgres, "select 'B' < 'a' as by_bytes")).toEqual([{ by_bytes: 'false' }]);
  });

  test('functions can be made anew where they are', async () => {
    await postgres.run('comment on table ordstat_schema is null');
    await ensureFunctions(postgres);
    expect(await rowsOf(postgres, 'select in_seconds(1) as seconds')).toEqual([
      { seconds: '0.000001' },
    ]);
  });
});
