import { LineFile } from './line-file.ts';
import { type Random, shuffle, type Weighted } from './random.ts';

/** Minutes after midnight; a close beyond 1440 is on the next day, 1440 is midnight. */
interface Shift {
  opens: number;
  closes: number;
}

type Kind = 'plain' | 'all day' | 'until midnight' | 'overnight' | 'lunch break' | 'touching';

const MIDNIGHT = 1440;

/** Shares of the public data set's 74,000 store days, roughly. */
const KINDS: readonly Weighted<Kind>[] = [
  ['plain', 622],
  ['all day', 143],
  ['overnight', 139],
  ['until midnight', 78],
  ['lunch break', 16],
  ['touching', 2],
];
const OPEN_DAYS: readonly Weighted<number>[] = [
  [7, 814],
  [6, 130],
  [5, 35],
  [1, 14],
  [4, 4],
  [3, 3],
];
const OPENS: readonly Weighted<number>[] = [
  [360, 80],
  [390, 8],
  [420, 51],
  [450, 7],
  [480, 40],
  [540, 22],
  [600, 80],
  [615, 2],
  [630, 28],
  [660, 206],
  [690, 24],
  [720, 25],
];
const CLOSES: readonly Weighted<number>[] = [
  [1140, 22],
  [1170, 12],
  [1200, 37],
  [1230, 27],
  [1245, 14],
  [1260, 62],
  [1290, 36],
  [1305, 11],
  [1320, 66],
  [1350, 19],
  [1380, 50],
  [1410, 17],
];
const AFTER_MIDNIGHT: readonly Weighted<number>[] = [
  [10, 2],
  [60, 26],
  [90, 5],
  [105, 4],
  [120, 23],
  [150, 4],
  [180, 10],
  [240, 5],
];

/** Of the stores whose days differ, this share of days is unlike the others. */
const ODD_DAY = 0.3;
const STORES_WITH_ODD_DAYS = 0.5;

/**
 * Writes opening hours (store_id, day with 0 = Monday, start_time_local, end_time_local) with the
 * habits of the public data set: up to 4 shifts a day, some of them touching, nights split at
 * midnight (`11:00-23:59`, next day `00:00-01:00`), midnight written as 23:59:00 or 23:59:59,
 * rows of a store together and its days in no order. Returns the number of rows.
 */
export function writeHours(path: string, storeIds: readonly string[], random: Random): number {
  const file = new LineFile(path, 'store_id,day,start_time_local,end_time_local');
  for (const id of storeIds) {
    for (const row of weekOf(random)) file.write(`${id},${row}`);
  }
  file.close();
  return file.lines;
}

/** The rows of one store without its id. */
function weekOf(random: Random): string[] {
  const kind = random.weighted(KINDS);
  const usual = shiftsOf(kind, random);
  const midnight = random.chance(kind === 'all day' ? 0.33 : 0.6) ? '23:59:59' : '23:59:00';
  const varies = random.chance(STORES_WITH_ODD_DAYS);
  const days = shuffle([0, 1, 2, 3, 4, 5, 6], random).slice(0, random.weighted(OPEN_DAYS));
  return days.flatMap((day) => {
    const isOdd = varies && random.chance(ODD_DAY);
    const shifts = isOdd && kind !== 'all day' ? shiftsOf(kind, random) : usual;
    return shifts.flatMap((shift) => rowsOf(shift, day, midnight));
  });
}

/** The shifts of one day. The last one ends by 23:30 unless the kind says otherwise. */
function shiftsOf(kind: Kind, random: Random): Shift[] {
  const opens = random.weighted(OPENS);
  const closes = random.weighted(CLOSES);
  switch (kind) {
    case 'plain':
      return [{ opens, closes }];
    case 'all day':
      return [{ opens: 0, closes: MIDNIGHT }];
    case 'until midnight':
      return [{ opens, closes: MIDNIGHT }];
    case 'overnight':
      return [{ opens, closes: MIDNIGHT + random.weighted(AFTER_MIDNIGHT) }];
    case 'lunch break':
      return pieces(opens, closes, random.weighted(PIECES), 45);
    case 'touching':
      return pieces(opens, closes, random.weighted(PIECES), 0);
  }
}

const PIECES: readonly Weighted<number>[] = [
  [2, 88],
  [3, 10],
  [4, 2],
];

/** Cuts opening time into `count` equal shifts with a break in minutes between them. */
function pieces(opens: number, closes: number, count: number, pause: number): Shift[] {
  const length = Math.floor((closes - opens - pause * (count - 1)) / count / 15) * 15;
  return Array.from({ length: count }, (_, index) => {
    const start = opens + index * (length + pause);
    return { opens: start, closes: start + length };
  });
}

function rowsOf({ opens, closes }: Shift, day: number, midnight: string): string[] {
  if (closes < MIDNIGHT) return [`${day},${clock(opens)},${clock(closes)}`];
  const evening = `${day},${clock(opens)},${midnight}`;
  if (closes === MIDNIGHT) return [evening];
  return [evening, `${(day + 1) % 7},00:00:00,${clock(closes - MIDNIGHT)}`];
}

function clock(minutes: number): string {
  const hour = String(Math.floor(minutes / 60)).padStart(2, '0');
  return `${hour}:${String(minutes % 60).padStart(2, '0')}:00`;
}
