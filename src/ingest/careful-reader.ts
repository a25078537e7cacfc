import { isUtf8 } from 'node:buffer';

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

interface Line {
  readonly number: number;
  readonly text: string;
  /** What ends it in the file. */
  readonly ending: string;
  readonly problem: string | null;
  readonly hex: string | null;
}

const longestRecordLines = 10_000;

/**
 * Reads a delimited file line by line so that damage stays where it is. A quoted field may span
 * lines. If the quote never closes, or closes where it makes no record, its line is a problem and
 * reading goes on with the next. If it closes, but over lines that are whole records by themselves,
 * nobody can tell: all of them together are one problem.
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
  const waiting: Line[] = [];
  const refill = async (count: number) => {
    while (waiting.length < count) {
      const next = await lines.next();
      if (next.done) {
        return;
      }
      waiting.push(next.value);
    }
  };
  for (;;) {
    await refill(1);
    const line = waiting.shift();
    if (line === undefined) {
      return;
    }
    if (line.text === '' && line.problem === null) {
      continue;
    }
    if (line.problem !== null) {
      yield damaged(line, line.problem, delimiter);
      continue;
    }
    const parsed = splitRecord(line.text, delimiter);
    if (parsed !== 'open') {
      yield record(line, line.text, parsed, delimiter, fieldCount);
      continue;
    }
    await refill(longestRecordLines);
    const spanned = spannedRecord(line, waiting, delimiter, fieldCount);
    if (spanned === undefined) {
      yield damaged(line, 'unclosed quote', delimiter);
      continue;
    }
    waiting.splice(0, spanned.lineCount - 1);
    yield spanned.isAmbiguous
      ? damaged({ ...line, text: spanned.text }, 'ambiguous quote', delimiter)
      : record(line, spanned.text, spanned.fields, delimiter, fieldCount);
  }
}

async function* lineRecords(lines: AsyncIterable<Line>): AsyncGenerator<SourceRecord> {
  for await (const { number, text, problem, hex } of lines) {
    if (text !== '' || problem !== null) {
      yield { lineNumber: number, problem, raw: text, hex, fields: [text] };
    }
  }
}

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
 * whole record by itself, either reading may be the true one: `isAmbiguous`.
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

const LF = 0x0a;
const CR = 0x0d;

/** Lines ended by LF, CRLF or CR, decoded; a byte order mark before the first is dropped. */
async function* linesOf(chunks: AsyncIterable<Buffer>): AsyncGenerator<Line> {
  let number = 0;
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of chunks) {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const cuts = new LineCuts(bytes);
    let start = 0;
    for (let cut = cuts.next(); cut !== undefined; cut = cuts.next()) {
      number += 1;
      yield decodedLine(number, bytes.subarray(start, cut.at), cut.ending);
      start = cut.at + cut.ending.length;
    }
    rest = bytes.subarray(start);
  }
  if (rest.length > 0) {
    const ending = rest.at(-1) === CR ? '\r' : '';
    yield decodedLine(number + 1, rest.subarray(0, rest.length - ending.length), ending);
  }
}

/** Where lines end in a buffer. A CR as its last byte may be half of a CRLF and is left over. */
class LineCuts {
  readonly #bytes: Buffer;
  #lf: number;
  #cr: number;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
    this.#lf = bytes.indexOf(LF);
    this.#cr = bytes.indexOf(CR);
  }

  next(): { at: number; ending: string } | undefined {
    const [lf, cr] = [this.#lf, this.#cr];
    if (cr >= 0 && (lf < 0 || cr < lf)) {
      if (cr + 1 === this.#bytes.length) {
        return undefined;
      }
      this.#cr = this.#bytes.indexOf(CR, cr + 1);
      if (lf !== cr + 1) {
        return { at: cr, ending: '\r' };
      }
      this.#lf = this.#bytes.indexOf(LF, lf + 1);
      return { at: cr, ending: '\r\n' };
    }
    if (lf < 0) {
      return undefined;
    }
    this.#lf = this.#bytes.indexOf(LF, lf + 1);
    return { at: lf, ending: '\n' };
  }
}

function decodedLine(number: number, bytes: Buffer, ending: string): Line {
  const text = bytes.toString('utf8').replaceAll('\0', '\u2400');
  const problem = isUtf8(bytes) ? (bytes.includes(0) ? 'NUL byte' : null) : 'not UTF-8';
  const hex = problem === null ? null : bytes.toString('hex');
  return { number, text: number === 1 ? text.replace(/^\uFEFF/, '') : text, ending, problem, hex };
}
