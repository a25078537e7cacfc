import { IANAZone } from 'luxon';
import type { DuckDb } from '../engine/duckdb.ts';
import { type Engine, type Row, rowsOf } from '../engine/engine.ts';
import { sqlFile } from '../engine/sql-files.ts';
import { counted, type Finding, sound, warning } from './finding.ts';

/** The engine's offsets of the zones in use, a row per zone and week around the clock. */
export function zoneOffsets(engine: Engine, clock: string): Promise<Row[]> {
  return rowsOf(engine, sqlFile('4_reports/doctor_zones'), { clock });
}

/** What the engines are called. */
export const engineNames = { duckdb: 'DuckDB', postgres: 'PostgreSQL' } as const;

/**
 * Whether Node's zone data says the same as the engine's. All numbers of reports come from the
 * engine; other programs on the machine may well agree with Node.
 */
export function checkZoneData(offsets: readonly Row[], name: string): Finding {
  const node = `Node's data ${process.versions.tz}`;
  return compared('zone-data', offsets, name, node, ({ time_zone, instant_at }) =>
    IANAZone.create(time_zone as string).offset(Date.parse(instant_at as string)),
  );
}

/**
 * Whether a server's zone data says the same as DuckDB's, which checks zones when they are loaded and
 * works out the same reports from files.
 */
export async function checkServerZones(
  offsets: readonly Row[],
  scratch: DuckDb,
  clock: string,
): Promise<Finding> {
  await scratch.run(sqlFile('1_tables/10_store_timezones'));
  await scratch.run('create temp table zones_in_use (time_zone text)');
  await scratch.append('zones_in_use', rowsWith(offsets));
  await scratch.run("insert into store_timezones select '', time_zone, 0 from zones_in_use");
  const known = new Map(
    (await zoneOffsets(scratch, clock)).map((row) => [placeOf(row), row.offset_minutes]),
  );
  return compared('server-zones', offsets, 'PostgreSQL', 'DuckDB', (row) => {
    const minutes = known.get(placeOf(row)) ?? null;
    return minutes === null ? Number.NaN : Number(minutes);
  });
}

const placeOf = ({ time_zone, instant_at }: Row) => `${time_zone} ${instant_at}`;

async function* rowsWith(offsets: readonly Row[]) {
  for (const zone of new Set(offsets.map((row) => row.time_zone as string))) {
    yield [zone];
  }
}

function compared(
  check: string,
  offsets: readonly Row[],
  name: string,
  other: string,
  minutesOf: (row: Row) => number,
): Finding {
  const known = offsets.filter((row) => row.offset_minutes !== null);
  const differing = new Set(
    known
      .filter((row) => minutesOf(row) !== Number(row.offset_minutes))
      .map((row) => row.time_zone),
  );
  const count = new Set(known.map((row) => row.time_zone)).size;
  const zones = counted(count, 'zone');
  if (count === 0) {
    return sound(check, `no zones are in use to compare with ${other}`);
  }
  return differing.size === 0
    ? sound(check, `${name} and ${other} agree on the ${zones} in use`)
    : warning(
        check,
        `${name} and ${other} differ on ${differing.size} of the ${zones} in use: ${[...differing].join(', ')}`,
        `reports use ${name}'s data; expect other times from programs with older data`,
      );
}
