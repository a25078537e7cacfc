import { type Engine, rowsOf } from '../engine/engine.ts';
import { sqlFile } from '../engine/sql-files.ts';
import { ExitCode, UserError } from '../errors.ts';
import { nearestNames } from '../suggest.ts';

/**
 * Checks zones that were given as options against the engine's zone data.
 * @throws UserError exit 2 for a name that is unknown or means different things in different places.
 */
export async function checkZones(
  engine: Engine,
  zones: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  // The look at all zones takes a tenth of a small report's time: UTC needs none.
  const given = Object.entries(zones).filter(([, zone]) => zone !== undefined && zone !== 'UTC');
  if (given.length === 0) {
    return;
  }
  const unknown = await rowsOf(engine, sqlFile('4_reports/unknown_zones'), {
    zones: given.map(([, zone]) => zone as string),
  });
  const bad = given.find(([, zone]) => unknown.some((row) => row.zone_name === zone));
  if (bad === undefined) {
    return;
  }
  const [option, zone] = bad as [string, string];
  const known = await rowsOf(engine, sqlFile('4_reports/known_zones'));
  const [nearest] = nearestNames(
    zone,
    known.map((row) => row.zone_name as string),
  );
  throw new UserError(
    ExitCode.usage,
    `${option}: unknown zone: ${zone}`,
    `${nearest === undefined ? '' : `did you mean ${nearest}? `}` +
      'zones are IANA names such as America/New_York, or UTC',
  );
}
