import { type DamagedFile, damagedFile, type Piece, type Verdict } from './pieces.ts';

/** A good file of 20 rows (hours and zones: of fewer), of which damaged ones are made. */
export interface Base {
  readonly name: string;
  readonly kind: string;
  readonly header: readonly string[];
  /** Fields as written, quotes included. */
  readonly records: readonly (readonly string[])[];
  /** The rows as the table holds them. */
  readonly rows: readonly (readonly string[])[];
  readonly delimiter: string;
  readonly lineEnd: string;
}

const count = 20;
const numbers = Array.from({ length: count }, (_, index) => index + 1);
const two = (number: number) => String(number).padStart(2, '0');
const at = (number: number) => `2024-10-15 08:${two(number)}:00`;

/** What a quoted field means. */
const meant = (field: string) =>
  field.startsWith('"') ? field.slice(1, -1).replaceAll('""', '"') : field;

function eventsOf(name: string, typeOf: (number: number) => string, lineEnd = '\n'): Base {
  const idOf = (number: number) => (number % 2 === 0 ? `e${two(number)}` : '');
  return {
    name,
    kind: 'events',
    header: ['user_id', 'event_type', 'timestamp', 'event_id'],
    records: numbers.map((n) => [`u${two(n)}`, typeOf(n), at(n), idOf(n)]),
    rows: numbers.map((n) => [`u${two(n)}`, meant(typeOf(n)), at(n), idOf(n)]),
    delimiter: ',',
    lineEnd,
  };
}

const bareTypes = ['click', 'view', 'café', 'add to cart'];
const quotedTypes = ['click', '"click, left"', '"say ""hi"""', '"two\nlines"', '"plain"'];
const oneOf = (choices: readonly string[]) => (n: number) => choices[n % choices.length] as string;

/** Events with an optional column, no quotes. */
export const plainEvents = eventsOf('events', oneOf(bareTypes));
/** Events of which most have a quoted field: with delimiters, quotes and line ends. */
export const quotedEvents = eventsOf('quoted events', oneOf(quotedTypes));
export const crLfEvents = eventsOf('CRLF events', oneOf(bareTypes), '\r\n');

/** Events whose last column is a time with a fraction. */
export const timedEvents: Base = {
  ...plainEvents,
  name: 'events ending in a time',
  header: ['user_id', 'event_type', 'timestamp'],
  records: plainEvents.records.map(([user, type, time]) => [user, type, `${time}.25`] as string[]),
  rows: plainEvents.rows.map(([user, type, time]) => [user, type, `${time}.25`, ''] as string[]),
};

export const pings: Base = {
  name: 'pings',
  kind: 'store-status',
  header: ['store_id', 'status', 'timestamp_utc'],
  records: numbers.map((n) => [
    `90071992547409${two(n)}`,
    oneOf(['active', 'DOWN'])(n),
    `${at(n)} UTC`,
  ]),
  rows: numbers.map((n) => [`90071992547409${two(n)}`, oneOf(['active', 'inactive'])(n), at(n)]),
  delimiter: ',',
  lineEnd: '\n',
};

const days = Array.from({ length: 9 }, (_, index) => [
  `S${index % 3}`,
  String(Math.floor(index / 3)),
]);

export const hours: Base = {
  name: 'hours',
  kind: 'store-hours',
  header: ['store_id', 'day', 'start_time_local', 'end_time_local'],
  records: days.map((day) => [...day, '09:00', '17:30:00']),
  rows: days.map((day) => [...day, '09:00:00', '17:30:00']),
  delimiter: ',',
  lineEnd: '\n',
};

const zoneNames = ['America/New_York', 'Asia/Kolkata', 'UTC', 'Europe/Berlin'];

export const zones: Base = {
  name: 'zones',
  kind: 'store-timezones',
  header: ['store_id', 'timezone_str'],
  records: zoneNames.map((zone, index) => [`S${index}`, zone]),
  rows: zoneNames.map((zone, index) => [`S${index}`, zone]),
  delimiter: ',',
  lineEnd: '\n',
};

/** The same rows, written with another delimiter. */
export function delimitedBy(base: Base, delimiter: string): Base {
  return { ...base, name: `${base.name} with ${JSON.stringify(delimiter)}`, delimiter };
}

export const recordText = (base: Base, index: number) =>
  (base.records[index] as string[]).join(base.delimiter);

/** The header, then the rows, each with its line end. */
export function piecesOf(base: Base): Piece[] {
  const header = { bytes: Buffer.from(base.header.join(base.delimiter) + base.lineEnd) };
  const records = base.rows.map((row, index) => ({
    bytes: Buffer.from(recordText(base, index) + base.lineEnd),
    row,
  }));
  return [header, ...records];
}

/** A file of pieces, called after the base. */
export function fileOf(
  base: Base,
  damage: string,
  place: string,
  pieces: readonly Piece[],
  verdict: Verdict = 'rejects',
): DamagedFile {
  const name = `${base.name}${place === '' ? '' : `, ${place}`}`;
  return damagedFile({ damage, name, kind: base.kind, fileName: 'input.csv', verdict }, pieces);
}

export const wholeFile = (base: Base, damage = 'none') =>
  fileOf(base, damage, '', piecesOf(base), 'loads all');
