import { LineFile } from './line-file.ts';
import type { Random, Weighted } from './random.ts';

/** About the zones of the public data set: nearly all American, a few with no DST, one far away. */
const ZONES: readonly Weighted<string>[] = [
  ['America/New_York', 8191],
  ['America/Los_Angeles', 3224],
  ['America/Chicago', 1517],
  ['America/Phoenix', 418],
  ['America/Denver', 127],
  ['America/Detroit', 62],
  ['America/Indiana/Indianapolis', 15],
  ['America/Edmonton', 2],
  ['America/Boise', 1],
  ['Asia/Beirut', 1],
  ['Pacific/Honolulu', 1],
];

/** Writes one zone for each store (store_id, timezone_str); returns the number of rows. */
export function writeZones(path: string, storeIds: readonly string[], random: Random): number {
  const file = new LineFile(path, 'store_id,timezone_str');
  for (const id of storeIds) file.write(`${id},${random.weighted(ZONES)}`);
  file.close();
  return file.lines;
}
