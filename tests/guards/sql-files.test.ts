import { basename } from 'node:path';
import { expect, test } from 'vitest';
import { composedSql, parameterNames, sqlFile, sqlFolder } from '../../src/engine/sql-files.ts';
import { memoryDatabase } from '../support/memory-database.ts';
import { sqlBelow } from './sql-below.ts';

const ingestSteps = sqlBelow('2_ingest');
const models = sqlFolder('3_models');
const reports = sqlFolder('4_reports');

const codeOf = (name: string) => sqlFile(name).replace(/--.*$/gm, '');

test.each(sqlBelow('.'))('%s is written in the house style', (name) => {
  const text = sqlFile(name);
  expect(text).toMatch(/^-- \S/);
  for (const line of text.split('\n')) {
    expect(line.length, line).toBeLessThanOrEqual(100);
    expect(line).not.toMatch(/\t| $/);
  }
  expect(codeOf(name)).not.toMatch(/\b(SELECT|FROM|WHERE|CASE|JOIN|INSERT|CREATE)\b/);
});

test.each([...ingestSteps, ...models, ...reports])('%s declares its parameters', (name) => {
  const declared = [...sqlFile(name).matchAll(/^-- params: (.+)$/gm)]
    .flatMap((match) => (match[1] as string).split(','))
    .map((parameter) => parameter.trim().replace('$', ''))
    .filter((parameter) => parameter !== '');
  expect([...parameterNames(sqlFile(name))].sort()).toEqual(declared.sort());
});

test.each([...models, ...reports])('%s says what a row is', (name) => {
  expect(sqlFile(name)).toMatch(/^-- grain: \S/m);
});

test.each([...models, ...reports])('%s is a single statement of CTEs', (name) => {
  expect(codeOf(name)).not.toContain(';');
});

// Words of which ENGINE-independent files must be free, so that PostgreSQL can run them too.
const duckDbWords =
  /\b(qualify|asof|exclude|ignore nulls|group by all|arg_max|arg_min|date_diff|epoch_us|strptime|strftime|list_\w+|read_csv|hugeint|make_timestamp)\b/;

test.each([...models, ...reports])('%s keeps to what all engines share', (name) => {
  expect(codeOf(name)).not.toMatch(duckDbWords);
});

test.each(reports)('%s prepares, with every parameter named', async (name) => {
  const engine = await memoryDatabase();
  try {
    const sql = composedSql(name);
    const parameters = Object.fromEntries([...parameterNames(sql)].map((each) => [each, null]));
    await expect(engine.run(`explain ${sql}`, parameters)).resolves.toBeDefined();
  } finally {
    await engine.close();
  }
});

/** What a statement joins or selects by, without the table it begins with. */
const conditionsOf = (name: string, word: string) =>
  codeOf(name)
    .split(new RegExp(`\\b${word}\\b`))
    .at(-1)
    ?.split(/\s+and\s+/)
    .map((condition) => condition.replace(/\s+/g, ' ').trim());

test.each(sqlFolder('engines/postgres/compare'))(
  '%s compares what the other engine compares',
  (name) => {
    const [inPlace] = sqlBelow(`2_ingest/${basename(name)}/compare`).filter((file) =>
      file.endsWith('_compare'),
    );
    expect(conditionsOf(name, 'on')).toEqual(conditionsOf(inPlace as string, 'where'));
  },
);

test.each(sqlBelow('2_ingest').filter((name) => name.endsWith('split/3_comparable')))(
  '%s takes what 4_rest leaves out',
  (name) => {
    const rest = name.replace('3_comparable', '4_rest');
    expect(codeOf(name).split('where')[1]).toBe(codeOf(rest).split('where')[1]);
  },
);
