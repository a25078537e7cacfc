import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DuckDb } from '../../src/engine/duckdb.ts';
import type { Engine, Result } from '../../src/engine/engine.ts';
import type { Postgres } from '../../src/engine/postgres.ts';
import { composedSql, parameterNames, sqlFile, sqlFolder } from '../../src/engine/sql-files.ts';
import { type FreshDatabase, freshDatabase, hasPostgres, openTest } from '../postgres/database.ts';
import { ordstatTemplate } from '../postgres/template.ts';
import { memoryDatabase } from '../support/memory-database.ts';
import { sqlBelow } from './sql-below.ts';

const reports = sqlFolder('4_reports');
/** What merges rows, takes them back and prunes them; files are read by DuckDB alone. */
const steps = sqlBelow('2_ingest').filter((name) => !/\/(1_read|read)\//.test(name));
const common = [...sqlFolder('3_models'), ...reports, ...steps];

const codeOf = (name: string) => sqlFile(name).replace(/--.*$/gm, '');

/** Words that only one engine knows, or that mean different things to the two. */
const dialects: Readonly<Record<string, RegExp>> = {
  'is only in DuckDB':
    /\b(qualify|asof|exclude|ignore nulls|group by all|order by all|arg_max|arg_min|max_by|min_by|date_diff|datediff|epoch_us|epoch_ms|strptime|strftime|list_\w+|list|len|range|struct_\w+|read_csv|read_\w+|hugeint|make_timestamp|try_cast|regexp_matches|regexp_full_match|regexp_extract|levenshtein|hex|unhex|rowid|macro|strlen|contains|lambda|pivot|semi join|anti join)\b|(?<!\/)\/\/(?!\/)/,
  'is only in PostgreSQL':
    /\b(to_char|to_timestamp|make_interval|overlaps|ilike any|similar to|tsrange|numrange|pg_\w+|jsonb?\w*|bytea|numeric|ctid|encode|decode|cardinality)\b|::/,
  'differs between the engines':
    /~|\b(round|double|float|real|timestamptz|current_(date|time|timestamp))\b|\b(random|now|log|trunc)\(|extract\(dow/,
};

test.each([...sqlFolder('3_models'), ...reports])('%s makes nothing in the session', (name) => {
  expect(codeOf(name)).not.toMatch(/\bcreate\b/);
});

describe.each(Object.entries(dialects))('a word that %s', (_, words) => {
  test.each(common)('is not in %s', (name) => {
    expect(codeOf(name)).not.toMatch(words);
  });
});

test.each(common)('%s casts each parameter where it stands, or gives it to a helper', (name) => {
  const code = codeOf(name);
  const bare = [...parameterNames(code)].filter(
    (parameter) =>
      !new RegExp(`cast\\(\\$${parameter} as [a-z]`).test(code) &&
      !new RegExp(`\\b[a-z_]+\\([^()]*\\$${parameter}\\b`).test(code),
  );
  expect(bare).toEqual([]);
});

describe.skipIf(!hasPostgres)('on both engines', () => {
  let database: FreshDatabase;
  let postgres: Postgres;
  let duckdb: DuckDb;
  beforeAll(async () => {
    database = await freshDatabase(ordstatTemplate);
    postgres = await openTest(database.url, { access: 'read' });
    duckdb = await memoryDatabase();
  });
  afterAll(async () => {
    await duckdb?.close();
    await postgres?.close();
    await database?.drop();
  });

  test.each(reports)('%s gives the same columns', async (name) => {
    const sql = composedSql(name);
    const parameters = Object.fromEntries([...parameterNames(sql)].map((each) => [each, null]));
    const columns = async (engine: Engine) => shown(await engine.run(sql, parameters));
    const expected = await columns(duckdb);
    expect(await columns(postgres)).toEqual(expected);
  });
});

/** PostgreSQL does not say how many digits a worked out decimal has. */
const shown = ({ columns }: Result) =>
  columns.map(({ name, type }) => `${name} ${type.replace(/^DECIMAL.*/, 'DECIMAL')}`);
