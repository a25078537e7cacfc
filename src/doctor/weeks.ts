import { type Engine, rowOf } from '../engine/engine.ts';
import { sqlFile } from '../engine/sql-files.ts';
import { counted, type Finding, failure, restore, sound } from './finding.ts';

/** Whether what reports know of earlier weeks is what the pings of these weeks say. */
export async function checkWeeks(engine: Engine): Promise<Finding> {
  const { difference_count } = await rowOf(engine, sqlFile('4_reports/doctor_weeks'));
  const count = Number(difference_count);
  return count === 0
    ? sound('weeks', 'the weeks of every store agree with its pings')
    : failure('weeks', `${counted(count, 'week')} of stores disagree with their pings`, restore);
}
