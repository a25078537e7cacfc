import { join } from 'node:path';
import { gapsToCsv } from './baseline-sql.ts';
import { type Case, DAY, ingestCase, ratio, report, reportCase, whole } from './case.ts';
import type { DataSets } from './data-sets.ts';
import { bareSql, ordstat } from './work.ts';

const eventFiles = (data: DataSets, count: number) =>
  data.files(`events-${count}`, { stores: 10, events: count });

export async function events(data: DataSets): Promise<Case[]> {
  const folder = eventFiles(data, 5_000_000);
  const database = await data.database('events-5m', folder, ['events.csv']);
  return [
    ingestCase('ingest, 5 M events', join(folder, 'events.csv'), 'events'),
    eventSummaryCase('5 M events', database),
  ];
}

export async function manyEvents(data: DataSets): Promise<Case[]> {
  const folder = eventFiles(data, 50_000_000);
  const database = await data.database('events-50m', folder, ['events.csv']);
  return [
    whole(ingestCase('ingest, 50 M events', join(folder, 'events.csv'), 'events')),
    whole(eventSummaryCase('50 M events', database)),
  ];
}

const eventSummaryCase = (size: string, database: string) =>
  reportCase(`event-summary, ${size}`, database, ['event-summary', '--day', DAY], 'event_summary', {
    window_start: `${DAY} 00:00:00`,
    window_end: '2023-01-24 00:00:00',
    as_of: '9999-12-31 00:00:00',
  });

export async function output(data: DataSets): Promise<Case[]> {
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
