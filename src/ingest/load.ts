import { composer } from '../engine/compose.ts';
import type { DuckDb } from '../engine/duckdb.ts';
import { type Parameters, type Row, rowOf, rowsOf } from '../engine/engine.ts';
import { accepted, sqlFile } from '../engine/sql-files.ts';
import type { Lifecycle } from '../lifecycle/lifecycle.ts';
import { holdRejects, type Reject } from './hold-rejects.ts';
import type { Kind } from './kinds.ts';
import { enterLoad, nextLoadId, type RowCounts } from './ledger.ts';
import { readingParameters } from './order-kinds.ts';
import type { Progress } from './progress.ts';
import { isBeyond, type RejectLimit, strictRefusal } from './reject-limit.ts';
import { type Input, stage } from './stage.ts';
import { stepsOf, weightOf } from './steps.ts';

/** How one file was read, for the ledger and for the user. */
export interface LoadCounts extends RowCounts {
  /** Rows whose time was given finer than the microsecond it is kept in; not a part of the sum. */
  readonly timesCut: number;
  /** Rows whose amount was given finer than it is kept in; not a part of the sum. */
  readonly amountsCut: number;
  /** Rows of whose kind only the end of the name is known; not a part of the sum. */
  readonly kindsKnownByEnd: number;
  /** Rows of orders whose status is not that of their latest time; not a part of the sum. */
  readonly statusesStated: number;
  /** Rows whose id looks like a number that a spreadsheet has rounded; not a part of the sum. */
  readonly idsRounded: number;
  /** Rejects that were not held before. */
  readonly newlyRejected: number;
  readonly firstReject: Reject | undefined;
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
  readonly lifecycle: Lifecycle;
  readonly rejectLimit: RejectLimit;
  /** Whether a file with more rejects than the limit is not loaded at all. */
  readonly isStrict: boolean;
}

/** Files of one kind that are loaded together. */
export interface Group {
  readonly kind: Kind;
  readonly inputs: readonly Input[];
}

/** What is loaded or refused together: one file, or the set of hours and zones of a command. */
export type Unit = readonly Group[];

/** A unit whose rows are in temporary tables, one per group, ready to be merged. */
export interface StagedUnit {
  readonly unit: Unit;
  readonly tables: readonly string[];
}

/**
 * Reads the files of a unit into temporary tables. A store with a reject in any file of a set is
 * left out of all of them.
 */
export async function stageUnit(
  engine: DuckDb,
  unit: Unit,
  unitNumber: number,
  options: LoadOptions,
): Promise<StagedUnit> {
  const tables = unit.map((_, index) => `staged_${unitNumber}_${index}`);
  await engine.run(sqlFile('2_ingest/no_damaged_stores'));
  for (const [index, group] of unit.entries()) {
    await stageGroup(engine, group, options);
    if (group.kind.isSet) {
      await engine.run(sqlFile('2_ingest/note_damaged_stores'));
    }
    await engine.run(renamed('staged', tables[index] as string));
  }
  const staged = { unit, tables };
  if (unit.some(({ kind }) => kind.isSet)) {
    await eachGroup(engine, staged, () => engine.run(sqlFile('2_ingest/reject_damaged_stores')));
  }
  return staged;
}

/**
 * Merges staged rows into the tables, inside the caller's transaction: good rows, rejects and a line
 * per file in the ledger. The counts come per group and file.
 * @throws UserError exit 3, with nothing merged, when the unit is refused for its rejects.
 */
export async function mergeUnit(
  engine: DuckDb,
  staged: StagedUnit,
  options: LoadOptions,
  progress: Progress,
): Promise<LoadCounts[][]> {
  const firstId = await nextLoadId(engine);
  const firstIds: number[] = [];
  let nextId = firstId;
  for (const { inputs } of staged.unit) {
    firstIds.push(nextId);
    nextId += inputs.length;
  }
  const rejects: Rejects[][] = [];
  await eachGroup(engine, staged, async (group, index) => {
    rejects.push(await heldRejects(engine, group, firstIds[index] as number));
  });
  const tooMany = rejects.flat().find((held) => isTooMany(held, options));
  if (tooMany !== undefined) {
    await engine.run(sqlFile('2_ingest/drop_rejects'), { load_id: firstId });
    await engine.run(sqlFile('2_ingest/drop_leanings'), { load_id: firstId });
    throw strictRefusal(tooMany.name, tooMany.newlyRejected, tooMany.firstReject as Reject);
  }
  const counts: LoadCounts[][] = [];
  await eachGroup(engine, staged, async (group, index) => {
    const groupId = firstIds[index] as number;
    const advance = (from: number, to: number) =>
      progress.merging((index + from) / staged.unit.length, (index + to) / staged.unit.length);
    counts.push(
      await mergeGroup(engine, group, groupId, rejects[index] as Rejects[], options, advance),
    );
  });
  return counts;
}

