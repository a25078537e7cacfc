import { readFileSync } from 'node:fs';
import { type Random, shuffle } from './random.ts';

/** Which stores there are, and which of the three files names them. */
export interface Stores {
  /** Stores with pings. */
  pinged: string[];
  /** Stores with hours; a few of them have no pings. */
  withHours: string[];
  /** Stores with a zone; a few of them have no pings. */
  withZone: string[];
}

/**
 * How the stores of the public data set spread over its three files. Together: 14,092 stores with
 * pings, 3,094 of them without hours and 644 without a zone; 11,116 with hours; 13,559 with a zone.
 */
const PUBLIC_SET = [
  { count: 10_980, isPinged: true, hasHours: true, hasZone: true },
  { count: 18, isPinged: true, hasHours: true, hasZone: false },
  { count: 2_468, isPinged: true, hasHours: false, hasZone: true },
  { count: 626, isPinged: true, hasHours: false, hasZone: false },
  { count: 111, isPinged: false, hasHours: true, hasZone: true },
  { count: 7, isPinged: false, hasHours: true, hasZone: false },
] as const;

const PUBLIC_PINGED = 14_092;
const PUBLIC_NEITHER = 626;

/** Invents stores in the proportions of the public data set, `count` of them with pings. */
export function inventStores(count: number, random: Random): Stores {
  const stores: Stores = { pinged: [], withHours: [], withZone: [] };
  const newId = idSource(new Set(), random);
  for (const part of spread(count)) {
    for (let made = 0; made < part.count; made++) {
      const id = newId();
      if (part.isPinged) stores.pinged.push(id);
      if (part.hasHours) stores.withHours.push(id);
      if (part.hasZone) stores.withZone.push(id);
    }
  }
  shuffle(stores.pinged, random);
  shuffle(stores.withHours, random);
  shuffle(stores.withZone, random);
  return stores;
}

/**
 * Stores of files that exist: `count` with pings, in the proportion of the public data set between
 * ids of the two files and ids that neither names. Stores with hours are the ones left unpinged.
 */
export function readStores(
  hoursFile: string,
  zonesFile: string,
  count: number,
  random: Random,
): Stores {
  const withHours = distinctIds(hoursFile);
  const withZone = distinctIds(zonesFile);
  const hasHours = new Set(withHours);
  const zoneOnly = withZone.filter((id) => !hasHours.has(id));
  const named = [...zoneOnly, ...shuffle([...withHours], random)];
  const wanted = count - Math.round((count * PUBLIC_NEITHER) / PUBLIC_PINGED);
  if (count < PUBLIC_PINGED) shuffle(named, random);
  const pinged = named.slice(0, wanted);
  const newId = idSource(new Set(named), random);
  while (pinged.length < count) pinged.push(newId());
  return { pinged: shuffle(pinged, random), withHours, withZone };
}

/** The parts of the public set scaled to `count` pinged stores; the first part takes the rounding. */
function spread(count: number) {
  const scaled = PUBLIC_SET.map((part) => ({
    ...part,
    count: Math.round((part.count * count) / PUBLIC_PINGED),
  }));
  const pinged = scaled.reduce((sum, part) => sum + (part.isPinged ? part.count : 0), 0);
  const [first] = scaled;
  if (first !== undefined) first.count += count - pinged;
  return scaled;
}

/** Positive 63-bit ids, most of them with 19 digits: beyond what a double holds exactly. */
function idSource(taken: Set<string>, random: Random): () => string {
  return () => {
    let id: string;
    do {
      const high = BigInt(random.below(2 ** 31));
      id = String((high << 32n) | BigInt(random.below(2 ** 32)));
    } while (taken.has(id));
    taken.add(id);
    return id;
  };
}

/** The first column of a CSV file whose ids are not quoted, each id once, in the file's order. */
function distinctIds(path: string): string[] {
  const [header, ...lines] = readFileSync(path, 'utf8').split('\n');
  if (!header?.startsWith('store_id,'))
    throw new Error(`${path}: store_id is not the first column`);
  const ids = new Set<string>();
  for (const line of lines) {
    if (line !== '') ids.add(line.slice(0, line.indexOf(',')));
  }
  return [...ids];
}
