import { parse } from 'csv-parse/sync';
import { ExitCode, UserError } from '../errors.ts';
import { headOf, type SourceFile } from './source-file.ts';

/** How the rows of a file are written, and what its columns are called. */
export type Layout =
  | {
      readonly format: 'csv';
      readonly delimiter: string;
      /** The first line as it stands in the file. */
      readonly header: string;
      readonly columns: readonly string[];
    }
  | { readonly format: 'ndjson'; readonly columns: readonly string[] }
  | { readonly format: 'parquet' };

const headLength = 1 << 20;
/** Longest first line that is looked at. */
const longestFirstLine = 1 << 26;
/** How ZIP (and .xlsx), PDF, ELF, SQLite and old Office files begin, in lower case. */
const binaryMagic = ['pk\x03\x04', '%pdf', '\x7felf', 'sqlite format', '\xd0\xcf\x11\xe0'];

const delimiters = [',', ';', '\t', '|'] as const;

/**
 * Finds out what a file is from its first bytes.
 * @throws UserError exit 3 for what is no table of text at all.
 */
export async function layoutOf(source: SourceFile): Promise<Layout> {
  const short = await headOf(source.path, headLength);
  const head = short.includes(0x0a) ? short : await headOf(source.path, longestFirstLine);
  if (head.subarray(0, 4).toString('latin1') === 'PAR1') {
    return { format: 'parquet' };
  }
  refuseOtherFiles(source.name, head);
  const text = head.toString('utf8').replace(/^\uFEFF/, '');
  const firstLine = text.split(/\r\n|\n|\r/, 1)[0] as string;
  if (text.trimStart().startsWith('{')) {
    return { format: 'ndjson', columns: keysOf(text) };
  }
  return { format: 'csv', header: firstLine, ...headerOf(source.name, firstLine) };
}

function refuseOtherFiles(name: string, head: Buffer): void {
  const start = head.subarray(0, 512).toString('latin1').trimStart().toLowerCase();
  const refuse = (what: string, hint: string) => {
    throw new UserError(ExitCode.data, `${name}:1: ${what}`, hint);
  };
  if (/^\xff\xfe|^\xfe\xff/.test(start) || /^.\0.\0|^\0.\0./s.test(start)) {
    refuse('is UTF-16', 'say so: --encoding utf-16');
  }
  if (/^(\xef\xbb\xbf)?<(!doctype|html|\?xml|head|body)/.test(start)) {
    refuse('is a web page or XML, not a table', 'fetch the file again: an error page was saved');
  }
  if (start.startsWith('[')) {
    refuse('is one JSON array', `write one object per line: jq -c '.[]' ${name}`);
  }
  if (binaryMagic.some((magic) => start.startsWith(magic))) {
    refuse('is a binary file, not a table', 'export it as CSV');
  }
  const firstLine = head.subarray(0, head.indexOf(0x0a) < 0 ? head.length : head.indexOf(0x0a));
  if (firstLine.includes(0)) {
    refuse('has NUL bytes in its first line: binary data', 'export it as CSV');
  }
  if (start.replace('\xef\xbb\xbf', '') === '') {
    refuse('has no header', 'the first line must name the columns');
  }
}

/** The delimiter is the one that cuts the header into the most columns. */
function headerOf(name: string, line: string): { delimiter: string; columns: string[] } {
  const candidates = delimiters.map((delimiter) => ({
    delimiter: delimiter as string,
    columns: parsedHeader(line, delimiter),
  }));
  const best = candidates.reduce((left, right) =>
    right.columns.length > left.columns.length ? right : left,
  );
  if (best.columns.length === 0) {
    throw new UserError(
      ExitCode.data,
      `${name}:1: the header is not a line of columns`,
      'the first line must name the columns; quotes in it must be closed',
    );
  }
  return best;
}

function parsedHeader(line: string, delimiter: string): string[] {
  try {
    const [columns = []] = parse(line, { delimiter, trim: true }) as string[][];
    return columns;
  } catch {
    return [];
  }
}

/** Names that the first objects of an NDJSON file have, in order of appearance. */
function keysOf(text: string): string[] {
  const keys = new Set<string>();
  for (const line of text.split(/\r\n|\n|\r/, 1000)) {
    try {
      for (const key of Object.keys(JSON.parse(line) as object)) {
        keys.add(key);
      }
    } catch {
      // A damaged line becomes a reject later; here it only has no keys.
    }
  }
  return [...keys];
}
