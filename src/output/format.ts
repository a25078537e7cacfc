import { extname } from 'node:path';
import { ExitCode, UserError } from '../errors.ts';
import { delimitedWriter } from './delimited.ts';
import { jsonWriter, ndjsonWriter } from './json.ts';
import { markdownWriter } from './markdown.ts';
import { tableWriter } from './table.ts';
import type { Writer } from './writer.ts';

/** Text formats; Parquet is written by the engine. */
export const writers = {
  table: tableWriter,
  csv: delimitedWriter(','),
  tsv: delimitedWriter('\t'),
  json: jsonWriter,
  ndjson: ndjsonWriter,
  markdown: markdownWriter,
} as const satisfies Record<string, Writer>;

/** Every format: `prom` is that of one report alone. */
export type Format = keyof typeof writers | 'prom' | 'parquet';

/** The formats that every report has. */
export const formats = [...Object.keys(writers), 'parquet'] as Format[];

const byExtension: Readonly<Record<string, Format>> = {
  '.csv': 'csv',
  '.tsv': 'tsv',
  '.json': 'json',
  '.ndjson': 'ndjson',
  '.jsonl': 'ndjson',
  '.md': 'markdown',
  '.parquet': 'parquet',
  '.prom': 'prom',
};

/** The format that a file's name asks for. */
export function formatOf(path: string): Format | undefined {
  return byExtension[extname(path).toLowerCase()];
}

/**
 * What writes a format; `own` has the writers of a report that has formats of its own.
 * @throws UserError exit 2 for a format that the report does not have.
 */
export function writerOf(format: Format, own: Partial<Record<Format, Writer>> = {}): Writer {
  const common: Partial<Record<Format, Writer>> = writers;
  const writer = own[format] ?? common[format];
  if (writer === undefined) {
    throw new UserError(
      ExitCode.usage,
      `no format of this command: ${format}`,
      `formats: ${formats.join(', ')}`,
    );
  }
  return writer;
}
