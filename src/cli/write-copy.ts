import { existsSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Statement } from '../engine/compose.ts';
import type { DuckDb } from '../engine/duckdb.ts';
import { type Result, rowOf } from '../engine/engine.ts';
import { ExitCode, UserError } from '../errors.ts';
import { writeAtomically } from '../output/atomic-file.ts';
import type { Format } from '../output/format.ts';
import { type Source, type View, wrapped } from '../queries/wrap.ts';
import { temporaryFile, temporaryFolder } from '../temporary.ts';
import type { Context } from './context.ts';
import { type Narration, narrateTruncation } from './narration.ts';
import { printFile } from './print.ts';
import type { ReportOptions } from './report-options.ts';

/** A file that the engine writes itself: what it is first called, and how it is written. */
export interface Copy {
  readonly path: string;
  readonly layout: string;
}

const layouts: Partial<Record<Format, string>> = {
  parquet: '(format parquet)',
  csv: `(format csv, header, delimiter ',', use_tmp_file false)`,
  tsv: `(format csv, header, delimiter '\t', use_tmp_file false)`,
};

/**
 * The file that the engine writes for a report; undefined for what is printed here. The engine
 * writes the same bytes as csv-stringify, many times faster, but only into regular files.
 * @throws UserError exit 2 for a Parquet file in a folder that is not known yet.
 */
export function copyOf(format: Format, { out, escapeFormulas }: ReportOptions): Copy | undefined {
  const layout = layouts[format];
  if (layout === undefined || out === undefined || escapeFormulas) {
    return undefined;
  }
  // Placeholders name files, not folders: the folder must be known before the database is opened.
  const isFolderKnown = !dirname(out).includes('{');
  if (format === 'parquet' && !isFolderKnown) {
    throw new UserError(
      ExitCode.usage,
      `--out: a placeholder in the folder of a Parquet file: ${out}`,
      'put {day} or {as_of} into the file name',
    );
  }
  const isSpecial = existsSync(out) && !statSync(out).isFile();
  return format === 'parquet' || (isFolderKnown && !isSpecial)
    ? { path: temporaryFile(join(dirname(out), 'ordstat-report')), layout }
    : undefined;
}

/** Lets the engine write a report's rows into a file, whole or not at all. */
export async function writeCopy(
  engine: DuckDb,
  source: Source,
  view: View,
  out: string,
  { path: writtenTo, layout }: Copy,
  narration: Narration,
): Promise<void> {
  const { sql, parameters } =
    view.limit === undefined
      ? wrapped(source, view)
      : await heldRows(engine, source, view, narration);
  await writeAtomically(
    out,
    async (path) => {
      await engine.run(copyStatement(sql, path, layout), parameters);
    },
    writtenTo,
  );
}

/** So many rows are printed without the help of the engine. */
const fewRows = 10_000;

/**
 * The file through which the engine prints what is to go to standard output; undefined for formats
 * and places that are served here.
 */
export function spoolOf(
  context: Context,
  format: Format,
  { out, escapeFormulas, db }: ReportOptions,
): Copy | undefined {
  const layout = format === 'parquet' ? undefined : layouts[format];
  return layout === undefined || out !== undefined || escapeFormulas || context.terminal
    ? undefined
    : { path: temporaryFile(join(dirname(temporaryFolder(db)), 'ordstat-printed')), layout };
}

/**
 * Works out a report's rows. Where they are many, the engine writes them into a file that is then
 * printed; few are given back, to be printed by somebody else.
 */
export async function printCopy(
  context: Context,
  engine: DuckDb,
  source: Source,
  view: View,
  { path, layout }: Copy,
  narration: Narration,
): Promise<Result | undefined> {
  const { sql, count } = await heldRows(engine, source, view, narration);
  if (count <= fewRows) {
    return engine.run(sql);
  }
  // Nobody else may read it, and nobody can have put something else in its place.
  writeFileSync(path, '', { flag: 'wx', mode: 0o600 });
  try {
    await engine.run(copyStatement(sql, path, layout));
    await printFile(context, path);
  } finally {
    rmSync(path, { force: true });
  }
  return undefined;
}

const copyStatement = (sql: string, path: string, layout: string) =>
  `copy (${sql}) to '${path.replaceAll("'", "''")}' ${layout}`;

/**
 * Holds the rows of a view in a table of the session, in order. Of a limited one a row more than
 * the limit is worked out, so that truncation is known.
 */
async function heldRows(
  engine: DuckDb,
  source: Source,
  view: View,
  narration: Narration,
): Promise<Statement & { count: number }> {
  const limit = view.limit ?? Number.POSITIVE_INFINITY;
  const asked = view.limit === undefined ? view : { ...view, limit: limit + 1 };
  const { sql, parameters } = wrapped(source, asked);
  const row = await rowOf(engine, `create temp table view_rows as ${sql}`, parameters);
  const count = Number(row.Count);
  if (count > limit) {
    narrateTruncation(narration, limit);
  }
  const kept = Math.min(count, limit);
  return { sql: `from view_rows limit ${kept}`, parameters: {}, count: kept };
}
