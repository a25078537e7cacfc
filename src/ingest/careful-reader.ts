import { type Line, LineQueue, linesOf } from './source-lines.ts';

/** One record of a text file, or a line that can't be one. */
export interface SourceRecord {
  /** The line on which it begins, from 1. */
  readonly lineNumber: number;
  /** Why it can't be read; the fields are then what could be made out. */
  readonly problem: string | null;
  readonly raw: string;
  /** The bytes of the record in hexadecimal, where they are no text. */
  readonly hex: string | null;
  readonly fields: readonly string[];
}

const longestRecordLines = 10_000;

/**
 * Reads a delimited file line by line so that damage stays where it is. A quoted field may span
 * lines. If the quote never closes, or closes where it makes no record, its line is a problem and
 * reading goes on with the next. If it closes, but over lines that are whole records by themselves,
 * or would be without the quotes, nobody can tell: all of them together are one problem.
 * Empty lines are passed over. `delimiter` null takes every line as one field.
 */
export async function* carefulRecords(
  chunks: AsyncIterable<Buffer>,
  delimiter: string | null,
  fieldCount: number,
): AsyncGenerator<SourceRecord> {
  const lines = linesOf(chunks);
  if (delimiter === null) {
    yield* lineRecords(lines);
    return;
  }
  const queue = new LineQueue(lines);
  for (let line = await queue.next(); line !== undefined; line = await queue.next()) {
    if (line.text !== '' || line.problem !== null) {
      yield await recordAt(line, queue, delimiter, fieldCount);
    }
  }
}

/** The record that begins on a line; takes the lines after it that belong to it off the queue. */
async function recordAt(
  line: Line,
  queue: LineQueue,
  delimiter: string,
  fieldCount: number,
): Promise<SourceRecord> {
  if (line.problem !== null) {
    return damaged(line, line.problem, delimiter);
  }
  const parsed = splitRecord(line.text, delimiter);
  if (parsed !== 'open') {
    const rest = await restOfBroken(line, queue, delimiter, fieldCount);
    return rest === undefined
      ? record(line, line.text, parsed, delimiter, fieldCount)
      : damaged(together(line, rest), 'line end inside a row', delimiter);
  }
  await queue.refill(longestRecordLines);
  const spanned = spannedRecord(line, queue.waiting, delimiter, fieldCount);
  if (spanned === undefined) {
    return damaged(line, 'unclosed quote', delimiter);
  }
  queue.waiting.splice(0, spanned.lineCount - 1);
  return spanned.isAmbiguous
    ? damaged({ ...line, text: spanned.text }, 'ambiguous quote', delimiter)
    : record(line, spanned.text, spanned.fields, delimiter, fieldCount);
}

async function* lineRecords(lines: AsyncIterable<Line>): AsyncGenerator<SourceRecord> {
  for await (const { number, text, problem, hex } of lines) {
    if (text !== '' || problem !== null) {
      yield { lineNumber: number, problem, raw: text, hex, fields: [text] };
    }
  }
}

/**
 * The next line, if it is the other half of a row: the line ends unlike those around it, and both
 * together have the fields of one. Either half may look like a row with a shorter value.
 */
async function restOfBroken(
  line: Line,
  queue: LineQueue,
  delimiter: string,
  fieldCount: number,
): Promise<Line | undefined> {
  const usual = queue.endingBefore;
  if (line.ending === usual || usual === '') {
    return undefined;
  }
  await queue.refill(1);
  const [rest] = queue.waiting;
  if (rest === undefined || rest.text === '' || rest.ending === line.ending) {
    return undefined;
  }
  const fields = naiveCount(line, delimiter) + naiveCount(rest, delimiter) - 1;
  return fields === fieldCount ? queue.waiting.shift() : undefined;
}

function together(line: Line, rest: Line): Line {
  const start = line.text + line.ending;
  const hex = rest.hex === null ? null : Buffer.from(start).toString('hex') + rest.hex;
  return { ...line, text: start + rest.text, hex };
}

/** Fields if quotes meant nothing. */
const naiveCount = ({ text }: Line, delimiter: string) => text.split(delimiter).length;

/** A line that is no record, with what its fields seem to be: they may tell which store it names. */
function damaged(line: Line, problem: string, delimiter: string): SourceRecord {
  const fields = line.text.split(delimiter).map((field) => field.replaceAll('"', ''));
  return { lineNumber: line.number, problem, raw: line.text, hex: line.hex, fields };
}

function record(
  line: Line,
  raw: string,
  fields: string[] | 'malformed',
  delimiter: string,
  fieldCount: number,
): SourceRecord {
  if (fields === 'malformed') {
    return damaged({ ...line, text: raw }, 'misplaced quote', delimiter);
  }
  const problem = fields.length === fieldCount ? null : 'wrong number of fields';
  return { lineNumber: line.number, problem, raw, hex: null, fields };
}

/**
 * The record that begins on `first` and ends on a later line. If one of the lines between is a
 * whole record by itself, or the first and the last one would be without their quotes, either
 * reading may be the true one: `isAmbiguous`.
 */
function spannedRecord(
  first: Line,
  following: readonly Line[],
  delimiter: string,
  fieldCount: number,
): { text: string; fields: string[]; lineCount: number; isAmbiguous: boolean } | undefined {
  let text = first.text + first.ending;
  let isAmbiguous = false;
  for (const [index, line] of following.entries()) {
    if (line.problem !== null) {
      return undefined;
    }
    text += line.text;
    const fields = line.text.includes('"') ? splitRecord(text, delimiter) : 'open';
    if (fields !== 'open') {
      isAmbiguous ||= [first, line].every((end) => naiveCount(end, delimiter) === fieldCount);
      return Array.isArray(fields) && fields.length === fieldCount
        ? { text, fields, lineCount: index + 2, isAmbiguous }
        : undefined;
    }
    const alone = splitRecord(line.text, delimiter);
    isAmbiguous ||= Array.isArray(alone) && alone.length === fieldCount;
    text += line.ending;
  }
  return undefined;
}

/** Fields by RFC 4180; `open` if the text ends inside a quoted field. */
function splitRecord(text: string, delimiter: string): string[] | 'open' | 'malformed' {
  if (!text.includes('"')) {
    return text.split(delimiter);
  }
  const fields: string[] = [];
  for (let start = 0; ; ) {
    const field =
      text[start] === '"' ? quotedField(text, start) : bareField(text, start, delimiter);
    if (typeof field === 'string') {
      return field;
    }
    fields.push(field.value);
    if (field.end === text.length) {
      return fields;
    }
    if (text[field.end] !== delimiter) {
      return 'malformed';
    }
    start = field.end + 1;
  }
}

function quotedField(text: string, start: number): { value: string; end: number } | 'open' {
  for (let from = start + 1; ; ) {
    const quote = text.indexOf('"', from);
    if (quote < 0) {
      return 'open';
    }
    if (text[quote + 1] !== '"') {
      return { value: text.slice(start + 1, quote).replaceAll('""', '"'), end: quote + 1 };
    }
    from = quote + 2;
  }
}

function bareField(
  text: string,
  start: number,
  delimiter: string,
): { value: string; end: number } | 'malformed' {
  const next = text.indexOf(delimiter, start);
  const end = next < 0 ? text.length : next;
  const value = text.slice(start, end);
  return value.includes('"') ? 'malformed' : { value, end };
}
