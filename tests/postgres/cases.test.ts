import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Case, caseFiles, cases } from '../support/cases.ts';
import { ordstat, temporaryFolder } from '../support/command-line.ts';
import { copyTables } from './copy-tables.ts';
import { type FreshDatabase, freshDatabase, hasPostgres } from './database.ts';
import { ordstatTemplate } from './template.ts';

describe.skipIf(!hasPostgres)('on PostgreSQL', () => {
  let database: FreshDatabase;
  beforeAll(async () => {
    database = await freshDatabase(ordstatTemplate);
  });
  afterAll(() => database?.drop());

  test.each(cases)('$command: $name', async (each) => {
    const { command, folder } = each;
    const { params, lifecycle, world } = caseFiles(each);
    await load(each, database.url);
    const argv = [command, ...params.argv, ...lifecycle, '-f', 'csv', '-q', '--db', database.url];
    const expected = readFileSync(join(folder, 'expected.csv'), 'utf8');
    expect(await ordstat(argv, world)).toEqual({ code: 0, stdout: expected, stderr: '' });
  });
});

/** Loads a case's files into DuckDB, and what it made of them into the database. */
async function load(each: Case, url: string): Promise<void> {
  const { params, files, lifecycle, world } = caseFiles(each);
  const temporary = temporaryFolder();
  const path = temporary.path('case.duckdb');
  try {
    const argv = ['ingest', ...files, ...(params.ingest ?? []), ...lifecycle, '--db', path, '-q'];
    expect(await ordstat(argv, world)).toEqual({ code: 0, stdout: '', stderr: '' });
    await copyTables(path, url);
  } finally {
    temporary.remove();
  }
}
