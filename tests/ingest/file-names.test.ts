import { once } from 'node:events';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { countsOf, eventsFile, isOnServer, workspacePerTest } from './workspace.ts';

const work = workspacePerTest();
const content = (id: string) => eventsFile([`${id},click,2024-10-15 08:00:00`]);
const ids = async () => (await work.rows('select user_id from events order by 1')).flat();

test.each([
  'a[1].csv',
  'a*.csv',
  '{a,b}.csv',
  "it's, ünï 🚚 %s $1.csv",
  'plain.csv.gz',
  'plain.csv.zst',
  'plain.parquet',
])('a file called %s is read as itself', async (name) => {
  work.file('a1.csv', content('other'));
  work.file('ab.csv', content('other'));
  const outcome = await work.ingest([work.file(name, content('right'))]);
  expect(outcome).toMatchObject({ code: 0 });
  expect(await ids()).toEqual(['right']);
});

test('a folder called column=value adds no column', async () => {
  const path = work.path('c1=hive/user_id=9/a.csv');
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content('right'));
  expect(await work.ingest([path])).toMatchObject({ code: 0 });
  expect(await ids()).toEqual(['right']);
});

test('nothing is left beside the database', async () => {
  const path = work.file('a.csv.gz', gzipSync(content('a')));
  await work.ingest([path]);
  await work.ingest(['-'], { stdin: content('b') });
  await work.ingest(['-'], { stdin: gzipSync('x').subarray(0, 12) });
  expect(work.files()).toEqual(['a.csv.gz']);
});

test('a missing file fails with 1, and the others are loaded', async () => {
  const outcome = await work.ingest([work.path('nope.csv'), work.file('a.csv', content('a'))]);
  expect(outcome.code).toBe(1);
  expect(outcome.stderr).toContain('no such file');
  expect(await ids()).toEqual(['a']);
});

test.skipIf(process.platform === 'win32')(
  'what is there and can’t be opened is named',
  async () => {
    const path = work.path('a.csv');
    const server = createServer().listen(path);
    await once(server, 'listening');
    try {
      const outcome = await work.ingest([path]);
      expect(outcome.code).toBe(1);
      expect(outcome.stderr).toContain(`error: can't read ${path}: ENXIO`);
      expect(outcome.stderr).toContain('who may read it');
    } finally {
      server.close();
    }
  },
);

test.skipIf(isOnServer)('nothing but a missing file makes no database', async () => {
  const outcome = await work.ingest([work.path('nope.csv')]);
  expect(outcome.code).toBe(1);
  expect(existsSync(work.path('case.duckdb'))).toBe(false);
});

test.each([
  ['a wrong --input-tz', ['--input-tz', 'Mars/Olympus']],
  ['a wrong --time-format', ['--time-format', '%Q']],
  ['a wrong --max-future', ['--max-future', 'soon']],
])('%s makes no database', async (_, argv) => {
  const outcome = await work.ingest([work.file('a.csv', content('a')), ...argv]);
  expect(outcome.code).toBe(2);
  expect(existsSync(work.path('case.duckdb'))).toBe(false);
});

test('a folder is not a file', async () => {
  const outcome = await work.ingest([work.path('.')]);
  expect(outcome.code).toBe(1);
  expect(outcome.stderr).toContain('is a directory');
});

test('one file named twice is loaded once', async () => {
  const path = work.file('a.csv', content('a'));
  const outcome = await work.ingest([path, path]);
  expect(countsOf(outcome)).toEqual([
    { read: 1, new: 1 },
    { read: 1, duplicate: 1 },
  ]);
});

test('the ledger keeps name, size and digest of the file as it was given', async () => {
  const path = work.file('a.csv.gz', gzipSync(content('a')));
  await work.ingest([path]);
  const [row] = await work.rows('select file_name, bytes, length(sha256), loaded_at from loads');
  expect(row).toEqual([path, String(gzipSync(content('a')).length), '64', '2026-11-20T12:00:00Z']);
});
