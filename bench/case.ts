import { join } from 'node:path';
import { baselineSql } from './baseline-sql.ts';
import type { DataSets } from './data-sets.ts';
import { bareSql, copyToCsv, onlyWhole, ordstat, type Work } from './work.ts';

/** What must hold for the medians of a case. */
export type Budget =
  | { readonly of: 'CPU ratio'; readonly atMost: number }
  | { readonly of: 'extra wall seconds'; readonly atMost: number }
  | { readonly of: 'peak MiB'; readonly atMost: number };

/** Two pieces of work that are measured in turns. */
export interface Case {
  readonly name: string;
  readonly ordstat: Work;
  /** What it is compared with. */
  readonly against: string;
  readonly baseline: Work;
  readonly budgets: readonly Budget[];
  /** Files that ordstat and the baseline write, which must be equal. */
  readonly outputs?: readonly [ours: string, theirs: string];
}

/** Keeps what is to be done when all cases have run. */
export type AtEnd = (action: () => Promise<void>) => void;

export interface Group {
  readonly title: string;
  readonly cases: (data: DataSets, atEnd: AtEnd) => Promise<Case[]>;
}

/** The last ping of all generated data. */
export const AS_OF = '2023-01-25T18:13:22Z';
export const AS_OF_SQL = '2023-01-25 18:13:22';
export const DAY = '2023-01-23';
export const PINGS = 'store_status.csv';
export const ROOT = join(import.meta.dirname, '..');

export const ratio = (atMost: number): Budget => ({ of: 'CPU ratio', atMost });
/** 1.4 GB, the budget for the default limit. */
export const defaultPeak: Budget = { of: 'peak MiB', atMost: Math.floor(1.4e9 / 2 ** 20) };

export const pingsOf = (stores: number, perStore: number) => ({
  stores,
  'pings-per-store': perStore,
});

/** Loading one file, against a bare read_csv into the same typed table. */
export function ingestCase(name: string, file: string, table: 'store_status' | 'events'): Case {
  return {
    name,
    ordstat: ordstat((scratch) => ['ingest', file, '--db', join(scratch, 'ordstat.duckdb')]),
    against: 'bare `read_csv`',
    baseline: bareSql((scratch) => ({
      database: join(scratch, 'bare.duckdb'),
      statements: [baselineSql(`read_${table}`), 'checkpoint'],
      parameters: { path: file },
    })),
    budgets: [ratio(1.5), defaultPeak],
  };
}

/** A report to a CSV file, against SQL written by hand to a CSV file. */
export function reportCase(
  name: string,
  database: string,
  args: readonly string[],
  sqlName: string,
  parameters: Readonly<Record<string, string>>,
): Case {
  return {
    name,
    ordstat: report(database, args),
    against: `\`${sqlName}.sql\``,
    baseline: bareSql((scratch) => ({
      database,
      statements: [copyToCsv(baselineSql(sqlName), join(scratch, 'baseline.csv'))],
      parameters,
    })),
    budgets: [ratio(1.25), defaultPeak],
    outputs: ['report.csv', 'baseline.csv'],
  };
}

export const report = (database: string, args: readonly string[]) =>
  ordstat((scratch) => [...args, '--db', database, '--out', join(scratch, 'report.csv')]);

export const storeReport = (policy: string) => [
  'store-report',
  '--as-of',
  AS_OF,
  '--policy',
  policy,
];

/** Both halves that take minutes are only run as whole processes. */
export const whole = (each: Case): Case => ({
  ...each,
  ordstat: onlyWhole(each.ordstat),
  baseline: onlyWhole(each.baseline),
});

export const storeFiles = [PINGS, 'store_hours.csv', 'timezones.csv'];
