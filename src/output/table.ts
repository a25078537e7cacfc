import { styleText } from 'node:util';
import fullStringWidth from 'string-width';
import type { Row } from '../engine/engine.ts';
import type { Column } from '../queries/query.ts';
import { onOneLine } from './printable.ts';
import { isNumeric, type Writer } from './writer.ts';

const gutter = '  ';

/** Columns that a text takes on a terminal. */
function stringWidth(text: string): number {
  return /^[ -~]*$/.test(text) ? text.length : fullStringWidth(text);
}

interface TableColumn {
  readonly header: readonly string[];
  readonly cells: readonly string[];
  readonly width: number;
  readonly isRight: boolean;
  /** Whether its cells may go over several lines. */
  readonly isProse: boolean;
}

/**
 * Aligned columns for people. Headers break at underscores, prose between words; columns that don't
 * fit the width even so follow in further blocks, each led by the key columns again.
 */
export const tableWriter: Writer = async function* write(columns, batches, options) {
  const rows: Row[] = [];
  for await (const batch of batches) {
    rows.push(...batch);
  }
  const laidOut = columns.map((column) => tableColumn(column, rows));
  const blocks = blocksOf(fitted(laidOut, options.width), options.width, options.keyCount);
  for (const [index, block] of blocks.entries()) {
    yield index === 0 ? '' : '\n';
    yield* blockLines(block, rows.length, options.isColored);
  }
};

/** What a cell shows of a long text; the other formats have it whole. */
const mostCharacters = 1000;

const clipped = (text: string) =>
  text.length > mostCharacters ? `${text.slice(0, mostCharacters)}…` : text;

function tableColumn(column: Column, rows: readonly Row[]): TableColumn {
  const cells = rows.map((row) =>
    clipped(onOneLine((row[column.name] ?? '').slice(0, 2 * mostCharacters))),
  );
  const widest = cells.reduce((width, cell) => Math.max(width, stringWidth(cell)), 0);
  const words = onOneLine(column.name).split('_');
  const width = Math.max(widest, ...words.map((word) => stringWidth(word)));
  return {
    header: brokenHeader(words, width),
    cells,
    width,
    isRight: isNumeric(column),
    isProse: column.type === 'prose',
  };
}

/** Words put on as few lines as fit the width. */
function brokenHeader(words: readonly string[], width: number): string[] {
  const lines: string[] = [];
  for (const word of words) {
    const joined = lines.length === 0 ? word : `${lines.at(-1)}_${word}`;
    if (lines.length > 0 && stringWidth(joined) <= width) {
      lines[lines.length - 1] = joined;
    } else {
      lines.push(word);
    }
  }
  return lines;
}

/** Columns of characters below which prose is not readable. */
const narrowestProse = 12;

/** Makes columns of prose narrower where that lets all columns stand side by side. */
function fitted(columns: readonly TableColumn[], width: number): readonly TableColumn[] {
  const prose = columns
    .filter(({ isProse }) => isProse)
    .sort((left, right) => left.width - right.width);
  const fixed = prose.reduce((rest, column) => rest - column.width, widthOf(columns));
  let room = width - fixed;
  const widths = new Map<TableColumn, number>();
  for (const [index, column] of prose.entries()) {
    const share = Math.min(column.width, Math.floor(room / (prose.length - index)));
    if (share < Math.min(column.width, narrowestProse)) {
      return columns;
    }
    widths.set(column, share);
    room -= share;
  }
  return columns.map((column) => ({ ...column, width: widths.get(column) ?? column.width }));
}

/** A text on as many lines as it needs to stay within a width; a word that is wider is cut. */
function wrapped(text: string, width: number): string[] {
  const lines = [''];
  for (const word of text.split(' ').flatMap((each) => pieces(each, width))) {
    const line = lines.at(-1) as string;
    const joined = line === '' ? word : `${line} ${word}`;
    if (stringWidth(joined) <= width) {
      lines[lines.length - 1] = joined;
    } else {
      lines.push(word);
    }
  }
  return lines;
}

function pieces(word: string, width: number): string[] {
  if (stringWidth(word) <= width) {
    return [word];
  }
  const characters = Array.from(word);
  const count = Math.max(1, Math.floor((width * characters.length) / stringWidth(word)));
  return [characters.slice(0, count).join(''), ...pieces(characters.slice(count).join(''), width)];
}

function blocksOf(
  columns: readonly TableColumn[],
  width: number,
  keyCount: number,
): TableColumn[][] {
  const keys = columns.slice(0, keyCount);
  const blocks: TableColumn[][] = [];
  let block = [...keys];
  for (const column of columns.slice(keyCount)) {
    if (block.length > keyCount && widthOf([...block, column]) > width) {
      blocks.push(block);
      block = [...keys];
    }
    block.push(column);
  }
  return block.length > 0 ? [...blocks, block] : blocks;
}

const widthOf = (block: readonly TableColumn[]) =>
  block.reduce((width, column) => width + column.width, gutter.length * (block.length - 1));

function* blockLines(block: readonly TableColumn[], rowCount: number, isColored: boolean) {
  const height = Math.max(...block.map((column) => column.header.length));
  for (let line = 0; line < height; line += 1) {
    const text = lineOf(
      block,
      (column) => column.header[line - height + column.header.length] ?? '',
    );
    yield `${isColored ? styleText('bold', text, { validateStream: false }) : text}\n`;
  }
  yield `${block.map((column) => '-'.repeat(column.width)).join(gutter)}\n`;
  for (let row = 0; row < rowCount; row += 1) {
    const cells = new Map(block.map((column) => [column, cellLines(column, row)]));
    const lineCount = Math.max(...[...cells.values()].map((lines) => lines.length));
    for (let line = 0; line < lineCount; line += 1) {
      yield `${lineOf(block, (column) => cells.get(column)?.[line] ?? '')}\n`;
    }
  }
}

function cellLines({ cells, isProse, width }: TableColumn, row: number): string[] {
  const cell = cells[row] as string;
  return isProse ? wrapped(cell, width) : [cell];
}

function lineOf(block: readonly TableColumn[], cellOf: (column: TableColumn) => string): string {
  return block
    .map((column) => {
      const cell = cellOf(column);
      const padding = ' '.repeat(Math.max(0, column.width - stringWidth(cell)));
      return column.isRight ? padding + cell : cell + padding;
    })
    .join(gutter)
    .trimEnd();
}
