import { IANAZone } from 'luxon';
import { type Engine, type Row, rowsOf } from '../engine/engine.ts';
import { sqlFile } from '../engine/sql-files.ts';
import { counted, type Finding, sound, warning } from './finding.ts';

/** The engine's offsets of the zones in use, a row per zone and week around the clock. */
export function zoneOffsets(engine: Engine, clock: string): Promise<Row[]> {
  return rowsOf(engine, sqlFile('4_reports/doctor_zones'), { clock });
}

/**
 * Whether Node's zone data says the same as the engine's. All numbers of reports come from the
 * engine; other programs on the machine may well agree with Node.
 */
export function checkZoneData(offsets: readonly Row[]): Finding {
  const known = offsets.filter((row) => row.offset_minutes !== null);
  const differing = new Set<string>();
  for (const row of known) {
    const zone = row.time_zone as string;
    const minutes = IANAZone.create(zone).offset(Date.parse(row.instant_at as string));
    if (minutes !== Number(row.offset_minutes)) {
      differing.add(zone);
    }
  }
  const count = new Set(known.map((row) => row.time_zone)).size;
  const zones = counted(count, 'zone');
  const node = `Node's data ${process.versions.tz}`;
  if (count === 0) {
    return sound('zone-data', `no zones are in use to compare with ${node}`);
  }
  return differing.size === 0
    ? sound('zone-data', `DuckDB and ${node} agree on the ${zones} in use`)
    : warning(
        'zone-data',
        `DuckDB and ${node} differ on ${differing.size} of the ${zones} in use: ${[...differing].join(', ')}`,
        "reports use DuckDB's data; expect other times from programs with older data",
      );
}
