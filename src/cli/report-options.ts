import { type Command, Option } from 'commander';
import { ExitCode, UserError } from '../errors.ts';
import { type Format, formatOf, formats } from '../output/format.ts';
import type { Column, Query } from '../queries/query.ts';
import type { SortKey } from '../queries/wrap.ts';
import { didYouMean } from '../suggest.ts';
import { type CommonOptions, wholeNumber } from './common-options.ts';

/** Options that every report takes. */
export interface ReportOptions extends CommonOptions {
  readonly format?: Format;
  readonly out?: string;
  readonly escapeFormulas?: true;
  readonly columns?: string;
  readonly sort?: string;
  readonly limit?: string;
  readonly failIf?: string;
  readonly tz: string;
}

export function addReportOptions(
  command: Command,
  zoneOf = 'days, of times without an offset and of printed times',
): Command {
  return addFormatOptions(command)
    .option('--columns <names>', 'only these columns, separated by commas')
    .option('--sort <column[:desc]>', 'order by a column; ties keep the documented order')
    .option('--limit <n>', 'only the first n rows')
    .option(
      '--fail-if <condition>',
      'exit 4 when it is true for a row, SQL on the columns; the report is written all the same',
    )
    .option('--tz <zone>', `zone of ${zoneOf}`, 'UTC');
}

export function addFormatOptions(command: Command): Command {
  return command
    .addOption(
      new Option(
        '-f, --format <format>',
        'table, csv, tsv, json, ndjson, markdown or parquet (default: by the ending of --out)',
      ).choices(formats),
    )
    .option('-o, --out <file>', 'write a file, whole or not at all; may contain {day} and {as_of}')
    .option('--escape-formulas', "csv, tsv: put ' before text that a spreadsheet would work out");
}

/** Lets a report also be printed for Prometheus. */
export function allowPrometheus(command: Command): Command {
  const format = command.options.find(({ long }) => long === '--format') as Option;
  format.description = format.description.replace(' or parquet', ', parquet or prom');
  format.choices([...formats, 'prom']);
  return command;
}

const compressedEnding = /\.(?:gz|zst|bz2|xz|zip|br|lz4)$/i;

/**
 * The format asked for, or that of the file's ending, or a table.
 * @throws UserError exit 2 for what the format can't do.
 */
export function chosenFormat(
  options: Pick<ReportOptions, 'format' | 'out' | 'escapeFormulas'>,
): Format {
  if (options.out !== undefined && compressedEnding.test(options.out)) {
    throw new UserError(
      ExitCode.usage,
      `--out writes no compressed files: ${options.out}`,
      'leave the ending away, or print it: -f csv | gzip > FILE.csv.gz',
    );
  }
  const format = options.format ?? (options.out && formatOf(options.out)) ?? 'table';
  if (options.escapeFormulas && format !== 'csv' && format !== 'tsv') {
    throw new UserError(
      ExitCode.usage,
      `--escape-formulas with ${format || 'table'}, which no spreadsheet works out`,
      'use it with --format csv or tsv',
    );
  }
  if (format === 'parquet' && options.out === undefined) {
    throw new UserError(
      ExitCode.usage,
      'parquet is written to a file only',
      'name one with --out FILE.parquet',
    );
  }
  return format || 'table';
}

/** @throws UserError exit 2 for a column the report does not have. */
export function chosenColumns(query: Query, options: ReportOptions): readonly Column[] {
  return options.columns === undefined
    ? query.columns
    : options.columns.split(',').map((name) => columnNamed(query, '--columns', name.trim()));
}

export function chosenSort(query: Query, options: ReportOptions): SortKey[] {
  if (options.sort === undefined) {
    return [];
  }
  const [name = '', direction = 'asc', ...rest] = options.sort.split(':');
  if ((direction !== 'asc' && direction !== 'desc') || rest.length > 0) {
    throw new UserError(
      ExitCode.usage,
      `--sort: not a column and a direction: ${options.sort}`,
      `write --sort ${name}:desc or --sort ${name}`,
    );
  }
  const { name: column } = columnNamed(query, '--sort', name);
  return [{ column, isDescending: direction === 'desc' }];
}

export function chosenLimit(options: ReportOptions): number | undefined {
  return options.limit === undefined ? undefined : wholeNumber('--limit', options.limit, 0);
}

function columnNamed(query: Query, option: string, name: string): Column {
  const names = query.columns.map((column) => column.name);
  const column = query.columns.find((candidate) => candidate.name === name);
  if (column === undefined) {
    throw new UserError(
      ExitCode.usage,
      `${option}: no such column: ${name}`,
      `${didYouMean(name, names)}columns: ${names.join(', ')}`,
    );
  }
  return column;
}
