import { seededRandom } from '../../bench/random.ts';
import {
  type Base,
  crLfEvents,
  delimitedBy,
  fileOf,
  hours,
  piecesOf,
  pings,
  plainEvents,
  quotedEvents,
  timedEvents,
  zones,
} from './base-files.ts';
import { filesWithCutEnd } from './cut-damages.ts';
import { filesWithDamagedFrame } from './file-damages.ts';
import { damagedJson } from './json-damages.ts';
import {
  damagedPieces,
  filesWithDamagedLine,
  filesWithIntruder,
  lineDamages,
} from './line-damages.ts';
import { damagedGzip, otherFiles } from './packed-damages.ts';
import { damagedParquet } from './parquet-damages.ts';
import type { DamagedFile, Piece, Verdict } from './pieces.ts';
import { filesWithBadValue } from './value-damages.ts';
import { damagedZstd } from './zst-damages.ts';

const seed = 2024;
const pairCount = 60;
const quoteDamages = Object.keys(lineDamages).filter((damage) => damage.includes('quote'));

/** Every damaged file of the torture, always the same ones in the same order. */
export async function damagedFiles(): Promise<DamagedFile[]> {
  return [
    ...filesWithDamagedLine(plainEvents),
    ...filesWithIntruder(plainEvents),
    ...filesWithDamagedLine(quotedEvents, 3),
    ...filesWithDamagedLine(quotedEvents, 1, [
      'closing quote lost',
      'opening quote lost',
      'both quotes lost',
    ]),
    ...filesWithIntruder(quotedEvents, 1, ['lone quote', 'repeated header']),
    ...filesWithDamagedLine(crLfEvents, 4, ['short row', ...quoteDamages]),
    ...filesWithDamagedLine(pings, 6),
    ...filesWithDamagedLine(hours, 4),
    ...filesWithIntruder(hours, 5),
    ...filesWithDamagedLine(zones, 3),
    ...filesWithIntruder(zones, 4),
    ...[';', '\t', '|'].flatMap((delimiter) => [
      ...filesWithDamagedLine(delimitedBy(timedEvents, delimiter), 5, [
        'another delimiter',
        'decimal comma',
      ]),
    ]),
    ...filesWithDamagedFrame(),
    ...filesWithCutEnd(),
    ...filesWithBadValue(),
    ...longFields(),
    ...damagedJson(),
    ...otherFiles(),
    ...damagedGzip(),
    ...damagedZstd(),
    ...(await damagedParquet()),
    ...randomPairs(plainEvents),
    ...randomPairs(quotedEvents),
    ...quotePairs(plainEvents),
  ];
}

/** A field of a megabyte: good, quoted, and behind a quote that is never closed. */
function* longFields(): Generator<DamagedFile> {
  const long = 'x'.repeat(1_000_000);
  for (const index of [0, 9, 19]) {
    const [user = '', , ...rest] = plainEvents.records[index] as string[];
    const row = plainEvents.rows[index] as string[];
    const file = (damage: string, field: string, changed: Partial<Piece>, verdict: Verdict) => {
      const pieces = piecesOf(plainEvents);
      const bytes = Buffer.from(`${[user, field, ...rest].join(',')}\n`);
      pieces[index + 1] = { bytes, row, ...changed };
      return fileOf(plainEvents, damage, `row ${index + 1}`, pieces, verdict);
    };
    const meant = { row: row.map((value, column) => (column === 1 ? long : value)) };
    yield file('field of a megabyte', long, meant, 'loads all');
    yield file('quoted field of a megabyte', `"${long}"`, meant, 'loads all');
    const damaged = { isDamaged: true };
    yield file('unclosed quote before a megabyte', `"${long}`, damaged, 'rejects');
    yield file('megabyte that is no row', long.replaceAll('x', 'x,'), damaged, 'rejects');
  }
}

function withBoth(base: Base, [first, second]: [string, string], [at, then]: [number, number]) {
  const pieces = damagedPieces(base, first, at);
  const other = damagedPieces(base, second, then)?.[then + 1];
  if (pieces === undefined || other === undefined) {
    return [];
  }
  pieces[then + 1] = other;
  return [
    fileOf(base, 'two damages', `${first} in row ${at + 1}, ${second} in row ${then + 1}`, pieces),
  ];
}

/** Two damages on different rows. */
function randomPairs(base: Base): DamagedFile[] {
  const random = seededRandom(seed, base.name);
  const names = Object.keys(lineDamages);
  return Array.from({ length: pairCount }, () => {
    const damages = [names[random.below(names.length)], names[random.below(names.length)]];
    const at = random.below(base.rows.length);
    const then = (at + 1 + random.below(base.rows.length - 1)) % base.rows.length;
    return withBoth(base, damages as [string, string], [at, then]);
  }).flat();
}

/** Each damage to quotes, with each other one on the next row. */
function quotePairs(base: Base): DamagedFile[] {
  return quoteDamages.flatMap((first, index) =>
    quoteDamages.flatMap((second, other) => {
      const at = (index + other) % (base.rows.length - 1);
      return withBoth(base, [first, second], [at, at + 1]);
    }),
  );
}
