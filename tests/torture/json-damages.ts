import { plainEvents } from './base-files.ts';
import { type DamagedFile, damagedFile, type Piece, type Verdict } from './pieces.ts';

const objects = plainEvents.rows.map(([user, type, time, id]) => ({
  user_id: user,
  event_type: type,
  timestamp: time,
  ...(id === '' ? {} : { event_id: id }),
}));

const pieces = (lineEnd = '\n'): Piece[] =>
  objects.map((object, index) => ({
    bytes: Buffer.from(JSON.stringify(object) + lineEnd),
    row: plainEvents.rows[index] as string[],
  }));

function jsonFile(
  damage: string,
  name: string,
  parts: readonly Piece[],
  verdict: Verdict = 'rejects',
) {
  const about = {
    damage,
    name: `NDJSON ${name}`,
    kind: 'events',
    fileName: 'input.ndjson',
    verdict,
  };
  return damagedFile(about, parts);
}

const deep = '['.repeat(2000) + ']'.repeat(2000);
const put = (line: string, more: string) => `${line.slice(0, -1)},${more}}`;
const set = (line: string, key: string, value: string) =>
  line.replace(new RegExp(`"${key}":"[^"]*"`), `"${key}":${value}`);

/** Lines that can't be the row that they were, or not for certain. */
const lineDamages: Readonly<Record<string, (line: string) => string>> = {
  'no closing brace': (line) => line.slice(0, -1),
  'two closing braces': (line) => `${line}}`,
  'comma after the object': (line) => `${line},`,
  'trailing comma inside': (line) => `${line.slice(0, -1)},}`,
  'missing comma': (line) => line.replace(',', ' '),
  'single quotes': (line) => line.replaceAll('"', "'"),
  'key without quotes': (line) => line.replace('"user_id"', 'user_id'),
  'raw tab in a text': (line) => line.replace('"u', '"u\t'),
  'raw control character in a text': (line) => line.replace('"u', '"u\x01'),
  'bad escape': (line) => line.replace('"u', '"\\xu'),
  'half a surrogate pair': (line) => line.replace('"u', '"\\ud83du'),
  'other half of a surrogate pair': (line) => line.replace('"u', '"\\ude9au'),
  'escaped NUL': (line) => line.replace('"u', '"\\u0000u'),
  'an array': (line) => `[${line}]`,
  'a text': (line) => JSON.stringify(line),
  'a number': () => '42',
  null: () => 'null',
  'two objects on one line': (line) => `${line} ${line}`,
  'text after the object': (line) => `${line} x`,
  'text before the object': (line) => `x ${line}`,
  'comment after the object': (line) => `${line} // x`,
  'byte order mark': (line) => `\uFEFF${line}`,
  'duplicate id with another value': (line) => put(line, '"user_id":"u99"'),
  'duplicate time with another value': (line) => put(line, '"timestamp":"2024-10-16 08:00:00"'),
  'duplicate key before the true one': (line) => `{"event_type":"bogus",${line.slice(1)}`,
  'duplicate key, escaped': (line) => put(line, '"user\\u005fid":"u99"'),
  'nested id': (line) => set(line, 'user_id', '{"id":"u"}'),
  'list for an id': (line) => set(line, 'user_id', '["u"]'),
  'boolean for an id': (line) => set(line, 'user_id', 'true'),
  'null for an id': (line) => set(line, 'user_id', 'null'),
  'empty id': (line) => set(line, 'user_id', '""'),
  'fraction for an id': (line) => set(line, 'user_id', '1.50'),
  'exponent for an id': (line) => set(line, 'user_id', '1e3'),
  'NaN for an id': (line) => set(line, 'user_id', 'NaN'),
  'Infinity for an id': (line) => set(line, 'user_id', 'Infinity'),
  'leading zero for an id': (line) => set(line, 'user_id', '007'),
  'plus sign for an id': (line) => set(line, 'user_id', '+7'),
  'hexadecimal for an id': (line) => set(line, 'user_id', '0x10'),
  'nested time': (line) => set(line, 'timestamp', '{"$date":"2024-10-15T08:00:00Z"}'),
  'boolean for a time': (line) => set(line, 'timestamp', 'true'),
  'nested type': (line) => set(line, 'event_type', '{"a":{"b":[1]}}'),
  'missing time': (line) => line.replace('"timestamp"', '"time"'),
  'missing id': (line) => line.replace('"user_id"', '"userid"'),
  'id in capitals': (line) => line.replace('"user_id"', '"USER_ID"'),
  'deep nesting for an id': (line) => set(line, 'user_id', deep),
  'deep nesting that is cut': (line) => put(line, `"note":${deep.slice(0, 3000)}`),
};

