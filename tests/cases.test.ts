import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { ordstat, temporaryFolder } from './support/command-line.ts';

/**
 * fixtures/cases/<command>/<what-it-shows>/ holds input files, params.json and expected.csv, small
 * enough to check by hand; of orders perhaps also a lifecycle.json.
 */
interface Params {
  /** Options of the report. */
  readonly argv: readonly string[];
  /** Options of ingest. */
  readonly ingest?: readonly string[];
  /** The clock. */
  readonly now?: string;
}

const root = fileURLToPath(new URL('../fixtures/cases/', import.meta.url));

const cases = readdirSync(root).flatMap((command) =>
  readdirSync(join(root, command)).map((name) => ({
    command,
    name,
    folder: join(root, command, name),
  })),
);

test.each(cases)('$command: $name', async ({ command, folder }) => {
  const params = JSON.parse(readFileSync(join(folder, 'params.json'), 'utf8')) as Params;
  const inputs = readdirSync(folder).filter(
    (file) => !['params.json', 'expected.csv', 'lifecycle.json'].includes(file),
  );
  const lifecycle = join(folder, 'lifecycle.json');
  const statuses = existsSync(lifecycle) ? ['--lifecycle', lifecycle] : [];
  const temporary = temporaryFolder();
  try {
    const world = params.now === undefined ? {} : { now: params.now };
    const database = ['--db', temporary.path('case.duckdb')];
    const files = inputs.map((file) => join(folder, file));
    const loaded = await ordstat(
      ['ingest', ...files, ...(params.ingest ?? []), ...statuses, ...database, '-q'],
      world,
    );
    expect(loaded).toEqual({ code: 0, stdout: '', stderr: '' });
    const argv = [command, ...params.argv, ...statuses, '-f', 'csv', '-q', ...database];
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
