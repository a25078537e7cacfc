import { type Engine, rowOf, rowsOf } from '../engine/engine.ts';
import { sqlFile } from '../engine/sql-files.ts';
import type { Kind } from './kinds.ts';
import type { Input } from './stage.ts';

/** Where and why a row was rejected. */
export interface Reject {
  readonly line: number;
  readonly column: number | undefined;
  readonly field: string | undefined;
  readonly reason: string;
}

/** Keeps the rejects of one file that was read; those held already are counted only. */
export async function holdRejects(
  engine: Engine,
  kind: Kind,
  input: Input,
  loadId: number,
): Promise<{ newlyRejected: number; firstReject: Reject | undefined }> {
  await engine.run(sqlFile('2_ingest/rejected'), {
    file_number: input.fileNumber,
    kind: kind.name,
  });
  await engine.run(sqlFile('2_ingest/lean_on_rejects'), { load_id: loadId });
  await engine.run(sqlFile('2_ingest/hold_rejects'), { load_id: loadId, kind: kind.name });
  const newly = await rowOf(engine, sqlFile('2_ingest/newly_rejected'));
  const [first] = await rowsOf(engine, sqlFile('2_ingest/first_reject'), { load_id: loadId });
  return {
    newlyRejected: Number(newly.row_count),
    firstReject: first && {
      line: Number(first.line_number),
      column: first.column_number === null ? undefined : Number(first.column_number),
      field: first.field ?? undefined,
      reason: first.reason as string,
    },
  };
}

/** `file.csv:3:2: rejected: bad time in timestamp (and 4 more)` */
export function rejectText(file: string, count: number, first: Reject): string {
  const { line, column, field, reason } = first;
  const place = column === undefined ? `${file}:${line}` : `${file}:${line}:${column}`;
  const more = count > 1 ? ` (and ${count - 1} more)` : '';
  return `${place}: rejected: ${reason}${field === undefined ? '' : ` in ${field}`}${more}`;
}
