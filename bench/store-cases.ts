import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import {
  AS_OF,
  AS_OF_SQL,
  type Budget,
  type Case,
  DAY,
  defaultPeak,
  ingestCase,
  PINGS,
  pingsOf,
  ROOT,
  ratio,
  report,
  reportCase,
  storeFiles,
  storeReport,
  whole,
} from './case.ts';
import type { DataSets } from './data-sets.ts';
import { onlyWhole, ordstat, program, type Work } from './work.ts';

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

export async function realShape(data: DataSets): Promise<Case[]> {
  const folder = data.files('real', { ...pingsOf(14_092, 131), days: 7.7 });
  const database = await data.database('real', folder, storeFiles);
  const size = '1.8 M pings of 14,092 stores';
  return [
    ingestCase(`ingest, ${size}`, join(folder, PINGS), 'store_status'),
    ...storeReportCases(size, database),
    ...alternatives(folder),
  ];
}

/** Debian's, for which there is a package of pandas. */
const PYTHON = '/usr/bin/python3';

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
  const pandas: Case = {
    name: 'files to store-report',
    ordstat: ours,
    against: 'pandas',
    baseline: program(PYTHON, (scratch) => [baseline('store_report.py'), ...theirs(scratch)]),
    budgets: [ratio(1 / 20)],
  };
  const hasPandas = spawnSync(PYTHON, ['-c', 'import pandas']).status === 0;
  if (!hasPandas) process.stderr.write(`pandas is not measured: ${PYTHON} does not have it\n`);
  return [
    ...(hasPandas ? [pandas] : []),
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

export async function manyStores(data: DataSets): Promise<Case[]> {
  const folder = data.files('stores-30k', pingsOf(30_000, 187));
  const database = await data.database('stores-30k', folder, storeFiles);
  const size = '5.6 M pings of 30,000 stores';
  return [
    ingestCase(`ingest, ${size}`, join(folder, PINGS), 'store_status'),
    ...storeReportCases(size, database),
  ];
}

/** Ten times the real shape; what grows is compared with a twentieth of it. */
export async function tenTimes(data: DataSets): Promise<Case[]> {
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
    growth('store-report --day', (_, database) => report(database, ['store-report', '--day', DAY])),
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
