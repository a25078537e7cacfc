import { onOneLine } from './printable.ts';
import { isNumeric, type Writer } from './writer.ts';

/** A pipe table as GitHub renders it. */
export const markdownWriter: Writer = async function* write(columns, batches) {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |\n`;
  yield line(columns.map((column) => escaped(column.name)));
  yield line(columns.map((column) => (isNumeric(column) ? '---:' : '---')));
  for await (const rows of batches) {
    yield rows
      .map((row) => line(columns.map((column) => escaped(row[column.name] ?? ''))))
      .join('');
  }
};

function escaped(text: string): string {
  return onOneLine(text).replace(/[\\|<>`*_[\]]/g, '\\$&');
}
