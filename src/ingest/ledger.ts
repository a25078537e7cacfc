import { type Engine, rowOf } from '../engine/engine.ts';
import { sqlFile } from '../engine/sql-files.ts';

/** What became of the rows of a load: read = the sum of the rest. */
export interface RowCounts {
  readonly read: number;
  readonly new: number;
  readonly replaced: number;
  readonly duplicate: number;
  readonly conflict: number;
  readonly ignored: number;
  readonly rejected: number;
}

/** A line of the ledger. */
export interface LedgerLine {
  readonly loadId: number;
  readonly kind: string;
  readonly fileName: string;
  readonly sha256: string;
  readonly bytes: number;
  /** UTC, as `2024-10-15 08:00:00`. */
  readonly loadedAt: string;
  readonly counts: RowCounts;
  /** The first line of a file that has one. */
  readonly header: string | null;
  readonly pruned: number;
}

/** The number of the next load. */
export async function nextLoadId(engine: Engine): Promise<number> {
  return Number((await rowOf(engine, sqlFile('2_ingest/next_load_id'))).load_id);
}

/** Enters a load; its number is not given again. */
export async function enterLoad(engine: Engine, line: LedgerLine): Promise<void> {
  const { counts } = line;
  await engine.run(sqlFile('2_ingest/enter_load'), {
    load_id: line.loadId,
    kind: line.kind,
    file_name: line.fileName,
    sha256: line.sha256,
    bytes: line.bytes,
    loaded_at: line.loadedAt,
    rows_read: counts.read,
    rows_new: counts.new,
    rows_replaced: counts.replaced,
    rows_duplicate: counts.duplicate,
    rows_conflict: counts.conflict,
    rows_ignored: counts.ignored,
    rows_rejected: counts.rejected,
    header: line.header,
    rows_pruned: line.pruned,
  });
  await engine.run(sqlFile('2_ingest/count_load'), { load_id: line.loadId });
}
