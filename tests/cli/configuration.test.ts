import { mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { beforeEach, expect, test } from 'vitest';
import { workspacePerTest } from '../ingest/workspace.ts';
import { ordstat } from '../support/command-line.ts';

const work = workspacePerTest();
const status = ['status', '-q', '-f', 'csv'];

beforeEach(async () => {
  const content = 'store_id,status,timestamp_utc\n1,active,2024-10-15 08:00:00\n';
  await work.ingest([work.file('a.csv', content)]);
});

/** A command line in the test's folder, with nothing in the environment but what is given. */
const run = (argv: readonly string[], environment: Record<string, string> = {}) =>
  ordstat(argv, { environment, workingFolder: work.path('.') });

function configFile(name: string, settings: object): void {
  mkdirSync(dirname(work.path(name)), { recursive: true });
  work.file(name, JSON.stringify(settings));
}

async function settings(argv: string[] = [], environment: Record<string, string> = {}) {
  const { code, stdout, stderr } = await run([...argv, 'config', '-f', 'json'], environment);
  expect(stderr).toBe('');
  expect(code).toBe(0);
  const rows = JSON.parse(stdout) as { key: string; value: string | null; origin: string }[];
  return Object.fromEntries(rows.map(({ key, value, origin }) => [key, [value, origin]]));
}

test('flags, then variables, then the folder, then the user', async () => {
  const environment = { XDG_CONFIG_HOME: work.path('xdg') };
  expect((await settings([], environment)).threads).toEqual([null, 'default']);
  configFile('xdg/ordstat/config.json', { threads: 1, tz: 'Asia/Kolkata' });
  const file = work.path('xdg/ordstat/config.json');
  expect((await settings([], environment)).threads).toEqual(['1', file]);
  configFile('ordstat.json', { threads: 2 });
  expect(await settings([], environment)).toMatchObject({
    threads: ['2', './ordstat.json'],
    tz: ['Asia/Kolkata', file],
  });
  const variable = { ...environment, ORDSTAT_THREADS: '3' };
  expect((await settings([], variable)).threads).toEqual(['3', 'environment ORDSTAT_THREADS']);
  expect((await settings(['--threads', '4'], variable)).threads).toEqual(['4', 'flag']);
});

test("the user's file is below HOME unless XDG_CONFIG_HOME is an absolute path", async () => {
  configFile('.config/ordstat/config.json', { threads: 1 });
  const file = work.path('.config/ordstat/config.json');
  const home = { HOME: work.path('.') };
  expect((await settings([], home)).threads).toEqual(['1', file]);
  expect((await settings([], { ...home, XDG_CONFIG_HOME: '' })).threads?.[0]).toBe('1');
  expect((await settings([], { ...home, XDG_CONFIG_HOME: 'xdg' })).threads?.[0]).toBe('1');
  const other = { ...home, XDG_CONFIG_HOME: work.path('xdg') };
  expect((await settings([], other)).threads?.[0]).toBe(null);
});

test('a report takes the values of its options from the file', async () => {
  const db = work.path('case.duckdb');
  configFile('ordstat.json', { db, 'lock-timeout': '60s', threads: 1, quiet: true });
  const report = ['store-report', '--day', '2024-10-15', '-f', 'csv'];
  const plain = await run(report);
  expect(plain).toMatchObject({ code: 0, stderr: '' });
  expect(plain.stdout).toContain(',assume-open,');
  configFile('ordstat.json', { db, quiet: true, policy: 'nearest', 'default-tz': 'Asia/Kolkata' });
  const set = await run(report);
  expect(set.stdout).toContain(',Asia/Kolkata,nearest,2024-10-14T18:30:00Z,');
  const typed = await run([...report, '--policy', 'carry-forward']);
  expect(typed.stdout).toContain(',Asia/Kolkata,carry-forward,');
});

test('a flag that a file sets is unset by a variable', async () => {
  const db = work.path('case.duckdb');
  configFile('ordstat.json', { db, quiet: true });
  expect((await run(['store-report'])).stderr).toBe('');
  for (const off of ['0', 'false']) {
    expect((await run(['store-report'], { ORDSTAT_QUIET: off })).stderr).toContain('as of');
  }
  configFile('ordstat.json', { db });
  for (const on of ['1', 'true']) {
    expect((await run(['store-report'], { ORDSTAT_QUIET: on })).stderr).toBe('');
  }
});

test('color is set as --no-color does', async () => {
  const world = { workingFolder: work.path('.'), terminal: 80 };
  const argv = [...status, '-f', 'table', '--db', work.path('case.duckdb')];
  expect((await ordstat(argv, world)).stdout).toContain('\u001b[');
  configFile('ordstat.json', { color: false });
  expect((await ordstat(argv, world)).stdout).not.toContain('\u001b[');
});

test.each<[content: string, code: number, ...says: string[]]>([
  ['', 2, './ordstat.json:1:1:'],
  ['[1]', 2, './ordstat.json:1:1:'],
  ['null', 2, './ordstat.json:1:1:'],
  ['{', 2, './ordstat.json:1:2:'],
  ['{"db":1,}', 2, './ordstat.json:1:9:'],
  ['{\n  "db": "a",\n  "tz" "UTC"\n}', 2, './ordstat.json:3:8:'],
  ['{"threads": 01}', 2, './ordstat.json:1:14:'],
  ['{"db": "a\\q"}', 2, './ordstat.json:1:8:'],
  ["{'db': 'a'}", 2, './ordstat.json:1:2:'],
  ['{} x', 2, './ordstat.json:1:4:'],
  ['{"db": null}', 2, './ordstat.json: db: not a value: null'],
  ['{"db": ["a"]}', 2, './ordstat.json: db: not a value'],
  ['{"db": true}', 2, './ordstat.json: db: not a value: true'],
  ['{"db": ""}', 2, './ordstat.json: db: not a database'],
  ['{"db": "md:x"}', 2, './ordstat.json: db: not a database'],
  ['{"db": "."}', 1, './ordstat.json: db: a directory'],
  ['{"polcy": "nearest"}', 2, './ordstat.json: unknown key: polcy', 'did you mean policy?'],
  ['{"day": "today"}', 2, './ordstat.json: unknown key: day'],
  ['{"__proto__": 1}', 2, './ordstat.json: unknown key: __proto__'],
  ['{"policy": "neerest"}', 2, './ordstat.json: policy: ', 'neerest', 'did you mean nearest?'],
  ['{"quiet": "maybe"}', 2, './ordstat.json: quiet: ', 'maybe'],
  ['{"lock-timeout": "soon"}', 2, './ordstat.json: lock-timeout: not a duration: soon'],
  ['{"threads": 1.5}', 2, './ordstat.json: threads: ', '1.5'],
  ['{"memory-limit": 512}', 2, './ordstat.json: memory-limit: not a size: 512'],
  ['{"tz": "Mars/X"}', 2, './ordstat.json: tz: unknown zone'],
])('%s as ordstat.json exits %i', async (content, code, ...says) => {
  work.file('ordstat.json', content);
  const hasDatabase = content.includes('"db"');
  const environment = hasDatabase ? undefined : { ORDSTAT_DB: work.path('case.duckdb') };
  const outcome = await run(['store-report'], environment);
  expect(outcome).toMatchObject({ code, stdout: '' });
  expect(outcome.stderr).toMatch(/^error: .*\nhint: .*\n$/);
  for (const text of says) {
    expect(outcome.stderr).toContain(text);
  }
});

test('a byte order mark is no error', async () => {
  work.file('ordstat.json', '\ufeff{"threads": 2}');
  expect((await settings()).threads?.[0]).toBe('2');
});

test('a file that is a folder', async () => {
  mkdirSync(work.path('ordstat.json'));
  const outcome = await run(['config']);
  expect(outcome).toMatchObject({ code: 1, stdout: '' });
  expect(outcome.stderr).toMatch(/^error: \.\/ordstat\.json: .*\nhint: .*\n$/);
});

test.each<[environment: Record<string, string>, says: string]>([
  [{ ORDSTAT_POLICY: 'nearby' }, 'ORDSTAT_POLICY: no such choice: nearby'],
  [{ ORDSTAT_THREADS: 'two' }, 'ORDSTAT_THREADS: not a whole number'],
  [{ ORDSTAT_SNAP_MIDNIGHT: 'yes' }, 'ORDSTAT_SNAP_MIDNIGHT: not true or false: yes'],
])('%j is refused by its name', async (environment, says) => {
  const outcome = await run(['store-report'], {
    ORDSTAT_DB: work.path('case.duckdb'),
    ...environment,
  });
  expect(outcome).toMatchObject({ code: 2, stdout: '' });
  expect(outcome.stderr).toContain(`error: ${says}`);
});

test('a typed option is never blamed on a file', async () => {
  configFile('ordstat.json', { 'lock-timeout': '1s' });
  const outcome = await run(['status', '--lock-timeout', 'soon']);
  expect(outcome.stderr).toContain('error: --lock-timeout: not a duration: soon');
});

test('a setting of a command does not disturb the others', async () => {
  const db = work.path('case.duckdb');
  configFile('ordstat.json', { db, policy: 'nearest', 'input-tz': 'Asia/Kolkata' });
  expect(await run(status)).toMatchObject({ code: 0, stderr: '' });
});

test('a variable that is no setting is a warning, and none with -q', async () => {
  const environment = {
    ORDSTAT_TREADS: '2',
    ORDSTAT_TEST_X: '1',
    ORDSTAT_DB: work.path('case.duckdb'),
  };
  const outcome = await run(['status'], environment);
  expect(outcome.code).toBe(0);
  expect(outcome.stderr).toMatch(/^warning: ORDSTAT_TREADS .*did you mean ORDSTAT_THREADS\?.*\n$/);
  expect((await run(status, environment)).stderr).toBe('');
});

test('config needs no database and prints every format', async () => {
  for (const format of ['table', 'csv', 'tsv', 'json', 'ndjson', 'markdown']) {
    const outcome = await run(['config', '-f', format], { ORDSTAT_DB: '/no/such/place' });
    expect(outcome).toMatchObject({ code: 0, stderr: '' });
    expect(outcome.stdout).toMatch(/db.*\/no\/such\/place.*environment ORDSTAT\\*_DB/);
  }
  const out = work.path('config.parquet');
  expect((await run(['config', '-o', out])).code).toBe(0);
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const rows = await connection.runAndReadAll(`from '${out}' where key in ('db', 'threads')`);
  expect(rows.getRowsJson()).toEqual([
    ['db', './ordstat.duckdb', 'default'],
    ['threads', null, 'default'],
  ]);
  connection.closeSync();
  instance.closeSync();
});

test('every setting that config lists can be set', async () => {
  const listed = await settings();
  const values = Object.fromEntries(
    Object.entries(listed).map(([key, [value]]) => [key, value ?? (key === 'threads' ? '2' : 'x')]),
  );
  configFile('ordstat.json', values);
  for (const [key, [value, origin]] of Object.entries(await settings())) {
    expect([key, value, origin]).toEqual([key, values[key], './ordstat.json']);
  }
});

test.each([[['loads', 'rm', '1']], [['loads', 'show', '1']], [['db', 'upgrade']]])(
  'what is set holds for commands of commands: %j',
  async (argv) => {
    const environment = {
      ORDSTAT_DB: work.path('case.duckdb'),
      ORDSTAT_LOG_FILE: work.path('log'),
    };
    expect((await run(argv, environment)).code).toBe(0);
    expect(readFileSync(work.path('log'), 'utf8')).toContain(
      `"command":"${argv.slice(0, 2).join(' ')}"`,
    );
  },
);

test('an empty variable sets nothing', async () => {
  const given = await settings([], { ORDSTAT_QUIET: '', ORDSTAT_DB: '', ORDSTAT_THREADS: '' });
  expect(given).toMatchObject({ quiet: ['false', 'default'], threads: [null, 'default'] });
  expect(given.db).toEqual(['./ordstat.duckdb', 'default']);
});

test('an unknown variable is compared without its beginning', async () => {
  const { stderr } = await run(['config'], { ORDSTAT_FORMAT: 'csv', ORDSTAT_POLCY: 'nearest' });
  expect(stderr).toContain('ORDSTAT_FORMAT is no setting: see ordstat config');
  expect(stderr).toContain('ORDSTAT_POLCY is no setting: did you mean ORDSTAT_POLICY? ');
});
