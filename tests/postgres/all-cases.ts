import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { caseFiles, cases } from '../support/cases.ts';
import { ordstat } from '../support/command-line.ts';
import { emptyTables, type FreshDatabase } from './database.ts';

/** Every case folder, loaded into and reported from a database on a server. */
export function testAllCases(open: () => Promise<FreshDatabase>): void {
  let database: FreshDatabase;
  beforeAll(async () => {
    database = await open();
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
}