/** Lines that say the same in another way. */
const sameLines: Readonly<Record<string, (line: string) => string>> = {
  'spaces around': (line) => `  ${line}  `,
  'deep nesting elsewhere': (line) => put(line, `"note":${deep.slice(1900, 2100)}`),
  'null for an optional id': (line) =>
    line.includes('event_id') ? line : put(line, '"event_id":null'),
  'escaped letters': (line) => line.replace('"u', '"\\u0075'),
  'large number elsewhere': (line) => put(line, '"note":9007199254740993000000'),
  'megabyte elsewhere': (line) => put(line, `"note":"${'x'.repeat(1_000_000)}"`),
  'duplicate key elsewhere': (line) => put(line, '"note":1,"note":2'),
};

/** A first line that is no object makes another kind of file, a key in two cases another header. */
const mayRefuse = (index: number, line: string) =>
  (index === 0 && !line.startsWith('{')) || line.includes('USER_ID');

function changed(index: number, line: string, row?: string[]): Piece[] {
  return pieces().map((piece, at) =>
    at === index
      ? {
          ...piece,
          bytes: Buffer.from(`${line}\n`),
          isDamaged: row === undefined,
          ...(row && { row }),
        }
      : piece,
  );
}

/** NDJSON with something wrong in a line, or with its end missing. */
export function* damagedJson(): Generator<DamagedFile> {
  const lines = objects.map((object) => JSON.stringify(object));
  const entries = Object.entries(lineDamages);
  for (const [number, [damage, change]] of entries.entries()) {
    for (const index of [0, 1 + (number % 18), 19]) {
      const line = change(lines[index] as string);
      const verdict = mayRefuse(index, line) ? 'refused or rejects' : 'rejects';
      yield jsonFile(damage, `row ${index + 1}`, changed(index, line), verdict);
    }
  }
  for (const [number, [damage, change]] of Object.entries(sameLines).entries()) {
    const line = change(lines[number] as string);
    const row = plainEvents.rows[number] as string[];
    yield jsonFile(damage, `row ${number + 1}`, changed(number, line, row), 'loads all');
  }
  for (const id of [
    '9007199254740993',
    '18446744073709551617',
    '-9223372036854775809',
    `1${'0'.repeat(40)}`,
  ]) {
    const [, ...rest] = plainEvents.rows[4] as string[];
    const line = set(lines[4] as string, 'user_id', id);
    yield jsonFile('number beyond 2^53', id, changed(4, line, [id, ...rest]), 'loads all');
  }
  yield* frames(lines);
}

function* frames(lines: readonly string[]): Generator<DamagedFile> {
  for (const end of ['\r\n', '\r']) {
    yield jsonFile('line ends', JSON.stringify(end), pieces(end), 'loads all');
  }
  const blank = pieces().flatMap((piece) => [piece, { bytes: Buffer.from('\n') }]);
  yield jsonFile('blank lines', '', blank, 'loads all');
  const array = Buffer.from(`[${lines.join(',\n')}]\n`);
  yield jsonFile('one array', '', [{ bytes: array }], 'refused');
  const pretty = Buffer.from(JSON.stringify(objects[0], null, 2));
  yield jsonFile('pretty-printed', '', [{ bytes: pretty }], 'refused');
  const [last] = pieces().splice(-1);
  const size = (last as Piece).bytes.length;
  for (let length = 1; length < size; length++) {
    const bytes = (last as Piece).bytes.subarray(0, length);
    const isWhole = length === size - 1;
    const cut = { ...(last as Piece), bytes, isDamaged: !isWhole };
    const parts = [...pieces().slice(0, -1), cut];
    yield jsonFile('last line cut', `byte ${length}`, parts, isWhole ? 'loads all' : 'rejects');
  }
}