/** Makes room for the next unit. */
export async function dropStaged(engine: DuckDb, { tables }: StagedUnit): Promise<void> {
  for (const table of tables) {
    await engine.run(composer.schema.dropTable(table).ifExists().compile().sql);
  }
}

type Rejects = Pick<LoadCounts, 'read' | 'newlyRejected' | 'firstReject'> & { name: string };

const isTooMany = ({ newlyRejected, read }: Rejects, options: LoadOptions) =>
  options.isStrict && isBeyond(options.rejectLimit, newlyRejected, read);

/** Does something to each group of a unit while its rows are in the table `staged`. */
async function eachGroup(
  engine: DuckDb,
  { unit, tables }: StagedUnit,
  action: (group: Group, index: number) => Promise<unknown>,
): Promise<void> {
  for (const [index, group] of unit.entries()) {
    await engine.run(renamed(tables[index] as string, 'staged'));
    await action(group, index);
    await engine.run(renamed('staged', tables[index] as string));
  }
}

const renamed = (from: string, to: string) =>
  composer.schema.alterTable(from).renameTo(to).compile().sql;

const parametersOf = (options: LoadOptions): Parameters => ({
  ...readingParameters(options.lifecycle),
  input_tz: options.inputTz,
  time_format: options.timeFormat,
  latest_allowed: options.latestAllowed,
  keep_duplicates: options.keepDuplicates,
  append: options.append,
});

async function stageGroup(engine: DuckDb, group: Group, options: LoadOptions): Promise<void> {
  for (const input of group.inputs) {
    await stage(engine, input, parametersOf(options));
  }
  for (const step of stepsOf(group.kind).checks) {
    await engine.run(sqlFile(step));
  }
}

async function heldRejects(engine: DuckDb, group: Group, firstId: number): Promise<Rejects[]> {
  const held: Rejects[] = [];
  for (const input of group.inputs) {
    const { rows_staged: read } = await rowOf(engine, sqlFile('2_ingest/staged_counts'), {
      file_number: input.fileNumber,
    });
    const rejects = await holdRejects(engine, group.kind, input, firstId + input.fileNumber);
    held.push({ name: input.source.name, read: Number(read), ...rejects });
  }
  return held;
}

async function mergeGroup(
  engine: DuckDb,
  { kind, inputs }: Group,
  firstId: number,
  rejects: readonly Rejects[],
  options: LoadOptions,
  advance: (from: number, to: number) => void,
): Promise<LoadCounts[]> {
  const { merges, counts: countStep } = stepsOf(kind);
  const parameters = { ...parametersOf(options), load_id: firstId };
  const totalWeight = merges.reduce((sum, step) => sum + weightOf(step), 0);
  let weight = 0;
  for (const step of merges) {
    const before = weight;
    weight += weightOf(step);
    advance(before / totalWeight, weight / totalWeight);
    const sql = sqlFile(step);
    await engine.run(sql, accepted(sql, parameters));
  }
  const countSql = sqlFile(countStep);
  const rows = await rowsOf(engine, countSql, accepted(countSql, parameters));
  const counts: LoadCounts[] = [];
  for (const [index, input] of inputs.entries()) {
    const row = rows.find((candidate) => Number(candidate.file_number ?? 0) === input.fileNumber);
    const count = countsOf(row, rejects[index] as Rejects);
    const { source, layout } = input;
    await enterLoad(engine, {
      loadId: firstId + input.fileNumber,
      kind: kind.name,
      fileName: source.name,
      sha256: source.sha256,
      bytes: source.bytes,
      loadedAt: options.loadedAt,
      counts: count,
      header: layout.format === 'csv' ? layout.header : null,
      pruned: 0,
    });
    counts.push(count);
  }
  return counts;
}

function countsOf(row: Row = {}, { newlyRejected, firstReject }: Rejects): LoadCounts {
  const count = (name: string) => Number(row[name] ?? 0);
  return {
    read: count('rows_read'),
    new: count('rows_new'),
    replaced: count('rows_replaced'),
    duplicate: count('rows_duplicate'),
    conflict: count('rows_conflict'),
    ignored: count('rows_ignored'),
    rejected: count('rows_rejected'),
    timesCut: count('times_cut'),
    amountsCut: count('amounts_cut'),
    kindsKnownByEnd: count('kinds_known_by_end'),
    statusesStated: count('statuses_stated'),
    idsRounded: count('ids_rounded'),
    newlyRejected,
    firstReject,
  };
}
