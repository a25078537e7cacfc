import type { DuckDb } from '../engine/duckdb.ts';
import { rowOf, rowsOf } from '../engine/engine.ts';
import { sqlFile } from '../engine/sql-files.ts';
import { carefulRecords } from './careful-reader.ts';
import type { Kind } from './kinds.ts';
import { firstLine, type Input } from './stage.ts';

/** Where and why a row was rejected. */
export interface Reject {
  readonly line: number;
  readonly column: number | undefined;
  readonly field: string | undefined;
  readonly reason: string;
}

/** Keeps the rejects of one staged file with their raw lines; those held already are counted only. */
export async function holdRejects(
  engine: DuckDb,
  kind: Kind,
  input: Input,
  loadId: number,
): Promise<{ newlyRejected: number; firstReject: Reject | undefined }> {
  const place = { file_number: input.fileNumber, first_line: firstLine(input.layout) };
  const lines = await rowsOf(engine, sqlFile('2_ingest/unexplained_lines'), place);
  const wanted = new Set(lines.map((row) => Number(row.line_number)));
  await engine.run(sqlFile('2_ingest/raw_lines'));
  if (wanted.size > 0) {
    await fillRawLines(engine, input, wanted);
  }
  await engine.run(sqlFile('2_ingest/rejected'), {
    ...place,
    kind: kind.name,
    file_name: input.source.name,
    column_fields: fieldsByColumn(input),
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

/** Fetches the texts of the wanted lines of a file in which every line is one record. */
async function fillRawLines(
  engine: DuckDb,
  { layout, source }: Input,
  wanted: ReadonlySet<number>,
): Promise<void> {
  if (layout.format === 'parquet') {
    await engine.run(sqlFile('2_ingest/parquet_lines'), { path: source.path });
  } else {
    await engine.append('raw_lines', rawLines(source.chunks(), wanted));
  }
}

async function* rawLines(chunks: AsyncIterable<Buffer>, wanted: ReadonlySet<number>) {
  for await (const record of carefulRecords(chunks, null, 1)) {
    if (wanted.has(record.lineNumber)) {
      yield [record.lineNumber, record.raw];
    }
  }
}

/** The field that each column of the file holds, `` for none. */
function fieldsByColumn(input: Input): string[] {
  const names: string[] = [];
  for (const [field, index] of input.positions) {
    names[index] = field;
  }
  return Array.from(names, (name) => name ?? '');
}

/** `file.csv:3:2: rejected: bad time in timestamp (and 4 more)` */
export function rejectText(file: string, count: number, first: Reject): string {
  const { line, column, field, reason } = first;
  const place = column === undefined ? `${file}:${line}` : `${file}:${line}:${column}`;
  const more = count > 1 ? ` (and ${count - 1} more)` : '';
  return `${place}: rejected: ${reason}${field === undefined ? '' : ` in ${field}`}${more}`;
}
