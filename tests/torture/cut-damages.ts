import { IANAZone } from 'luxon';
import {
  type Base,
  crLfEvents,
  fileOf,
  hours,
  piecesOf,
  pings,
  plainEvents,
  quotedEvents,
  recordText,
  timedEvents,
  zones,
} from './base-files.ts';
import type { DamagedFile, Piece } from './pieces.ts';

/**
 * A file that ends too early, at every byte of its last line. Some cuts leave a line that is a row
 * all the same: nobody can tell, and what the line says is then what must be loaded.
 */
export function* filesWithCutEnd(): Generator<DamagedFile> {
  for (const base of [plainEvents, quotedEvents, timedEvents, crLfEvents, pings, hours, zones]) {
    yield fileOf(base, unnoticed, 'before the last line', piecesOf(base).slice(0, -1), 'loads all');
    const length = (piecesOf(base).at(-1) as Piece).bytes.length;
    for (let left = 1; left < length; left++) {
      yield cutFile(base, left);
    }
  }
}

const unnoticed = 'cut that nobody can tell';

function cutFile(base: Base, left: number): DamagedFile {
  const pieces = piecesOf(base);
  const [whole] = pieces.splice(-1) as [Piece];
  const bytes = whole.bytes.subarray(0, left);
  const row = rowOf(base, bytes.toString('utf8').trimEnd());
  if (row === undefined) {
    const cut = { ...whole, bytes, isDamaged: true };
    return fileOf(base, 'last line cut', `byte ${left}`, [...pieces, cut]);
  }
  const text = recordText(base, base.rows.length - 1);
  const damage = left < Buffer.byteLength(text) ? unnoticed : 'no line end at the end';
  return fileOf(base, damage, `byte ${left}`, [...pieces, { bytes, row }], 'loads all');
}

/** The row that a line without quotes is by the documentation alone, if it is one. */
function rowOf(base: Base, line: string): string[] | undefined {
  const fields = line.split(base.delimiter);
  if (fields.length !== base.header.length || fields[0] === '' || line.includes('"')) {
    return undefined;
  }
  return readers[base.kind]?.(fields as [string, string, string, string]);
}

type Reader = (fields: [string, string, string, string]) => string[] | undefined;

const readers: Readonly<Record<string, Reader>> = {
  events: ([user, type, time, id = '']) => {
    const at = instantOf(time);
    return type === '' || at === undefined ? undefined : [user, type, at, id];
  },
  'store-status': ([store, status, time]) => {
    const at = instantOf(time);
    return at === undefined ? undefined : [store, status === 'DOWN' ? 'inactive' : 'active', at];
  },
  'store-hours': ([store, day, opens, closes]) =>
    /^\d\d:\d\d(:\d\d)?$/.test(closes)
      ? [store, day, `${opens}:00`, `${closes}:00`.slice(0, 8)]
      : undefined,
  'store-timezones': ([store, zone]) =>
    zone.includes('/') && IANAZone.isValidZone(zone) ? [store, zone] : undefined,
};

function instantOf(text: string): string | undefined {
  const match = /^(\d{4}-\d\d-\d\d \d\d:\d\d)(:\d\d(\.\d+)?)?( UTC)?$/.exec(text);
  return match === null ? undefined : `${match[1]}${match[2] ?? ':00'}`;
}
