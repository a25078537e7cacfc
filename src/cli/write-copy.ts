import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Statement } from '../engine/compose.ts';
import type { DuckDb } from '../engine/duckdb.ts';
import { rowOf } from '../engine/engine.ts';
import { ExitCode, UserError } from '../errors.ts';
import { writeAtomically } from '../output/atomic-file.ts';
import type { Format } from '../output/format.ts';
import { type Source, type View, wrapped } from '../queries/wrap.ts';
import { temporaryFile } from '../temporary.ts';
import { type Narration, narrateTruncation } from './narration.ts';
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
      : await firstRows(engine, source, view, view.limit, narration);
  await writeAtomically(
    out,
    async (path) => {
      const copy = `copy (${sql}) to '${path.replaceAll("'", "''")}' ${layout}`;
      await engine.run(copy, parameters);
    },
    writtenTo,
  );
}

/** One row more than the limit is worked out, so that truncation is known. */
async function firstRows(
  engine: DuckDb,
  source: Source,
  view: View,
  limit: number,
  narration: Narration,
): Promise<Statement> {
  const { sql, parameters } = wrapped(source, { ...view, limit: limit + 1 });
  const { Count: count } = await rowOf(
    engine,
    `create temp table first_rows as ${sql}`,
    parameters,
  );
  if (Number(count) > limit) {
    narrateTruncation(narration, limit);
  }
  return { sql: `from first_rows limit ${limit}`, parameters: {} };
}
