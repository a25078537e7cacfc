import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { caseFiles, cases } from '../support/cases.ts';
import { ordstat } from '../support/command-line.ts';
import { emptyTables, type FreshDatabase, freshDatabase, hasPostgres } from './database.ts';
import { ordstatTemplate } from './template.ts';

describe.skipIf(!hasPostgres)('on PostgreSQL', () => {
  let database: FreshDatabase;
  beforeAll(async () => {
    database = await freshDatabase(ordstatTemplate);
  });
  beforeEach(() => emptyTables(database.url));
  afterAll(() => database?.drop());

  test.each(cases)('$command: $name', async (each) => {
    const { command, folder } = each;
    const { params, files, lifecycle, world } = caseFiles(each);
    const where = [...lifecycle, '-q', '--db', database.url];
    const loading = ['ingest', ...files, ...(params.ingest ?? []), ...where];
    expect(await ordstat(loading, world)).toEqual({ code: 0, stdout: '', stderr: '' });
    const expected = readFileSync(join(folder, 'expected.csv'), 'utf8');
    const argv = [command, ...params.argv, '-f', 'csv', ...where];
    expect(await ordstat(argv, world)).toEqual({ code: 0, stdout: expected, stderr: '' });
  });
});
