import type { CastReturnObject } from 'csv-stringify';
import { stringify } from 'csv-stringify/sync';
import { isNumeric, type Writer } from './writer.ts';

/** RFC 4180 with LF line ends; null is empty, empty text is `""`. */
export function delimitedWriter(delimiter: string): Writer {
  return async function* write(columns, batches, { escapesFormulas }) {
    const toText = (
      rows: readonly (readonly (string | null)[])[],
      mayBeFormula: (index: number) => boolean,
    ) =>
      stringify(rows as (string | null)[][], {
        delimiter,
        // The engine, which writes most files, quotes # too.
        quoted_match: /[\r\n#]/,
        cast: { string: (value, { index }) => cell(value, mayBeFormula(index)) },
      });
    const isText = columns.map((column) => !isNumeric(column));
    yield toText([columns.map((column) => column.name)], () => escapesFormulas);
    for await (const rows of batches) {
      yield toText(
        rows.map((row) => columns.map((column) => row[column.name] ?? null)),
        (index) => escapesFormulas && (isText[index] as boolean),
      );
    }
  };
}

// What no formula begins with is left alone: an object for every cell takes several times as long.
const likeFormula = /^\W/;
// The package takes this of a single cell, too; its types don't say so.
const asText = { escape_formulas: true };

function cell(value: string, mayBeFormula: boolean): string | CastReturnObject {
  if (value === '') {
    return { value, quoted_empty: true };
  }
  return mayBeFormula && likeFormula.test(value) ? { value, ...asText } : value;
}
