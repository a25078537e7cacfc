import type { Engine, Row } from '../engine/engine.ts';
import { sqlFile } from '../engine/sql-files.ts';
import type { Engines } from './engines.ts';
import { withTables } from './hand-over.ts';
import { holdRejects, type Reject } from './hold-rejects.ts';
import { enterLoad, nextLoadId, type RowCounts } from './ledger.ts';
import { type Merging, mergeContents } from './merge-contents.ts';
import type { Progress } from './progress.ts';
import type { ReadGroup } from './read-unit.ts';
import { isBeyond, strictRefusal } from './reject-limit.ts';
import type { Input } from './stage.ts';
import { type LoadOptions, parametersOf } from './unit.ts';

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

/**
 * Merges what was read into the tables, inside the caller's transaction: good rows, rejects and a
 * line per file in the ledger. The counts come per group and file.
 * @throws UserError exit 3, with nothing merged, when the unit is refused for its rejects.
 */
export async function mergeUnit(
  engines: Engines,
  unit: readonly ReadGroup[],
  options: LoadOptions,
  progress: Progress,
): Promise<LoadCounts[][]> {
  const { database: engine } = engines;
  const firstId = await nextLoadId(engine);
  const firstIds: number[] = [];
  let nextId = firstId;
  for (const { inputs } of unit) {
    firstIds.push(nextId);
    nextId += inputs.length;
  }
  const rejects: Rejects[][] = [];
  for (const [index, group] of unit.entries()) {
    const firstOfGroup = firstIds[index] as number;
    rejects.push(
      await withTables(engines, ['rejected_lines'], group.tag, () =>
        heldRejects(engine, group, firstOfGroup),
      ),
    );
  }
  const tooMany = rejects.flat().find((held) => isTooMany(held, options));
  if (tooMany !== undefined) {
    await engine.run(sqlFile('2_ingest/drop_rejects'), { load_id: firstId });
    await engine.run(sqlFile('2_ingest/drop_leanings'), { load_id: firstId });
    throw strictRefusal(tooMany.name, tooMany.newlyRejected, tooMany.firstReject as Reject);
  }
  const counts: LoadCounts[][] = [];
  for (const [index, group] of unit.entries()) {
    const advance = (from: number, to: number) =>
      progress.merging((index + from) / unit.length, (index + to) / unit.length);
    const firstOfGroup = firstIds[index] as number;
    const rejected = rejects[index] as Rejects[];
    counts.push(await mergeGroup(engines, group, firstOfGroup, rejected, options, advance));
  }
  return counts;
}

type Rejects = Pick<LoadCounts, 'newlyRejected' | 'firstReject'> & {
  readonly name: string;
  readonly read: Row;
};

const isTooMany = ({ newlyRejected, read }: Rejects, options: LoadOptions) =>
  options.isStrict && isBeyond(options.rejectLimit, newlyRejected, Number(read.rows_read ?? 0));

async function heldRejects(engine: Engine, group: ReadGroup, firstId: number): Promise<Rejects[]> {
  const held: Rejects[] = [];
  for (const input of group.inputs) {
    const rejects = await holdRejects(engine, group.kind, input, firstId + input.fileNumber);
    held.push({ name: input.source.name, read: rowOfFile(group.counts, input), ...rejects });
  }
  return held;
}

/** What is said of one file of several, nothing of one without rows. */
const rowOfFile = (rows: readonly Row[], { fileNumber }: Input): Row =>
  rows.find((row) => Number(row.file_number ?? 0) === fileNumber) ?? {};

async function mergeGroup(
  engines: Engines,
  { kind, inputs, tag }: ReadGroup,
  firstId: number,
  rejects: readonly Rejects[],
  options: LoadOptions,
  advance: Merging['advance'],
): Promise<LoadCounts[]> {
  const parameters = { ...parametersOf(options), load_id: firstId };
  const rows = await mergeContents(engines, { kind, tag, parameters, advance });
  const counts: LoadCounts[] = [];
  for (const [index, input] of inputs.entries()) {
    const count = countsOf(rowOfFile(rows, input), rejects[index] as Rejects);
    const { source, layout } = input;
    await enterLoad(engines.database, {
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

function countsOf(merged: Row, { read, newlyRejected, firstReject }: Rejects): LoadCounts {
  const count = (name: string) => Number(read[name] ?? merged[name] ?? 0);
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
