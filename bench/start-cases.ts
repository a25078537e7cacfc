import { join } from 'node:path';
import { type Case, ROOT, ratio, report, storeReport } from './case.ts';
import type { DataSets } from './data-sets.ts';
import { onlyWhole, ordstat, program } from './work.ts';

export async function start(data: DataSets): Promise<Case[]> {
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
