import type { Command } from 'commander';
import { checkDatabasePath } from '../engine/database-path.ts';
import type { DuckDb } from '../engine/duckdb.ts';
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
    .option('--db <path>', 'the database file', './ordstat.duckdb')
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

/** Opens the database that the options name. `files` may be read or written besides it. */
export async function openDatabase(
  context: Context,
  options: CommonOptions,
  access: 'read' | 'write',
  files: readonly string[] = [],
): Promise<DuckDb> {
  const { openDuckDb } = await import('../engine/duckdb.ts');
  const limit = memoryLimit(context, options);
  const threads = threadCount(options);
  const startedMs = performance.now();
  const engine = await openDuckDb({
    path: options.db,
    access,
    files,
    memoryLimit: limit,
    threads,
    lockTimeoutMs: Number(durationUs('--lock-timeout', options.lockTimeout) / 1000n),
    signal: context.signal,
  });
  narrationOf(context, options).detail(
    `opened ${options.db} to ${access} ${sinceText(startedMs)}, ` +
      `memory limit ${limit}, ${threads ?? 'all'} threads`,
  );
  return engine;
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

function memoryLimit(context: Context, options: CommonOptions): string {
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
