import { type Base, fileOf, hours, piecesOf, pings, plainEvents, zones } from './base-files.ts';
import type { DamagedFile } from './pieces.ts';

/** Texts that no time is, or none that can be read without a guess. */
const badTimes = [
  '2024-13-01 08:00:00',
  '2024-02-30 08:00:00',
  '2023-02-29 08:00:00',
  '2024-00-10 08:00:00',
  '2024-10-00 08:00:00',
  '2024-10-32 08:00:00',
  '2024-10-15 24:00:00',
  '2024-10-15 25:00:00',
  '2024-10-15 08:60:00',
  '2024-10-15 08:00:60',
  '2024-10-15 23:59:60',
  '2016-12-31 23:59:60Z',
  'infinity',
  '-infinity',
  'epoch',
  'now',
  'today',
  'yesterday',
  'nan',
  'null',
  'NULL',
  'NA',
  '0',
  '-1',
  'true',
  '0000-01-01 00:00:00',
  '10000-01-01 00:00:00',
  '294247-01-10 04:00:54',
  '-2024-10-15 08:00:00',
  '2024-10-15 08:00:00 BC',
  '15-10-2024 08:00',
  '15/10/2024 08:00',
  '10/15/2024 08:00',
  '10/15/2024 8:00 AM',
  '24-10-15 08:00:00',
  '2024-10-15',
  '2024-10-15 08',
  '2024-10-15 8:00',
  '2024-1-5 08:00',
  '08:00:00',
  '2024-10-15 08:00:00 EST',
  '2024-10-15 08:00:00 Asia/Tokyo',
  '2024-10-15 08:00:00 UTC+5',
  '2024-10-15 08:00:00 GMT',
  '2024-10-15 08:00:00 PST8PDT',
  '2024-10-15 08:00:00+5',
  '2024-10-15 08:00:00+19:00',
  '2024-10-15 08:00:00+05:60',
  '2024-10-15 08:00:00ZZ',
  '2024-10-15 08:00:00 PM',
  '2024-10-15 08:00:00 or so',
  '2024-10-15T08:00:00[UTC]',
  'Tue Oct 15 2024 08:00:00',
  '20241015T080000Z',
  '2024-10-15_08:00:00',
  '2024-W42-2T08:00',
  '2024-289T08:00',
  '1e10',
  '1.7289792e9',
  '17289792000',
  '172897920',
  '1728979200 s',
  '0x670e2ec0',
  '-1728979200',
  '+1728979200',
  '9999999999999',
  '9999999999999999',
  '45580.33',
  '',
  '   ',
  '\t',
  '２０２４-10-15 08:00:00',
  '٢٠٢٤-١٠-١٥ 08:00:00',
  '2024−10−15 08:00:00',
  '2024-10-15\u00a008:00:00x',
  '2024-10-15 08:00:00\u200b',
  '2024-10-15 08.00.00',
  '2024-10-15 08:00:00.',
  '2024-10-15 08:00:00.1234567890',
  '2024-10-15 08:00:00.25s',
  '2024-10-15  08:00:00',
  '2024-10-15 -8:00:00',
  '#VALUE!',
  '########',
  '{}',
  "'2024-10-15 08:00:00'",
  '2099-01-01 00:00:00',
  '9999-12-31 23:59:59',
  '4102444800',
];

/** Texts around a time that change nothing. */
const sameTimes = [
  (time: string) => `  ${time}`,
  (time: string) => `${time}  `,
  (time: string) => time.replace(' ', 'T'),
  (time: string) => `${time.replace(' UTC', '')}Z`,
  (time: string) => `${time.replace(' UTC', '')}+00:00`,
  (time: string) => `"${time}"`,
];

const badStatuses = [
  '',
  ' ',
  'unknown',
  'activ',
  'active!',
  'in active',
  'actıve',
  '1',
  '0',
  'true',
  'null',
  'аctive',
  'openn',
];
const badZones = [
  '',
  ' ',
  'Nowhere/City',
  'EST',
  'CET',
  'UTC+5',
  'Etc/GMT+5',
  '+05:30',
  'america',
  'null',
  'Europe/Berlin/',
  'Europe\\Berlin',
];
const badDays = ['', '7', '-1', '1.0', 'Monday', '１', '01', 'null'];
const badHours = [
  '',
  '25:00',
  '9',
  '9am',
  '12:60',
  '24:01',
  '24:00:01',
  '09.00',
  '０9:00',
  '-1:00',
  'null',
  '9:0',
  '09:00 AM',
];

interface Damage {
  readonly damage: string;
  readonly base: Base;
  readonly column: number;
  readonly values: readonly string[];
  /** How many rows of the file get the value, one file each. */
  readonly rows: number;
}

const damages: readonly Damage[] = [
  { damage: 'bad time', base: plainEvents, column: 2, values: badTimes, rows: 1 },
  { damage: 'bad time', base: pings, column: 2, values: badTimes, rows: 1 },
  { damage: 'bad status', base: pings, column: 1, values: badStatuses, rows: 2 },
  { damage: 'bad day', base: hours, column: 1, values: badDays, rows: 2 },
  { damage: 'bad hours', base: hours, column: 2, values: [...badHours, '24:00'], rows: 2 },
  { damage: 'bad hours', base: hours, column: 3, values: badHours, rows: 2 },
  { damage: 'bad zone', base: zones, column: 1, values: badZones, rows: 2 },
];

export function* filesWithBadValue(): Generator<DamagedFile> {
  for (const { damage, base, column, values, rows } of damages) {
    for (const [number, value] of values.entries()) {
      for (let copy = 0; copy < rows; copy++) {
        const index = (number * 7 + copy * 11) % base.rows.length;
        yield withValues(
          base,
          damage,
          `${value} in row ${index + 1}`,
          column,
          new Map([[index, value]]),
        );
      }
    }
    const all = new Map(
      base.rows.map((_, index) => [index, values[index % values.length] as string]),
    );
    yield withValues(base, `${damage} everywhere`, '', column, all);
  }
  for (const base of [plainEvents, pings]) {
    for (const [number, change] of sameTimes.entries()) {
      const time = base.records[number]?.[2] as string;
      const file = withValues(
        base,
        'time written another way',
        change(time),
        2,
        new Map([[number, change(time)]]),
      );
      yield { ...file, verdict: 'loads all' };
    }
  }
}

function withValues(
  base: Base,
  damage: string,
  place: string,
  column: number,
  values: ReadonlyMap<number, string>,
): DamagedFile {
  const pieces = piecesOf(base).map((piece, at) => {
    const value = values.get(at - 1);
    if (value === undefined) {
      return piece;
    }
    const fields = (base.records[at - 1] as string[]).map((old, index) =>
      index === column ? value : old,
    );
    const bytes = Buffer.from(fields.join(base.delimiter) + base.lineEnd);
    return { ...piece, bytes, isDamaged: true };
  });
  return fileOf(base, damage, place, pieces);
}
