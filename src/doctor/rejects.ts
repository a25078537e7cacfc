import { type Engine, rowsOf } from '../engine/engine.ts';
import { sqlFile } from '../engine/sql-files.ts';
import { counted, type Finding, sound, warning } from './finding.ts';

/** Whether rows wait that could not be loaded. */
export async function checkRejects(engine: Engine): Promise<Finding> {
  const rows = await rowsOf(engine, sqlFile('4_reports/doctor_rejects'));
  if (rows.length === 0) {
    return sound('rejects', 'none');
  }
  const total = rows.reduce((sum, row) => sum + Number(row.rejects), 0);
  const byKind = rows.map((row) => `${row.rejects} of ${row.kind}`).join(', ');
  return warning(
    'rejects',
    `${counted(total, 'row')} could not be loaded: ${byKind}`,
    'see why with ordstat rejects, mend them and load them again',
  );
}
