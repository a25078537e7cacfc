import { type Engine, rowOf } from '../engine/engine.ts';
import { sqlFile } from '../engine/sql-files.ts';
import { type Finding, failure, sound, warning } from './finding.ts';

const mostSecondsApart = 2;

/**
 * Whether the server keeps text as it is, and its clock goes with this machine's: ordstat's clock is
 * this machine's, whatever the server says.
 */
export async function checkServer(engine: Engine, nowMs: number): Promise<Finding> {
  const row = await rowOf(engine, sqlFile('engines/postgres/doctor_server'));
  const server = `PostgreSQL ${row.version}`;
  if (row.encoding !== 'UTF8') {
    return failure(
      'server',
      `${server}: the database is in ${row.encoding}, which does not hold every text`,
      "make one with: create database NAME encoding 'UTF8' template template0, then ordstat db copy",
    );
  }
  const apart = Math.abs(Number(row.clock_ms) - nowMs) / 1000;
  return apart > mostSecondsApart
    ? warning(
        'server',
        `${server}: its clock and this machine's are ${Math.round(apart)} s apart`,
        "set both by NTP; reports as of now go by this machine's",
      )
    : sound('server', `${server}, UTF8, its clock agrees with this machine's`);
}
