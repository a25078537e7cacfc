import { stringify } from 'csv-stringify/sync';
import type { Writer } from './writer.ts';

/** RFC 4180 with LF line ends; null is empty, empty text is `""`. */
export function delimitedWriter(delimiter: string): Writer {
  return async function* write(columns, batches) {
    const toText = (rows: readonly (readonly (string | null)[])[]) =>
      stringify(rows as (string | null)[][], {
        delimiter,
        quoted_match: /[\r\n]/,
        cast: { string: (value) => (value === '' ? { value, quoted_empty: true } : value) },
      });
    yield toText([columns.map((column) => column.name)]);
    for await (const rows of batches) {
      yield toText(rows.map((row) => columns.map((column) => row[column.name] ?? null)));
    }
  };
}
