import type { Command } from 'commander';
import { checkDatabasePath } from '../engine/database-path.ts';
import type { DuckDb } from '../engine/duckdb.ts';
import { type EngineOptions, openEngine } from '../engine/open.ts';
import type { Postgres } from '../engine/postgres.ts';
import { isPostgresUrl, shownUrl } from '../engine/postgres-url.ts';
import { ExitCode, UserError } from '../errors.ts';
import { durationUs } from '../time/duration.ts';
import type { Context } from './context.ts';
import { narrationOf, sinceText } from './narration.ts';

/** Options that every command takes, before or after its name. */
export interface CommonOptions {
  readonly db: string;
  readonly lockTimeout: string;
  readonly memoryLimit?: string;
  readonly threads?: string;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
  readonly debug?: boolean;
  readonly logFile?: string;
  /** False with `--no-progress`. */
  readonly progress: boolean;
  /** False with `--no-color`. */
  readonly color: boolean;
}

export function addCommonOptions(program: Command): void {
  program
    .option(
      '--db <path>',
      'the database file; for reports also postgres://USER@HOST/DATABASE',
      './ordstat.duckdb',
    )
    .option('--lock-timeout <duration>', 'how long to wait for another process', '30s')
    .option('--memory-limit <size>', 'such as 512MB (default: 1GB, at most a quarter of memory)')
    .option(
      '--threads <n>',
      'threads of the engine (default: one per core, and per 125MB of memory)',
    )
    .option('-q, --quiet', 'print nothing but the result')
    .option('-v, --verbose', 'say what is done, and how long it takes')
    .option('--log-file <file>', 'append what is said, notes, warnings and errors, as JSON lines')
    .option('--no-progress', 'no progress bar')
    .option('--debug', 'print stack traces')
    .option('--no-color', 'no colour (env NO_COLOR)');
}

/** Opens the database file that the options name. `files` may be read or written besides it. */
export async function openDatabase(
  context: Context,
  options: CommonOptions,
  access: 'read' | 'write',
  files: readonly string[] = [],
): Promise<DuckDb> {
  const { openDuckDb } = await import('../engine/duckdb.ts');
  const startedMs = performance.now();
  const settings = { path: options.db, access, files, ...engineOptions(context, options) };
  const engine = await openDuckDb(settings);
  narrateOpened(context, options, settings, startedMs);
  return engine;
}

function narrateOpened(
  context: Context,
  options: CommonOptions,
  { path, access, memoryLimit, threads }: EngineOptions,
  startedMs: number,
): void {
  const limits = `, memory limit ${memoryLimit}, ${threads ?? 'all'} threads`;
  narrationOf(context, options).detail(
    `opened ${shownUrl(path)} to ${access} ${sinceText(startedMs)}${isPostgresUrl(path) ? '' : limits}`,
  );
}

/** Opens the database that the options name, a file or one on a server, for a report. */
export async function openReadable(
  context: Context,
  options: CommonOptions,
  files: readonly string[],
): Promise<DuckDb | Postgres> {
  const startedMs = performance.now();
  const settings = {
    path: options.db,
    access: 'read' as const,
    files,
    ...engineOptions(context, options),
  };
  const engine = await openEngine(settings);
  narrateOpened(context, options, settings, startedMs);
  return engine;
}

/** A DuckDB in memory, within the limits that the options give. */
export async function openScratch(
  context: Context,
  options: CommonOptions,
  files: readonly string[],
): Promise<DuckDb> {
  const { openDuckDb } = await import('../engine/duckdb.ts');
  const settings = engineOptions(context, options);
  return openDuckDb({ path: ':memory:', access: 'write', files, ...settings });
}

function engineOptions(context: Context, options: CommonOptions) {
  return {
    memoryLimit: memoryLimitOf(context, options),
    threads: threadCount(options),
    lockTimeoutMs: Number(durationUs('--lock-timeout', options.lockTimeout) / 1000n),
    signal: context.signal,
  };
}

/**
 * Opens the database to change what it holds.
 * @throws UserError exit 3 when there is none yet.
 */
export function openExisting(context: Context, options: CommonOptions): Promise<DuckDb> {
  checkDatabasePath(options.db, 'read');
  return openDatabase(context, options, 'write');
}

const gigabyte = 1_000_000_000;

function memoryLimitOf(context: Context, options: CommonOptions): string {
  if (options.memoryLimit === undefined) {
    return `${Math.floor(Math.min(gigabyte, context.memory / 4) / 1_000_000)}MB`;
  }
  if (!/^\d+(\.\d+)? ?([KMGT]i?B)$/i.test(options.memoryLimit)) {
    throw new UserError(
      ExitCode.usage,
      `--memory-limit: not a size: ${options.memoryLimit}`,
      'give a number and a unit, such as 512MB or 2GB',
    );
  }
  return options.memoryLimit;
}

function threadCount(options: CommonOptions): number | undefined {
  return options.threads === undefined
    ? undefined
    : wholeNumber('--threads', options.threads, 1, 1024);
}

/** @throws UserError exit 2 if the text is no whole number within the bounds. */
export function wholeNumber(option: string, text: string, least: number, most = 1e15): number {
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= least && value <= most)) {
    throw new UserError(
      ExitCode.usage,
      `${option}: not a whole number of at least ${least}: ${text}`,
      `give a number, such as ${option} ${Math.max(least, 10)}`,
    );
  }
  return value;
}
