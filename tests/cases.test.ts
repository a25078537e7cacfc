import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { caseFiles, cases } from './support/cases.ts';
import { ordstat, temporaryFolder } from './support/command-line.ts';

test.each(cases)('$command: $name', async (each) => {
  const { command, folder } = each;
  const { params, files, lifecycle, world } = caseFiles(each);
  const temporary = temporaryFolder();
  try {
    const database = ['--db', temporary.path('case.duckdb')];
    const loaded = await ordstat(
      ['ingest', ...files, ...(params.ingest ?? []), ...lifecycle, ...database, '-q'],
      world,
    );
    expect(loaded).toEqual({ code: 0, stdout: '', stderr: '' });
    const argv = [command, ...params.argv, ...lifecycle, '-f', 'csv', '-q', ...database];
    const report = await ordstat(argv, world);
    const expected = readFileSync(join(folder, 'expected.csv'), 'utf8');
    expect(report).toEqual({ code: 0, stdout: expected, stderr: '' });
  } finally {
    temporary.remove();
  }
});

test('every case folder is complete', () => {
  for (const { folder } of cases) {
    expect(existsSync(join(folder, 'params.json')), folder).toBe(true);
    expect(existsSync(join(folder, 'expected.csv')), folder).toBe(true);
  }
  expect(cases.length).toBeGreaterThan(0);
});
