import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';

/** One record of a text file, or a line that can't be one. */
export interface SourceRecord {
  /** The line on which it begins, from 1. */
  readonly lineNumber: number;
  /** Why it can't be read; the fields are then what could be made out. */
  readonly problem: string | null;
  readonly raw: string;
  readonly fields: readonly string[];
}

interface Line {
  readonly number: number;
  readonly text: string;
  readonly problem: string | null;
}

const longestRecordLines = 10_000;

/**
 * Reads a delimited file line by line so that damage stays where it is. A quoted field may span
 * lines; but if the quote never closes, or one of the lines it would swallow is a whole record by
 * itself, the quote is the damage: its line is a problem and reading goes on with the next.
 * Empty lines are passed over. `delimiter` null takes every line as one field.
 */
export async function* carefulRecords(
  path: string,
  delimiter: string | null,
  fieldCount: number,
): AsyncGenerator<SourceRecord> {
  const waiting: Line[] = [];
  const lines = linesOf(path);
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
    if (delimiter === null || line.problem !== null) {
      yield whole(line, [line.text]);
      continue;
    }
    const parsed = splitRecord(line.text, delimiter);
    if (parsed !== 'open') {
      yield record(line, line.text, parsed, fieldCount);
      continue;
    }
    await refill(longestRecordLines);
    const spanned = spannedRecord(line, waiting, delimiter, fieldCount);
    if (spanned === undefined) {
      const fields = line.text.split(delimiter);
      yield { lineNumber: line.number, problem: 'unclosed quote', raw: line.text, fields };
      continue;
    }
    waiting.splice(0, spanned.lineCount - 1);
    yield record(line, spanned.text, spanned.fields, fieldCount);
  }
}

function whole(line: Line, fields: readonly string[]): SourceRecord {
  return { lineNumber: line.number, problem: line.problem, raw: line.text, fields };
}

function record(
  line: Line,
  raw: string,
  fields: string[] | 'malformed',
  fieldCount: number,
): SourceRecord {
  if (fields === 'malformed') {
    return { lineNumber: line.number, problem: 'misplaced quote', raw, fields: [] };
  }
  const problem = fields.length === fieldCount ? null : 'wrong number of fields';
  return { lineNumber: line.number, problem, raw, fields };
}

/** The record that begins on `first` and ends on a later line, if there is exactly one reading. */
function spannedRecord(
  first: Line,
  following: readonly Line[],
  delimiter: string,
  fieldCount: number,
): { text: string; fields: string[]; lineCount: number } | undefined {
  let text = first.text;
  for (const [index, line] of following.entries()) {
    if (line.problem !== null) {
      return undefined;
    }
    text += `\n${line.text}`;
    const fields = line.text.includes('"') ? splitRecord(text, delimiter) : 'open';
    if (fields === 'malformed') {
      return undefined;
    }
    if (fields !== 'open') {
      return fields.length === fieldCount ? { text, fields, lineCount: index + 2 } : undefined;
    }
    const alone = splitRecord(line.text, delimiter);
    if (Array.isArray(alone) && alone.length === fieldCount) {
      return undefined;
    }
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
async function* linesOf(path: string): AsyncGenerator<Line> {
  let number = 0;
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) {
    const bytes = rest.length === 0 ? (chunk as Buffer) : Buffer.concat([rest, chunk as Buffer]);
    let start = 0;
    for (let end = lineEnd(bytes, start); end !== undefined; end = lineEnd(bytes, start)) {
      number += 1;
      yield decodedLine(number, bytes.subarray(start, end.at));
      start = end.next;
    }
    rest = bytes.subarray(start);
  }
  for (const part of rest.length === 0 ? [] : splitLast(rest)) {
    number += 1;
    yield decodedLine(number, part);
  }
}

/** A CR at the very end of the buffer may be half of a CRLF: it is left for the next round. */
function lineEnd(bytes: Buffer, start: number): { at: number; next: number } | undefined {
  const lf = bytes.indexOf(LF, start);
  const cr = bytes.subarray(start, lf < 0 ? bytes.length : lf).indexOf(CR);
  if (cr >= 0) {
    const at = start + cr;
    if (at + 1 === bytes.length) {
      return undefined;
    }
    return { at, next: bytes[at + 1] === LF ? at + 2 : at + 1 };
  }
  return lf < 0 ? undefined : { at: lf, next: lf + 1 };
}

function splitLast(rest: Buffer): Buffer[] {
  return [rest.at(-1) === CR ? rest.subarray(0, -1) : rest];
}

function decodedLine(number: number, bytes: Buffer): Line {
  const text = bytes.toString('utf8').replaceAll('\0', '\u2400');
  const problem = isUtf8(bytes) ? (bytes.includes(0) ? 'NUL byte' : null) : 'not UTF-8';
  return { number, text: number === 1 ? text.replace(/^\uFEFF/, '') : text, problem };
}
