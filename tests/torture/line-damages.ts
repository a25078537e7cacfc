import { type Base, fileOf, piecesOf } from './base-files.ts';
import type { DamagedFile, Piece } from './pieces.ts';

/** One line with something wrong in it, or none where the damage can't happen. */
type LineDamage = (fields: readonly string[], base: Base) => string | Buffer | undefined;

const joined =
  (change: (fields: readonly string[]) => readonly string[]): LineDamage =>
  (fields, base) =>
    change(fields).join(base.delimiter);

/** Changes one field of the line. */
const field = (index: number, change: (value: string) => string) =>
  joined((fields) => fields.map((value, at) => (at === index ? change(value) : value)));

const last = (change: (value: string) => string) =>
  joined((fields) => [...fields.slice(0, -1), change(fields.at(-1) as string)]);

/** Only where a field is quoted. */
const whereQuoted =
  (change: (value: string) => string): LineDamage =>
  (fields, base) =>
    fields.some((value) => value.startsWith('"'))
      ? fields.map((value) => (value.startsWith('"') ? change(value) : value)).join(base.delimiter)
      : undefined;

/** Puts raw bytes into the line, at `@`. */
const withBytes =
  (bytes: string, change: (fields: readonly string[]) => readonly string[]): LineDamage =>
  (fields, base) => {
    const [before = '', after = ''] = change(fields).join(base.delimiter).split('@');
    return Buffer.concat([Buffer.from(before), Buffer.from(bytes, 'hex'), Buffer.from(after)]);
  };

const inside = (value: string, mark: string) => value.slice(0, 2) + mark + value.slice(2);
const inField = (index: number, mark: string) => (fields: readonly string[]) =>
  fields.map((value, at) => (at === index ? inside(value, mark) : value));
const another = (base: Base) => (base.delimiter === ';' ? ',' : ';');

export const lineDamages: Readonly<Record<string, LineDamage>> = {
  'short row': joined((fields) => fields.slice(0, -1)),
  'short row, the first field lost': joined((fields) => fields.slice(1)),
  'long row': joined((fields) => [...fields, 'more']),
  'trailing delimiter': joined((fields) => [...fields, '']),
  'unclosed quote at the start': field(0, (value) => `"${value}`),
  'unclosed quote in the middle': field(1, (value) => `"${value}`),
  'unclosed quote before the last field': last((value) => `"${value}`),
  'quote at the end': last((value) => `${value}"`),
  'quote inside a field': field(0, (value) => inside(value, '"')),
  'stray quote after a quoted field': field(0, (value) => `"${value}"x`),
  'space after a quoted field': field(0, (value) => `"${value}" `),
  'space before a quoted field': field(1, (value) => ` "${value}"`),
  'backslash before a quote': field(0, (value) => `"${inside(value, '\\"')}"`),
  'closing quote lost': whereQuoted((value) => value.slice(0, -1)),
  'opening quote lost': whereQuoted((value) => value.slice(1)),
  'both quotes lost': whereQuoted((value) =>
    /,|\n|""/.test(value) ? value.slice(1, -1) : `"${value}`,
  ),
  'NUL byte in the first field': withBytes('00', inField(0, '@')),
  'NUL byte in the last field': withBytes('00', (fields) => [
    ...fields.slice(0, -1),
    `${fields.at(-1)}@`,
  ]),
  'invalid UTF-8 in the first field': withBytes('ff', inField(0, '@')),
  'cut UTF-8 character': withBytes('e282', inField(1, '@')),
  'overlong UTF-8': withBytes('c0ae', inField(1, '@')),
  'UTF-8 surrogate': withBytes('eda080', inField(0, '@')),
  'Latin-1 text': withBytes('636166e9', (fields) => [`${fields[0]}@`, ...fields.slice(1)]),
  'byte order mark at the start': withBytes('efbbbf', (fields) => [
    `@${fields[0]}`,
    ...fields.slice(1),
  ]),
  'another delimiter': (fields, base) => fields.join(another(base)),
  'one delimiter of another kind': (fields, base) =>
    fields[0] + another(base) + fields.slice(1).join(base.delimiter),
  'decimal comma': joined((fields) =>
    fields.map((value) => value.replace(/:00(?= UTC|$)/, ':00,250')),
  ),
  'empty first field': field(0, () => ''),
  'spaces for the first field': field(0, () => '   '),
  'empty second field': field(1, () => ''),
  'two rows on one line': joined((fields) => [...fields, ...fields]),
  'cut in the middle': (fields, base) => fields.join(base.delimiter).slice(0, 9),
};

/** A line that was not in the file before. */
type Intruder = (base: Base) => string;

export const intruders: Readonly<Record<string, Intruder>> = {
  'repeated header': (base) => base.header.join(base.delimiter),
  'repeated header with a byte order mark': (base) => `\uFEFF${base.header.join(base.delimiter)}`,
  'line of spaces': () => '   ',
  'line of delimiters': (base) => base.delimiter.repeat(base.header.length - 1),
  'line of too many delimiters': (base) => base.delimiter.repeat(30),
  'long line without a delimiter': () => 'x'.repeat(100_000),
  'line with 10,000 fields': (base) => Array(10_000).fill('x').join(base.delimiter),
  comment: () => '# exported by somebody',
  'ruler under the header': (base) => base.header.map((name) => '-'.repeat(name.length)).join('+'),
  'lone quote': () => '"',
  'merge conflict': () => '<<<<<<< HEAD',
};

export function damagedPieces(base: Base, damage: string, index: number): Piece[] | undefined {
  const change = lineDamages[damage] as LineDamage;
  const line = change(base.records[index] as string[], base);
  if (line === undefined) {
    return undefined;
  }
  const bytes = Buffer.concat([Buffer.from(line as string), Buffer.from(base.lineEnd)]);
  return piecesOf(base).map((piece, at) =>
    at === index + 1 ? { ...piece, bytes, isDamaged: true } : piece,
  );
}

/** Every damage of a line, at every row or in steps. */
export function* filesWithDamagedLine(
  base: Base,
  step = 1,
  names = Object.keys(lineDamages),
): Generator<DamagedFile> {
  for (const [number, damage] of names.entries()) {
    for (let index = number % step; index < base.rows.length; index += step) {
      const pieces = damagedPieces(base, damage, index);
      if (pieces !== undefined) {
        yield fileOf(base, damage, `row ${index + 1}`, pieces);
      }
    }
  }
}

/** Every line that does not belong there, before every row or in steps, and at the end. */
export function* filesWithIntruder(
  base: Base,
  step = 1,
  names = Object.keys(intruders),
): Generator<DamagedFile> {
  for (const damage of names) {
    const bytes = Buffer.from((intruders[damage] as Intruder)(base) + base.lineEnd);
    for (let index = base.rows.length; index >= 0; index -= step) {
      const pieces = piecesOf(base);
      pieces.splice(index + 1, 0, { bytes, isDamaged: true });
      yield fileOf(base, damage, `before row ${index + 1}`, pieces);
    }
  }
}
