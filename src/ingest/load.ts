import type { DuckDb } from '../engine/duckdb.ts';
import { type Parameters, type Row, rowOf, rowsOf } from '../engine/engine.ts';
import { accepted, sqlFile, sqlFolder } from '../engine/sql-files.ts';
import { carefulRecords } from './careful-reader.ts';
import type { Kind } from './kinds.ts';
import { firstLine, type Input, stage } from './stage.ts';

/** How one file was read, for the ledger and for the user. Counts add up: read = the rest. */
export interface LoadCounts {
  readonly loadId: number;
  readonly read: number;
  readonly new: number;
  readonly replaced: number;
  readonly duplicate: number;
  readonly conflict: number;
  readonly ignored: number;
  readonly rejected: number;
  /** Rows whose time was given finer than the microsecond it is kept in; not a part of the sum. */
  readonly timesCut: number;
  /** Rejects that were not held before. */
  readonly newlyRejected: number;
  readonly firstReject: Reject | undefined;
}

/** Where and why a row was rejected. */
export interface Reject {
  readonly line: number;
  readonly column: number | undefined;
  readonly field: string | undefined;
  readonly reason: string;
}

/** What the reading of values depends on. */
export interface LoadOptions {
  readonly inputTz: string;
  readonly timeFormat: string | null;
  /** Later times are rejects; null takes any. UTC, as `2024-10-15 08:00:00`. */
  readonly latestAllowed: string | null;
  readonly loadedAt: string;
  readonly keepDuplicates: boolean;
  readonly append: boolean;
}

/**
 * Loads the files of one set, or one file, in one transaction: its good rows, its rejects and its
 * lines in the ledger, or nothing.
 */
export async function load(
  engine: DuckDb,
  kind: Kind,
  inputs: readonly Input[],
  options: LoadOptions,
): Promise<LoadCounts[]> {
  const parameters: Parameters = {
    input_tz: options.inputTz,
    time_format: options.timeFormat,
    latest_allowed: options.latestAllowed,
    keep_duplicates: options.keepDuplicates,
    append: options.append,
  };
  for (const input of inputs) {
    await stage(engine, input, parameters);
  }
  await engine.run('begin transaction');
  try {
    const counts = await merge(engine, kind, inputs, parameters, options.loadedAt);
    await engine.run('commit');
    return counts;
  } catch (error) {
    await engine.run('rollback');
    throw error;
  }
}

async function merge(
  engine: DuckDb,
  kind: Kind,
  inputs: readonly Input[],
  parameters: Parameters,
  loadedAt: string,
): Promise<LoadCounts[]> {
  const { load_id: nextId } = await rowOf(engine, sqlFile('2_ingest/next_load_id'));
  const firstId = Number(nextId);
  const steps = sqlFolder(`2_ingest/${kind.name}`).slice(1);
  const countStep = steps.pop() as string;
  for (const step of steps) {
    const sql = sqlFile(step);
    await engine.run(sql, accepted(sql, { ...parameters, load_id: firstId }));
  }
  const rows = await rowsOf(engine, sqlFile(countStep));
  const counts: LoadCounts[] = [];
  for (const input of inputs) {
    const row = rows.find((candidate) => Number(candidate.file_number ?? 0) === input.fileNumber);
    const count = countsOf(firstId + input.fileNumber, row);
    const rejects = count.rejected > 0 ? await holdRejects(engine, kind, input, firstId) : {};
    await engine.run(sqlFile('2_ingest/enter_load'), ledgerLine(kind, input, count, loadedAt));
    counts.push({ ...count, ...rejects });
  }
  return counts;
}

function countsOf(loadId: number, row: Row = {}): LoadCounts {
  const count = (name: string) => Number(row[name] ?? 0);
  return {
    loadId,
    read: count('rows_read'),
    new: count('rows_new'),
    replaced: count('rows_replaced'),
    duplicate: count('rows_duplicate'),
    conflict: count('rows_conflict'),
    ignored: count('rows_ignored'),
    rejected: count('rows_rejected'),
    timesCut: count('times_cut'),
    newlyRejected: 0,
    firstReject: undefined,
  };
}

function ledgerLine(kind: Kind, input: Input, counts: LoadCounts, loadedAt: string): Parameters {
  return {
    load_id: counts.loadId,
    kind: kind.name,
    file_name: input.source.name,
    sha256: input.source.sha256,
    bytes: input.source.bytes,
    loaded_at: loadedAt,
    rows_read: counts.read,
    rows_new: counts.new,
    rows_replaced: counts.replaced,
    rows_duplicate: counts.duplicate,
    rows_conflict: counts.conflict,
    rows_ignored: counts.ignored,
    rows_rejected: counts.rejected,
  };
}

/** Keeps the rejects of a file with their raw lines. */
async function holdRejects(
  engine: DuckDb,
  kind: Kind,
  input: Input,
  firstId: number,
): Promise<Pick<LoadCounts, 'newlyRejected' | 'firstReject'>> {
  const place = { file_number: input.fileNumber, first_line: firstLine(input.layout) };
  const lines = await rowsOf(engine, sqlFile('2_ingest/unexplained_lines'), place);
  const wanted = new Set(lines.map((row) => Number(row.line_number)));
  await engine.run(sqlFile('2_ingest/raw_lines'));
  await engine.append('raw_lines', rawLines(input, wanted));
  const held = await rowOf(engine, sqlFile('2_ingest/hold_rejects'), {
    ...place,
    load_id: firstId,
    kind: kind.name,
    file_name: input.source.name,
    column_fields: fieldsByColumn(input),
  });
  const [first] = await rowsOf(engine, sqlFile('2_ingest/first_reject'), {
    load_id: firstId + input.fileNumber,
  });
  return {
    newlyRejected: Number(held.Count),
    firstReject: first && {
      line: Number(first.line_number),
      column: first.column_number === null ? undefined : Number(first.column_number),
      field: first.field ?? undefined,
      reason: first.reason as string,
    },
  };
}

/** The field that each column of the file holds, `` for none. */
function fieldsByColumn(input: Input): string[] {
  const names: string[] = [];
  for (const [field, index] of input.positions) {
    names[index] = field;
  }
  return Array.from(names, (name) => name ?? '');
}

/** Texts of the wanted lines, of a file in which every line is one record. */
async function* rawLines(input: Input, wanted: ReadonlySet<number>) {
  if (wanted.size === 0) {
    return;
  }
  if (input.layout.format === 'parquet') {
    for (const line of wanted) {
      yield [line, `row ${line} of ${input.source.name}`];
    }
    return;
  }
  for await (const record of carefulRecords(input.source.path, null, 1)) {
    if (wanted.has(record.lineNumber)) {
      yield [record.lineNumber, record.raw];
    }
  }
}
