import type { DuckDb } from '../engine/duckdb.ts';
import { rowsOf } from '../engine/engine.ts';
import { sqlFile } from '../engine/sql-files.ts';
import { ExitCode, UserError } from '../errors.ts';
import type { Kind } from './kinds.ts';
import { type FieldMap, type Recognised, recognise, refuseRivals } from './recognise.ts';
import type { SourceFile } from './source-file.ts';

/**
 * The kind of a Parquet file.
 * @throws UserError exit 3 when it can't be read, or ids were kept as floating point numbers.
 */
export async function recognisedParquet(
  engine: DuckDb,
  source: SourceFile,
  candidates: readonly Kind[],
  map: FieldMap,
): Promise<Recognised> {
  const columns = await rowsOf(engine, sqlFile('2_ingest/read/parquet_columns'), {
    path: source.path,
  }).catch((error: Error) => {
    if (error instanceof UserError) {
      throw error;
    }
    throw new UserError(
      ExitCode.data,
      `${source.name}: damaged Parquet: ${error.message.split('\n', 1)[0]}`,
      'nothing of it was loaded: write the file again',
      { cause: error },
    );
  });
  const names = columns.map((row) => row.column_name as string);
  if (names.includes('file_row_number')) {
    throw new UserError(
      ExitCode.data,
      `${source.name}: has a column called file_row_number, which the reader needs for itself`,
      'write it under another name',
    );
  }
  const match = recognise(source.name, names, candidates, map);
  refuseRivals(source.name, names, match);
  for (const [name, index] of match.positions) {
    const type = columns[index]?.column_type as string;
    const field = match.kind.fields.find((each) => each.name === name);
    if (/^(STRUCT|MAP|UNION)|\]$/.test(type) && !field?.mayNest) {
      throw new UserError(
        ExitCode.data,
        `${source.name}: ${names[index]} holds lists or structures (${type}), which ${name} can't be`,
        'write it as text or as a number',
      );
    }
  }
  for (const [field, index] of match.positions) {
    if (field.endsWith('_id') && /FLOAT|DOUBLE/.test(columns[index]?.column_type as string)) {
      throw new UserError(
        ExitCode.data,
        `${source.name}: ${names[index]} is a floating point column: long ids have lost digits`,
        'write the ids as text or as integers',
      );
    }
  }
  return match;
}
