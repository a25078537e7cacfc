import { composer } from '../engine/compose.ts';
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

/** Files of one kind that are loaded together. */
export interface Group {
  readonly kind: Kind;
  readonly inputs: readonly Input[];
}

/** Loads one file in one transaction: its good rows, its rejects and its line in the ledger. */
export async function loadFile(
  engine: DuckDb,
  group: Group,
  options: LoadOptions,
): Promise<LoadCounts[]> {
  await stageGroup(engine, group, options);
  return inTransaction(engine, () => merge(engine, group, options));
}

/**
 * Loads the files of a set, of one kind or more, in one transaction. A store with a reject in any
 * of them is left as it was.
 */
export async function loadSet(
  engine: DuckDb,
  groups: readonly Group[],
  options: LoadOptions,
): Promise<LoadCounts[][]> {
  await engine.run(sqlFile('2_ingest/no_damaged_stores'));
  for (const [index, group] of groups.entries()) {
    await stageGroup(engine, group, options);
    await engine.run(sqlFile('2_ingest/note_damaged_stores'));
    await engine.run(renamed('staged', `staged_${index}`));
  }
  return inTransaction(engine, async () => {
    const counts: LoadCounts[][] = [];
    for (const [index, group] of groups.entries()) {
      await engine.run(renamed(`staged_${index}`, 'staged'));
      await engine.run(sqlFile('2_ingest/reject_damaged_stores'));
      counts.push(await merge(engine, group, options));
      await engine.run(renamed('staged', `staged_${index}`));
    }
    return counts;
  });
}

const renamed = (from: string, to: string) =>
  composer.schema.alterTable(from).renameTo(to).compile().sql;

async function inTransaction<T>(engine: DuckDb, action: () => Promise<T>): Promise<T> {
  await engine.run('begin transaction');
  try {
    const result = await action();
    await engine.run('commit');
    return result;
  } catch (error) {
    await engine.run('rollback');
    throw error;
  }
}

const parametersOf = (options: LoadOptions): Parameters => ({
  input_tz: options.inputTz,
  time_format: options.timeFormat,
  latest_allowed: options.latestAllowed,
  keep_duplicates: options.keepDuplicates,
  append: options.append,
});

/** Steps of a kind by their part: checks look at what is staged, the last merge step counts. */
function stepsOf(kind: Kind): { checks: string[]; merges: string[] } {
  const [, ...steps] = sqlFolder(`2_ingest/${kind.name}`);
  const checks = steps.filter((step) => step.endsWith('_check'));
  return { checks, merges: steps.filter((step) => !checks.includes(step)) };
}

async function stageGroup(engine: DuckDb, group: Group, options: LoadOptions): Promise<void> {
  for (const input of group.inputs) {
    await stage(engine, input, parametersOf(options));
  }
  for (const step of stepsOf(group.kind).checks) {
    await engine.run(sqlFile(step));
  }
}

async function merge(engine: DuckDb, group: Group, options: LoadOptions): Promise<LoadCounts[]> {
  const { kind, inputs } = group;
  const { load_id: nextId } = await rowOf(engine, sqlFile('2_ingest/next_load_id'));
  const firstId = Number(nextId);
  const { merges } = stepsOf(kind);
  for (const step of merges.slice(0, -1)) {
    const sql = sqlFile(step);
    await engine.run(sql, accepted(sql, { ...parametersOf(options), load_id: firstId }));
  }
  const rows = await rowsOf(engine, sqlFile(merges.at(-1) as string));
  const counts: LoadCounts[] = [];
  for (const input of inputs) {
    const row = rows.find((candidate) => Number(candidate.file_number ?? 0) === input.fileNumber);
    const count = countsOf(firstId + input.fileNumber, row);
    const rejects = count.rejected > 0 ? await holdRejects(engine, kind, input, firstId) : {};
    const line = ledgerLine(kind, input, count, options.loadedAt);
    await engine.run(sqlFile('2_ingest/enter_load'), line);
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
