import { checkNotDatabase } from '../engine/database-path.ts';
import type { DuckDb } from '../engine/duckdb.ts';
import type { Engine, Parameters, Result, Row } from '../engine/engine.ts';
import type { Postgres } from '../engine/postgres.ts';
import { ExitCode, Failures, UserError } from '../errors.ts';
import { checkSchema } from '../ingest/schema.ts';
import { type Format, writerOf } from '../output/format.ts';
import type { Writer } from '../output/writer.ts';
import { conditionOn } from '../queries/condition.ts';
import { fetchedSource } from '../queries/fetched.ts';
import type { Column, Query } from '../queries/query.ts';
import {
  heldSource,
  reportSource,
  type SortKey,
  type Source,
  type View,
  wrapped,
} from '../queries/wrap.ts';
import { openDatabase, openScratch } from './common-options.ts';
import type { Context } from './context.ts';
import { failureOf } from './fail-if.ts';
import { type Narration, narrateTruncation, narrationOf, sinceText } from './narration.ts';
import { print } from './print.ts';
import {
  chosenColumns,
  chosenFormat,
  chosenLimit,
  chosenSort,
  type ReportOptions,
} from './report-options.ts';
import { type Copy, copyOf, printCopy, spoolOf, writeCopy } from './write-copy.ts';
import { checkZones } from './zones.ts';

/** What a command has worked out before its report runs. */
export interface Plan {
  readonly query: Query;
  readonly parameters: Parameters;
  /** What `{day}` and `{as_of}` in `--out` stand for. */
  readonly names: Readonly<Record<string, string>>;
  /** Only rows in which this column is more than 0. */
  readonly onlyPositive?: string | undefined;
  /** Used where `--sort` and `--limit` are not given. */
  readonly sort?: readonly SortKey[];
  readonly limit?: number | undefined;
  /** How the report is written in formats that are its own. */
  readonly writers?: Partial<Record<Format, Writer>>;
  /** What is wrong when the newest observation is too old. */
  readonly stale?: UserError | undefined;
}

/**
 * Opens the database, lets the command make its plan, runs the report and prints it. A report that
 * needs no database opens an engine by itself, which may write the files it is given.
 */
export async function runReport(
  context: Context,
  options: ReportOptions,
  makePlan: (engine: Engine, narration: Narration) => Promise<Plan>,
  open: Opener = (files) => openChecked(context, options, files),
): Promise<void> {
  const format = chosenFormat(options);
  const copy = copyOf(format, options);
  const spool = spoolOf(context, format, options);
  const files = [copy, spool].flatMap((file) => file?.path ?? []);
  const engine = await open(files);
  let scratch: DuckDb | undefined;
  try {
    await checkZones(engine, { '--tz': options.tz });
    const narration = narrationOf(context, options);
    const plan = await makePlan(engine, narration);
    const out = options.out === undefined ? undefined : namedFile(options.out, plan.names);
    if (out !== undefined) {
      checkNotDatabase('--out', out, options.db);
    }
    const view = viewOf(plan, options, format === 'parquet');
    const startedMs = performance.now();
    if (engine.kind === 'postgres' && (format === 'parquet' || options.failIf !== undefined)) {
      scratch = await openScratch(context, options, files);
    }
    const { reader, source, failure } = await workedOut(engine, scratch, plan, view, options);
    if (copy !== undefined && reader.kind === 'duckdb') {
      await writeCopy(reader, source, view, out as string, copy, narration);
    } else {
      const rows = await rowsFor(context, reader, source, view, spool, narration);
      if (rows !== undefined) {
        const keyCount = leadingKeys(plan.query, view.columns);
        const writer = writerOf(format, plan.writers);
        await print(context, options, format, writer, out, view.columns, rows, keyCount);
      }
    }
    narration.detail(
      `worked out ${plan.query.file}, ${out === undefined ? 'printed it' : `wrote ${out}`} ${sinceText(startedMs)}`,
    );
    const failed = [plan.stale, failure].filter((each) => each !== undefined);
    if (failed.length > 0) {
      throw new Failures(failed);
    }
  } finally {
    await scratch?.close();
    await engine.close();
  }
}

