import type { DuckDb } from '../engine/duckdb.ts';
import { rowsOf } from '../engine/engine.ts';
import { sqlFile } from '../engine/sql-files.ts';
import { carefulRecords } from './careful-reader.ts';
import { firstLine, type Input } from './stage.ts';

/** Keeps the rejects of one staged file with the texts of their lines. */
export async function keepRejectedLines(reader: DuckDb, input: Input): Promise<void> {
  const file = { file_number: input.fileNumber };
  const records = await rowsOf(reader, sqlFile('2_ingest/read/rejected_records'), file);
  if (records.length > 0) {
    await fetchLines(
      reader,
      input,
      records.map((row) => Number(row.record_number)),
    );
  }
  await reader.run(sqlFile('2_ingest/read/rejected_lines'), {
    ...file,
    file_name: input.source.name,
    column_fields: fieldsByColumn(input),
  });
}

/** Fetches the texts of records of a file in which every line is one record. */
async function fetchLines(
  reader: DuckDb,
  { layout, source, fileNumber }: Input,
  recordNumbers: readonly number[],
): Promise<void> {
  if (layout.format === 'parquet') {
    await reader.run(sqlFile('2_ingest/read/parquet_lines'), {
      path: source.path,
      file_number: fileNumber,
      record_numbers: recordNumbers.map(String),
    });
  } else {
    const first = firstLine(layout);
    const wanted = new Set(recordNumbers.map((number) => number + first));
    await reader.append('record_lines', lines(source.chunks(), wanted, first, fileNumber));
  }
}

async function* lines(
  chunks: AsyncIterable<Buffer>,
  wanted: ReadonlySet<number>,
  first: number,
  fileNumber: number,
) {
  for await (const { lineNumber, raw } of carefulRecords(chunks, null, 1)) {
    if (wanted.has(lineNumber)) {
      yield [fileNumber, lineNumber - first, lineNumber, raw, null];
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
