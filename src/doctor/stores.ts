import { type Engine, type Row, rowsOf } from '../engine/engine.ts';
import { sqlFile } from '../engine/sql-files.ts';
import { counted, type Finding, failure, sound, warning } from './finding.ts';

/** Pinged stores of which something is not known, by what it is: `zone`, `hours`. */
export async function storesWithout(engine: Engine): Promise<ReadonlyMap<string, Row>> {
  const rows = await rowsOf(engine, sqlFile('4_reports/doctor_stores'));
  return new Map(rows.map((row) => [row.what as string, row]));
}

/** Whether every zone is one the engine knows, and every pinged store has one. */
export function checkZones(
  offsets: readonly Row[],
  missing: Row | undefined,
  engineName: string,
): Finding {
  const unknown = [
    ...new Set(offsets.filter((row) => row.offset_minutes === null).map((row) => row.time_zone)),
  ];
  if (unknown.length > 0) {
    return failure(
      'zones',
      `${counted(unknown.length, 'zone')} ${engineName} does not know: ${unknown.join(', ')}`,
      'load a store-timezones file with Area/City names for these stores',
    );
  }
  return missing === undefined
    ? sound('zones', 'every pinged store has a zone')
    : warning(
        'zones',
        `${without(missing)} no zone: they are taken to be in UTC`,
        'load a store-timezones file, or give reports --default-tz',
      );
}

/** Whether every pinged store has opening hours. */
export function checkHours(missing: Row | undefined): Finding {
  return missing === undefined
    ? sound('hours', 'every pinged store has hours')
    : warning(
        'hours',
        `${without(missing)} no hours: they count as open round the clock`,
        'load a store-hours file, if they close',
      );
}

/** `1 pinged store (4) has`, `9 pinged stores (1, 2, 3, ...) have` */
function without({ stores, first_stores: first }: Row): string {
  const count = Number(stores);
  const more = count > 3 ? ', ...' : '';
  return `${counted(count, 'pinged store')} (${first}${more}) ${count === 1 ? 'has' : 'have'}`;
}