/** The rows of a view; undefined where the engine has printed them itself. */
async function rowsFor(
  context: Context,
  reader: DuckDb | Postgres,
  source: Source,
  view: View,
  spool: Copy | undefined,
  narration: Narration,
): Promise<AsyncIterable<readonly Row[]> | undefined> {
  if (spool !== undefined && reader.kind === 'duckdb') {
    return (await printCopy(context, reader, source, view, spool, narration))?.batches();
  }
  return limited(await resultOf(reader, source, view), view.limit, narration);
}

interface WorkedOut {
  /** The engine that has the rows. */
  readonly reader: DuckDb | Postgres;
  readonly source: Source;
  /** What is wrong with the rows. */
  readonly failure?: UserError | undefined;
}

/**
 * The report's rows. Without a condition they are not worked out yet, unless a server has to hand
 * them over to a scratch DuckDB.
 */
async function workedOut(
  engine: DuckDb | Postgres,
  scratch: DuckDb | undefined,
  plan: Plan,
  view: View,
  { failIf }: ReportOptions,
): Promise<WorkedOut> {
  const source = reportSource(plan.query, plan.parameters, engine.kind);
  const reader = engine.kind === 'duckdb' ? engine : scratch;
  if (reader === undefined || (reader === engine && failIf === undefined)) {
    return { reader: engine, source };
  }
  const condition =
    failIf === undefined ? undefined : await conditionOn(reader, plan.query, '--fail-if', failIf);
  const held =
    reader === engine
      ? await heldSource(reader, source)
      : await fetchedSource(engine, reader, source);
  const failure = condition && (await failureOf(reader, held, view, condition));
  return { reader, source: held, failure };
}

type Opener = (files: readonly string[]) => Promise<DuckDb | Postgres>;

async function openChecked(
  context: Context,
  options: ReportOptions,
  files: readonly string[],
): Promise<DuckDb | Postgres> {
  const engine = await openDatabase(context, options, 'read', files);
  try {
    await checkSchema(engine, options.db);
    return engine;
  } catch (error) {
    await engine.close();
    throw error;
  }
}

/** How many columns in front are among those that order the rows; at least the first. */
function leadingKeys(query: Query, columns: readonly Column[]): number {
  const count = columns.findIndex(({ name }) => !query.order.includes(name));
  return Math.max(1, count < 0 ? columns.length : count);
}

function viewOf(plan: Plan, options: ReportOptions, isTyped: boolean): View {
  const sort = chosenSort(plan.query, options);
  return {
    columns: chosenColumns(plan.query, options),
    sort: sort.length > 0 ? sort : (plan.sort ?? []),
    limit: chosenLimit(options) ?? plan.limit,
    onlyPositive: plan.onlyPositive,
    tz: options.tz,
    isPrinted: !isTyped,
  };
}

/** One row more than the limit is asked for, so that truncation is known. */
async function resultOf(engine: Engine, source: Source, view: View): Promise<Result> {
  const limit = view.limit === undefined ? undefined : view.limit + 1;
  const { sql, parameters } = wrapped(source, { ...view, limit });
  return engine.run(sql, parameters);
}

async function* limited(
  result: Result,
  limit: number | undefined,
  narration: Narration,
): AsyncIterable<readonly Row[]> {
  let left = limit ?? Number.POSITIVE_INFINITY;
  for await (const rows of result.batches()) {
    if (rows.length > left) {
      narrateTruncation(narration, limit as number);
    }
    yield rows.slice(0, left);
    left = Math.max(0, left - rows.length);
  }
}

/** @throws UserError exit 2 for a placeholder that this report does not have. */
export function namedFile(out: string, names: Plan['names']): string {
  if (out === '' || out === '-') {
    throw new UserError(
      ExitCode.usage,
      `--out: no name of a file: ${JSON.stringify(out)}`,
      'name one, such as report.csv; without --out the report goes to standard output',
    );
  }
  return out.replace(/\{([^{}]*)\}/g, (placeholder, name: string) => {
    const value = names[name];
    if (value === undefined) {
      throw new UserError(
        ExitCode.usage,
        `--out: nothing to put for ${placeholder}`,
        `known here: ${
          Object.keys(names)
            .map((known) => `{${known}}`)
            .join(', ') || 'none'
        }`,
      );
    }
    return value;
  });
}
