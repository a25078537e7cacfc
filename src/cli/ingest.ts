import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Command, Option } from 'commander';
import { checkDatabasePath } from '../engine/database-path.ts';
import type { DuckDb } from '../engine/duckdb.ts';
import { isPostgresUrl } from '../engine/postgres-url.ts';
import { ExitCode, UserError } from '../errors.ts';
import { type Encoding, encodings } from '../ingest/encoding.ts';
import { type IngestRequest, ingest } from '../ingest/ingest.ts';
import { kindNames, kindsWith } from '../ingest/kinds.ts';
import { Progress } from '../ingest/progress.ts';
import { candidatesOf } from '../ingest/recognise.ts';
import { readRejectLimit } from '../ingest/reject-limit.ts';
import { readLifecycle } from '../lifecycle/read-lifecycle.ts';
import { temporaryFile, temporaryFolder } from '../temporary.ts';
import { durationUs } from '../time/duration.ts';
import { utcText } from './as-of.ts';
import { type CommonOptions, openDatabase, openScratch } from './common-options.ts';
import type { Context } from './context.ts';
import { report } from './ingest-outcome.ts';
import { type LifecycleOptions, lifecycleOption } from './lifecycle-option.ts';
import { narrationOf } from './narration.ts';
import { withProgressBar } from './progress-bar.ts';
import { checkReadingOptions, type ReadingOptions } from './reading-options.ts';

interface Options extends CommonOptions, ReadingOptions, LifecycleOptions {
  readonly as?: string;
  readonly map?: ReadonlyMap<string, string>;
  readonly maxFuture: string;
  readonly keepDuplicates?: true;
  readonly append?: true;
  readonly encoding: Encoding;
  readonly maxRejects: string;
  readonly strict?: true;
  readonly dryRun?: true;
}

/** `ordstat ingest`: loads files; every row is loaded or accounted for. */
export function ingestCommand(command: Command, context: Context): void {
  command
    .description('load CSV, TSV, NDJSON or Parquet files, plain, .gz or .zst; - is standard input')
    .argument('<files...>', 'files or patterns')
    .option('--as <kind>', `${kindNames.join(', ')} (default: by the header)`)
    .option(
      '--map <field=column>',
      'a column that is called something else; may be repeated',
      addMap,
    )
    .option('--input-tz <zone>', 'zone of times without an offset', 'UTC')
    .option('--time-format <layout>', "layout of times, as strptime's: '%d-%m-%Y %H:%M'")
    .option(...lifecycleOption)
    .option('--max-future <duration>', 'reject times further ahead of the clock, or off', '24h')
    .option('--keep-duplicates', 'kind events, without an id: keep equal rows of one file')
    .option('--append', 'hours: add to the hours of the stores named instead of replacing them')
    .addOption(
      new Option('--encoding <name>', 'how text files are encoded')
        .choices(encodings)
        .default('utf-8'),
    )
    .option('--max-rejects <n|p%>', 'rejected rows of a file that are no failure', '0')
    .option('--strict', 'load nothing of a file with more rejected rows than that')
    .option('--dry-run', 'print the counts and change nothing')
    .addHelpText('after', '\nExample:\n  ordstat ingest store_status.csv hours.csv timezones.csv')
    .action((files: string[]) => run(files, command.optsWithGlobals(), context));
}

function addMap(text: string, map = new Map<string, string>()): Map<string, string> {
  const cut = text.indexOf('=');
  if (cut <= 0 || cut === text.length - 1) {
    throw new UserError(
      ExitCode.usage,
      `--map: not field=column: ${text}`,
      'write --map user_id=customer',
    );
  }
  return new Map([...map, [text.slice(0, cut), text.slice(cut + 1)]]);
}

async function run(files: string[], options: Options, context: Context): Promise<void> {
  const lifecycle = await readLifecycle('--lifecycle', options.lifecycle);
  const candidates = candidatesOf(kindsWith(lifecycle), options.as);
  const maxFutureUs =
    options.maxFuture === 'off' ? null : durationUs('--max-future', options.maxFuture);
  const rejectLimit = readRejectLimit('--max-rejects', options.maxRejects);
  const now = context.now();
  const path = options.db;
  checkDatabasePath(path, 'write');
  await checkReadingOptions(options);
  const progress = new Progress();
  let reader: DuckDb | undefined;
  const request: IngestRequest = {
    names: files,
    source: {
      stdin: context.stdin,
      spoolFolder: temporaryFolder(path),
      encoding: options.encoding,
      signal: context.signal,
      progress,
    },
    candidates,
    map: options.map ?? new Map(),
    options: {
      inputTz: options.inputTz,
      timeFormat: options.timeFormat ?? null,
      latestAllowed: maxFutureUs === null ? null : utcText(later(now, maxFutureUs)),
      loadedAt: utcText(now),
      keepDuplicates: options.keepDuplicates ?? false,
      append: options.append ?? false,
      lifecycle,
      rejectLimit,
      isStrict: options.strict ?? false,
    },
    isRehearsal: options.dryRun ?? false,
    databasePath: path,
    openEngines: async (paths) => {
      const isForNothing = options.dryRun && !isPostgresUrl(path) && !existsSync(path);
      const where = isForNothing ? { ...options, db: ':memory:' } : options;
      const spool = temporaryFile(join(dirname(temporaryFolder(path)), 'ordstat-rows'));
      const database = await openDatabase(context, where, 'write', paths);
      reader =
        database.kind === 'duckdb'
          ? database
          : await openScratch(context, options, [...paths, spool]);
      return { reader, database, spool };
    },
  };
  const look = () => ({
    name: progress.name,
    share: progress.fraction(reader?.progress() ?? 0),
  });
  const outcomes = await withProgressBar(context, options, look, () => ingest(request));
  const narration = narrationOf(context, options);
  if (options.dryRun) {
    narration.note('dry run: nothing is changed');
  }
  report(outcomes, rejectLimit, options.timeFormat, narration);
}

const endOfTimeMs = Date.parse('9999-12-31T23:59:59Z');

function later(now: Date, us: bigint): Date {
  return new Date(Math.min(now.getTime() + Number(us / 1000n), endOfTimeMs));
}
