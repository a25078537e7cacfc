import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sqlFile } from '../src/engine/sql-files.ts';
import { eventGaps } from '../src/queries/event-gaps.ts';
import { reportSource, wrapped } from '../src/queries/wrap.ts';
import { copyToCsv, type SqlJob } from './work.ts';

/** A statement of bench/baseline. */
export const baselineSql = (name: string) =>
  readFileSync(join(import.meta.dirname, 'baseline', `${name}.sql`), 'utf8').trimEnd();

/** The statement of event-gaps itself, as it is printed, over three days, to a CSV file. */
export function gapsToCsv(path: string): Pick<SqlJob, 'statements' | 'parameters'> {
  const source = reportSource(eventGaps, {
    window_start: '2023-01-22 00:00:00',
    window_end: '2023-01-25 00:00:00',
    as_of: '2023-01-25 00:00:00',
    across_midnight: 'within',
    max_gap_us: null,
  });
  const { sql, parameters } = wrapped(source, {
    columns: eventGaps.columns,
    sort: [],
    limit: undefined,
    onlyPositive: undefined,
    tz: 'UTC',
    isPrinted: true,
  });
  return { statements: [sqlFile('engines/duckdb/prelude'), copyToCsv(sql, path)], parameters };
}
