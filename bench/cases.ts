import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { baselineSql, gapsToCsv } from './baseline-sql.ts';
import type { DataSets } from './data-sets.ts';
import { bareSql, copyToCsv, onlyWhole, ordstat, program, type Work } from './work.ts';

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

export interface Group {
  readonly title: string;
  readonly cases: (data: DataSets) => Promise<Case[]>;
}

/** The last ping of all generated data. */
const AS_OF = '2023-01-25T18:13:22Z';
const AS_OF_SQL = '2023-01-25 18:13:22';
const DAY = '2023-01-23';
const PINGS = 'store_status.csv';
const ROOT = join(import.meta.dirname, '..');

const ratio = (atMost: number): Budget => ({ of: 'CPU ratio', atMost });
/** 1.4 GB, the budget for the default limit. */
const defaultPeak: Budget = { of: 'peak MiB', atMost: Math.floor(1.4e9 / 2 ** 20) };

const pingsOf = (stores: number, perStore: number) => ({ stores, 'pings-per-store': perStore });

/** Loading one file, against a bare read_csv into the same typed table. */
function ingestCase(name: string, file: string, table: 'store_status' | 'events'): Case {
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
function reportCase(
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

const report = (database: string, args: readonly string[]) =>
  ordstat((scratch) => [...args, '--db', database, '--out', join(scratch, 'report.csv')]);

const storeReport = (policy: string) => ['store-report', '--as-of', AS_OF, '--policy', policy];

const storeReportCases = (size: string, database: string): Case[] =>
  (['assume-open', 'carry-forward'] as const).map((policy) =>
    reportCase(
      `store-report ${policy}, ${size}`,
      database,
      storeReport(policy),
      `store_report_${policy.replace('-', '_')}`,
      { as_of: AS_OF_SQL },
    ),
  );

const eventSummaryCase = (size: string, database: string) =>
  reportCase(`event-summary, ${size}`, database, ['event-summary', '--day', DAY], 'event_summary', {
    window_start: `${DAY} 00:00:00`,
    window_end: '2023-01-24 00:00:00',
    as_of: '9999-12-31 00:00:00',
  });

/** Both halves that take minutes are only run as whole processes. */
const whole = (each: Case): Case => ({
  ...each,
  ordstat: onlyWhole(each.ordstat),
  baseline: onlyWhole(each.baseline),
});

const storeFiles = [PINGS, 'store_hours.csv', 'timezones.csv'];

async function realShape(data: DataSets): Promise<Case[]> {
  const folder = data.files('real', { ...pingsOf(14_092, 131), days: 7.7 });
  const database = await data.database('real', folder, storeFiles);
  const size = '1.8 M pings of 14,092 stores';
  return [
    ingestCase(`ingest, ${size}`, join(folder, PINGS), 'store_status'),
    ...storeReportCases(size, database),
    ...alternatives(folder),
  ];
}

/** What a user would do instead, from files to report; ordstat loads and reports. */
function alternatives(folder: string): Case[] {
  const ours = program('sh', (scratch) => {
    const db = `--db '${join(scratch, 'ordstat.duckdb')}' -q`;
    const files = storeFiles.map((file) => `'${join(folder, file)}'`).join(' ');
    const binary = `'${process.execPath}' '${join(ROOT, 'bin/ordstat.js')}'`;
    const steps = [
      `${binary} ingest ${files} ${db}`,
      `${binary} ${storeReport('assume-open').join(' ')} ${db} --out '${join(scratch, 'r.csv')}'`,
    ];
    return ['-c', steps.join(' && ')];
  });
  const theirs = (scratch: string) => [
    ...['--data', folder, '--as-of', AS_OF, '--out', join(scratch, 'baseline.csv')],
  ];
  const baseline = (name: string) => join(import.meta.dirname, 'baseline', name);
  return [
    {
      name: 'files to store-report',
      ordstat: ours,
      against: 'pandas',
      baseline: program('/usr/bin/python3', (scratch) => [
        baseline('store_report.py'),
        ...theirs(scratch),
      ]),
      budgets: [ratio(1 / 20)],
    },
    {
      name: 'files to store-report',
      ordstat: ours,
      against: 'a loop with luxon',
      baseline: program(process.execPath, (scratch) => [
        ...['--import', 'tsx', baseline('store-loop.ts'), ...theirs(scratch)],
      ]),
      budgets: [],
    },
  ];
}

async function manyStores(data: DataSets): Promise<Case[]> {
  const folder = data.files('stores-30k', pingsOf(30_000, 187));
  const database = await data.database('stores-30k', folder, storeFiles);
  const size = '5.6 M pings of 30,000 stores';
  return [
    ingestCase(`ingest, ${size}`, join(folder, PINGS), 'store_status'),
    ...storeReportCases(size, database),
  ];
}

/** Ten times the real shape; what grows is compared with a twentieth of it. */
async function tenTimes(data: DataSets): Promise<Case[]> {
  const large = data.files('pings-20m', pingsOf(140_920, 142));
  const small = data.files('pings-1m', pingsOf(7_046, 142));
  const largeDatabase = await data.database('pings-20m', large, storeFiles);
  const smallDatabase = await data.database('pings-1m', small, storeFiles);
  const size = '20 M pings of 140,920 stores';
  const growth = (name: string, work: (folder: string, database: string) => Work): Case => ({
    name: `${name}, 20 M pings`,
    ordstat: onlyWhole(work(large, largeDatabase)),
    against: 'the same with 1 M',
    baseline: onlyWhole(work(small, smallDatabase)),
    budgets: [ratio(20 ** 1.1), defaultPeak],
  });
  return [
    whole(ingestCase(`ingest, ${size}`, join(large, PINGS), 'store_status')),
    ...storeReportCases(size, largeDatabase).map(whole),
    growth('ingest', (folder) =>
      ordstat((scratch) => ['ingest', join(folder, PINGS), '--db', join(scratch, 'o.duckdb')]),
    ),
    growth('store-report assume-open', (_, database) =>
      report(database, storeReport('assume-open')),
    ),
    growth('store-report nearest', (_, database) => report(database, storeReport('nearest'))),
    growth('store-periods', (_, database) => report(database, ['store-periods', '--as-of', AS_OF])),
    ...limited(large, largeDatabase),
  ];
}

/** With little memory, against the default. */
function limited(folder: string, database: string): Case[] {
  const limit = ['--memory-limit', '512MB'];
  const budget: Budget = { of: 'peak MiB', atMost: Math.floor((512e6 + 350e6) / 2 ** 20) };
  const ingest = (more: readonly string[]) =>
    ordstat((scratch) => [
      ...['ingest', join(folder, PINGS), '--db', join(scratch, 'o.duckdb'), ...more],
    ]);
  const pair = (name: string, work: (more: readonly string[]) => Work): Case => ({
    name: `${name}, 20 M pings, --memory-limit 512MB`,
    ordstat: onlyWhole(work(limit)),
    against: 'the default limit',
    baseline: onlyWhole(work([])),
    budgets: [budget],
  });
  return [
    pair('ingest', ingest),
    pair('store-report assume-open', (more) =>
      report(database, [...storeReport('assume-open'), ...more]),
    ),
    pair('store-report nearest', (more) => report(database, [...storeReport('nearest'), ...more])),
  ];
}

const eventFiles = (data: DataSets, count: number) =>
  data.files(`events-${count}`, { stores: 10, events: count });

async function events(data: DataSets): Promise<Case[]> {
  const folder = eventFiles(data, 5_000_000);
  const database = await data.database('events-5m', folder, ['events.csv']);
  return [
    ingestCase('ingest, 5 M events', join(folder, 'events.csv'), 'events'),
    eventSummaryCase('5 M events', database),
  ];
}

async function manyEvents(data: DataSets): Promise<Case[]> {
  const folder = eventFiles(data, 50_000_000);
  const database = await data.database('events-50m', folder, ['events.csv']);
  return [
    whole(ingestCase('ingest, 50 M events', join(folder, 'events.csv'), 'events')),
    whole(eventSummaryCase('50 M events', database)),
  ];
}

/** A year and more behind the last week: 60 weeks of 14,092 stores are 100 M pings. */
async function history(data: DataSets): Promise<Case[]> {
  const folder = data.files('real', { ...pingsOf(14_092, 131), days: 7.7 });
  const [week, year, most] = [
    await data.history(folder, 1),
    await data.history(folder, 52),
    await data.history(folder, 62),
  ];
  let hour = 0;
  return [
    ...['assume-open', 'carry-forward'].map((policy) => ({
      name: `store-report ${policy}, 52 weeks held`,
      ordstat: report(year, storeReport(policy)),
      against: '1 week held',
      baseline: report(week, storeReport(policy)),
      budgets: [ratio(1.3)],
    })),
    {
      name: 'ingest of 10,000 rows into 100 M',
      ordstat: ordstat((scratch) => ['ingest', newPings(scratch, ++hour), '--db', most]),
      against: 'into an empty database',
      baseline: ordstat((scratch) => [
        ...['ingest', newPings(scratch, ++hour), '--db', join(scratch, 'o.duckdb')],
      ]),
      budgets: [ratio(2)],
    },
  ];
}

/** Ten thousand pings of an hour after all others. */
function newPings(scratch: string, hour: number): string {
  const path = join(scratch, 'new.csv');
  const start = Date.parse('2023-01-25T19:00:00Z') + hour * 3_600_000;
  const rows = Array.from({ length: 10_000 }, (_, row) => {
    const at = new Date(start + row * 300).toISOString().replace('T', ' ').replace('Z', ' UTC');
    return `store-${row},active,${at}`;
  });
  writeFileSync(path, `store_id,status,timestamp_utc\n${rows.join('\n')}\n`);
  return path;
}

async function output(data: DataSets): Promise<Case[]> {
  const folder = eventFiles(data, 1_000_000);
  const database = await data.database('events-1m', folder, ['events.csv']);
  const args = ['event-gaps', '--from', '2023-01-22', '--to', '2023-01-25'];
  const baseline = bareSql((scratch) => ({
    database,
    ...gapsToCsv(join(scratch, 'baseline.csv')),
  }));
  const against = 'its own SQL with `COPY`';
  return [
    {
      name: 'event-gaps, 1 M rows, --out',
      ordstat: report(database, args),
      against,
      baseline,
      budgets: [ratio(1.5)],
      outputs: ['report.csv', 'baseline.csv'],
    },
    {
      name: 'event-gaps, 1 M rows, stdout',
      ordstat: ordstat(() => [...args, '--db', database, '-f', 'csv'], true),
      against,
      baseline,
      budgets: [ratio(1.5)],
      outputs: ['stdout', 'baseline.csv'],
    },
  ];
}

async function start(data: DataSets): Promise<Case[]> {
  const demo = join(ROOT, 'fixtures/demo');
  const files = ['events.csv', 'store_status.csv', 'store_hours.csv', 'store_timezones.csv'];
  const database = await data.database('demo', demo, files);
  const node = program(process.execPath, () => ['-e', '0']);
  const small = (name: string, args: readonly string[]): Case => ({
    name,
    ordstat: onlyWhole(report(database, args)),
    against: '`node -e 0`',
    baseline: node,
    budgets: [{ of: 'extra wall seconds', atMost: 0.5 }],
  });
  return [
    {
      name: '--help',
      ordstat: onlyWhole(ordstat(() => ['--help'])),
      against: '`node -e 0`',
      baseline: node,
      budgets: [ratio(2.5)],
    },
    small('store-report, a small database', storeReport('assume-open')),
    small('event-summary, a small database', ['event-summary', '--day', '2024-10-15']),
  ];
}

/** All groups by the name that `--only` takes. */
export const groups: Readonly<Record<string, Group>> = {
  start: { title: 'Start', cases: start },
  real: { title: 'The real shape', cases: realShape },
  stores: { title: 'Many stores', cases: manyStores },
  events: { title: 'Events', cases: events },
  output: { title: 'Output', cases: output },
  history: { title: 'History', cases: history },
  large: { title: 'Ten times the real shape', cases: tenTimes },
  'many-events': { title: 'Fifty million events', cases: manyEvents },
};
