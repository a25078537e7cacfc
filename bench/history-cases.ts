import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Case, pingsOf, ratio, report, storeReport } from './case.ts';
import type { DataSets } from './data-sets.ts';
import { ordstat } from './work.ts';

/** A year and more behind the last week: 60 weeks of 14,092 stores are 100 M pings. */
export async function history(data: DataSets): Promise<Case[]> {
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
