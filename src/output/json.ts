import type { Row } from '../engine/engine.ts';
import type { Column } from '../queries/query.ts';
import { isNumeric, type Writer } from './writer.ts';

/** One array, an object to a line. */
export const jsonWriter: Writer = async function* write(columns, batches) {
  let separator = '[\n';
  for await (const rows of batches) {
    for (const row of rows) {
      yield separator + jsonObject(columns, row);
      separator = ',\n';
    }
  }
  yield separator === '[\n' ? '[]\n' : '\n]\n';
};

/** An object to a line. */
export const ndjsonWriter: Writer = async function* write(columns, batches) {
  for await (const rows of batches) {
    yield rows.map((row) => `${jsonObject(columns, row)}\n`).join('');
  }
};

/** Numbers keep every digit: they are copied, not parsed. */
function jsonObject(columns: readonly Column[], row: Row): string {
  const members = columns.map((column) => {
    const value = row[column.name] ?? null;
    const isBare = column.type === 'boolean' || (isNumeric(column) && isJsonNumber(value));
    return `${JSON.stringify(column.name)}: ${isBare ? value : JSON.stringify(value)}`;
  });
  return `{${members.join(', ')}}`;
}

/** Of the numbers a user's own SQL can give, infinity and NaN have no place in JSON. */
function isJsonNumber(value: string | null): boolean {
  return value !== null && /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(value);
}
