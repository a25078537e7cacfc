import { extname } from 'node:path';
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

export type Format = keyof typeof writers | 'parquet';

export const formats = [...Object.keys(writers), 'parquet'] as Format[];

const byExtension: Readonly<Record<string, Format>> = {
  '.csv': 'csv',
  '.tsv': 'tsv',
  '.json': 'json',
  '.ndjson': 'ndjson',
  '.jsonl': 'ndjson',
  '.md': 'markdown',
  '.parquet': 'parquet',
};

/** The format that a file's name asks for. */
export function formatOf(path: string): Format | undefined {
  return byExtension[extname(path).toLowerCase()];
}
