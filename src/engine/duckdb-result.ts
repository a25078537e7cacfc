import type { DuckDBMaterializedResult } from '@duckdb/node-api';
import type { Result, ResultColumn, Row } from './engine.ts';

/** A result with every value as the engine prints it. */
export function textResult(result: DuckDBMaterializedResult): Result {
  const columns = result
    .deduplicatedColumnNames()
    .map((name, index) => ({ name, type: result.columnType(index).toString() }));
  return {
    columns,
    async *batches() {
      for await (const rows of result.yieldRowsJson()) {
        yield rows.map((values) => rowOf(columns, values));
      }
    },
  };
}

function rowOf(columns: readonly ResultColumn[], values: readonly unknown[]): Row {
  const row: Record<string, string | null> = {};
  for (const [index, { name }] of columns.entries()) {
    row[name] = asText(values[index]);
  }
  return row;
}

function asText(value: unknown): string | null {
  if (value === null || value === undefined) {
    return null;
  }
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
