import { type Command, Option } from 'commander';
import type { DuckDb } from '../engine/duckdb.ts';
import { ExitCode, UserError } from '../errors.ts';
import { durationUs } from '../time/duration.ts';
import type { Context } from './context.ts';

/** Options that every command takes, before or after its name. */
export interface CommonOptions {
  readonly db?: string;
  readonly lockTimeout: string;
  readonly memoryLimit?: string;
  readonly threads?: string;
  readonly quiet?: true;
  readonly debug?: true;
  /** False with `--no-color`. */
  readonly color: boolean;
}

const defaultDatabase = './ordstat.duckdb';

export function addCommonOptions(program: Command): void {
  program
    .addOption(
      new Option('--db <path>', `the database file (env ORDSTAT_DB, default ${defaultDatabase})`),
    )
    .option('--lock-timeout <duration>', 'how long to wait for another process', '30s')
    .option('--memory-limit <size>', 'such as 512MB (default: 1GB, at most a quarter of memory)')
    .option(
      '--threads <n>',
      'threads of the engine (default: one per core, and per 125MB of memory)',
    )
    .option('-q, --quiet', 'print nothing but the result')
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
  return openDuckDb({
    path: databasePath(context, options),
    access,
    files,
    memoryLimit: memoryLimit(context, options),
    threads: threadCount(options),
    lockTimeoutMs: Number(durationUs('--lock-timeout', options.lockTimeout) / 1000n),
    signal: context.signal,
  });
}

export function databasePath(context: Context, options: CommonOptions): string {
  return options.db ?? context.environment.ORDSTAT_DB ?? defaultDatabase;
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
