import type { Row } from '../engine/engine.ts';
import type { Column } from '../queries/query.ts';

export interface WriterOptions {
  /** Columns of characters to stay within. */
  readonly width: number;
  readonly isColored: boolean;
  /** How many columns in front say which row it is. */
  readonly keyCount: number;
  /** Whether text that a spreadsheet would take for a formula is marked as text. */
  readonly escapesFormulas: boolean;
}

/** Turns rows into the text of a format, in pieces. Every format is made from the same rows. */
export type Writer = (
  columns: readonly Column[],
  batches: AsyncIterable<readonly Row[]>,
  options: WriterOptions,
) => AsyncIterable<string>;

/** Whether values of a column are numbers, in JSON and for alignment. */
export function isNumeric(column: Column): boolean {
  return ['integer', 'decimal', 'amount', 'seconds'].includes(column.type);
}
