import type { CastReturnObject } from 'csv-stringify';
import { stringify } from 'csv-stringify/sync';
import { isNumeric, type Writer } from './writer.ts';

type Cells = readonly (string | null)[];

/** RFC 4180 with LF line ends; null is empty, empty text is `""`. */
export function delimitedWriter(delimiter: string): Writer {
  // The engine, which writes most files, quotes # too.
  const isQuoted = new RegExp(`[${delimiter}"\r\n#]`);
  const isPlain = (cells: Cells) =>
    cells.every((value) => value === null || (value !== '' && !isQuoted.test(value)));
  return async function* write(columns, batches, { escapesFormulas }) {
    const toText = (rows: readonly Cells[], mayBeFormula: (index: number) => boolean) =>
      !escapesFormulas && rows.every(isPlain)
        ? plainText(rows, delimiter)
        : stringify(rows as (string | null)[][], {
            delimiter,
            quoted_match: isQuoted,
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

/** Where nothing is to be quoted: the package looks at each cell several times. */
const plainText = (rows: readonly Cells[], delimiter: string) =>
  rows.map((cells) => `${cells.join(delimiter)}\n`).join('');

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
