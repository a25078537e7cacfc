import { readdirSync, writeFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { afterEach, beforeEach, expect } from 'vitest';
import { hasPostgres } from '../postgres/database.ts';
import { lentDatabase } from '../postgres/lent-database.ts';
import { type Outcome, ordstat, temporaryFolder, type World } from '../support/command-line.ts';

/** A folder with a database of its own. */
export interface Workspace {
  path(name: string): string;
  /** Writes a file and returns its path. */
  file(name: string, content: string | Buffer): string;
  /** Any command, on the workspace's database; checks what holds of every outcome. */
  run(argv: readonly string[], world?: World): Promise<Outcome>;
  ingest(argv: readonly string[], world?: World): Promise<Outcome>;
  /** Rows of a query, every value as text. */
  rows(query: string): Promise<string[][]>;
  /** The same in the order of their text. */
  sorted(query: string): Promise<string[][]>;
  /** All of a table but some columns, in the order of the text. */
  table(name: string, without?: readonly string[]): Promise<string[][]>;
  /** What is in the folder beside the database. */
  files(): string[];
  remove(): Promise<void>;
}

/**
 * With ORDSTAT_TEST_ENGINE=postgres the same tests run on a server; `test.skipIf(isOnServer)` is for
 * those of the database's file.
 */
export const isOnServer = process.env.ORDSTAT_TEST_ENGINE === 'postgres' && hasPostgres;

const databaseName = 'case.duckdb';

export function openWorkspace(): Workspace {
  const folder = temporaryFolder();
  const database = isOnServer ? lentDatabase() : undefined;
  const run = async (argv: readonly string[], world: World = {}) => {
    const name = (await database)?.url ?? folder.path(databaseName);
    return checked(await ordstat([...argv, '--db', name], world));
  };
  /** The names of the columns, then the rows. */
  const table = async (query: string): Promise<string[][]> => {
    const { code, stdout, stderr } = await run(['sql', query, '-f', 'csv']);
    expect(stderr).toBe('');
    expect(code).toBe(0);
    return parse(stdout);
  };
  return {
    path: folder.path,
    file: (name, content) => {
      writeFileSync(folder.path(name), content);
      return folder.path(name);
    },
    run,
    ingest: (argv, world) => run(['ingest', ...argv], world),
    rows: async (query) => (await table(query)).slice(1),
    sorted: async (query) => (await table(query)).slice(1).sort(),
    table: async (name, without = []) => {
      const [names = [], ...rows] = await table(`select * from ${name}`);
      return rows.map((row) => row.filter((_, at) => !without.includes(names[at] ?? ''))).sort();
    },
    files: () =>
      readdirSync(folder.path('.'))
        .filter((name) => name !== databaseName)
        .sort(),
    remove: async () => {
      folder.remove();
      await (await database)?.drop();
    },
  };
}

/** The name of a row's file without its folder, in SQL. */
export const plainName = "regexp_replace(file_name, '^.*/', '')";

/** A fresh workspace for every test of a file. */
export function workspacePerTest(): Workspace {
  let current: Workspace;
  beforeEach(() => {
    current = openWorkspace();
  });
  afterEach(() => current.remove());
  return {
    path: (name) => current.path(name),
    file: (name, content) => current.file(name, content),
    run: (argv, world) => current.run(argv, world),
    ingest: (argv, world) => current.ingest(argv, world),
    rows: (query) => current.rows(query),
    sorted: (query) => current.sorted(query),
    table: (name, without) => current.table(name, without),
    files: () => current.files(),
    remove: () => current.remove(),
  };
}

/** What holds whatever was asked for: counts add up, errors come with a hint and no stack. */
function checked(outcome: Outcome): Outcome {
  for (const [text, read, parts] of outcome.stderr.matchAll(/(\d+) read = (.*)/g)) {
    const sum = [...(parts as string).matchAll(/\d+/g)].reduce((all, [n]) => all + Number(n), 0);
    expect(sum, text).toBe(Number(read));
  }
  const lines = outcome.stderr.split('\n');
  for (const [index, line] of lines.entries()) {
    if (line.startsWith('error: ')) {
      expect(lines[index + 1], outcome.stderr).toMatch(/^hint: \S/);
    }
  }
  expect(outcome.stderr).not.toMatch(/^ +at /m);
  expect(outcome.stderr).not.toContain('this is a bug');
  expect(outcome.stderr.includes('error: '), outcome.stderr).toBe(outcome.code !== 0);
  return outcome;
}

/** The counts of each file as ingest printed them: `{ read: 3, new: 2, ... }`, zeros left out. */
export function countsOf(outcome: Outcome): Record<string, number>[] {
  return [...outcome.stderr.matchAll(/(\d+ read) = (.*)/g)].map(([, read, parts]) =>
    Object.fromEntries(
      `${read} + ${parts}`
        .split(' + ')
        .map((part) => part.split(' '))
        .map(([count, name]) => [name, Number(count)] as const)
        .filter(([, count]) => count !== 0),
    ),
  );
}

/** A file of events: `user,type,time` lines below a header. */
export function eventsFile(lines: readonly string[], lineEnd = '\n'): string {
  return ['user_id,event_type,timestamp', ...lines, ''].join(lineEnd);
}

export function pingsFile(lines: readonly string[]): string {
  return ['store_id,status,timestamp_utc', ...lines, ''].join('\n');
}

export function hoursFile(lines: readonly string[]): string {
  return ['store_id,day,start_time_local,end_time_local', ...lines, ''].join('\n');
}

export function zonesFile(lines: readonly string[]): string {
  return ['store_id,timezone_str', ...lines, ''].join('\n');
}
