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
  recordText,
  timedEvents,
  wholeFile,
  zones,
} from './base-files.ts';
import { type DamagedFile, disguised, type Piece, type Verdict } from './pieces.ts';

const bases = [plainEvents, quotedEvents, timedEvents, crLfEvents, pings, hours, zones];

/** Damage to a file as a whole: its header, its encoding, its line ends, its edges. */
export function* filesWithDamagedFrame(): Generator<DamagedFile> {
  for (const base of bases) {
    yield wholeFile(base, 'no damage');
    yield* headers(base);
    yield* encodings(base);
    yield* edges(base);
    yield* lineEnds(base);
  }
  for (const delimiter of [';', '\t', '|']) {
    yield wholeFile(delimitedBy(plainEvents, delimiter), 'no damage');
  }
  for (const index of crLfEvents.rows.keys()) {
    yield* brokenByLf(crLfEvents, index);
  }
}

function withHeader(base: Base, damage: string, header: string, verdict: Verdict): DamagedFile {
  const [, ...rest] = piecesOf(base);
  return fileOf(
    base,
    damage,
    '',
    [{ bytes: Buffer.from(header + base.lineEnd) }, ...rest],
    verdict,
  );
}

/** The same extra field in every line. */
function withColumn(base: Base, name: string, value: string): Base {
  return {
    ...base,
    header: [name, ...base.header],
    records: base.records.map((record) => [value, ...record]),
  };
}

function withoutColumn(base: Base, index: number): Base {
  const cut = (fields: readonly string[]) => fields.filter((_, at) => at !== index);
  return { ...base, header: cut(base.header), records: base.records.map(cut) };
}

function* headers(base: Base): Generator<DamagedFile> {
  const named = base.header.join(base.delimiter);
  const [first = '', second = ''] = base.header;
  const required = base.kind === 'events' ? 3 : base.header.length;
  for (let index = 0; index < required; index++) {
    const lacking = withoutColumn(base, index);
    yield fileOf(
      lacking,
      'column missing',
      base.header[index] as string,
      piecesOf(lacking),
      'refused',
    );
    const bad = base.header
      .map((name, at) => (at === index ? `${name}x` : name))
      .join(base.delimiter);
    yield withHeader(base, `column ${index + 1} misspelt`, bad, 'refused');
  }
  for (const twin of [first, first.toUpperCase(), ` ${first} `, second]) {
    const doubled = withColumn(base, twin, 'x');
    yield fileOf(doubled, 'two headers of one name', twin, piecesOf(doubled), 'refused');
  }
  const wider = withColumn(base, 'note', 'x');
  yield fileOf(wider, 'extra column', '', piecesOf(wider), 'loads all');
  yield fileOf(base, 'no header', '', piecesOf(base).slice(1), 'refused');
  yield withHeader(base, 'unclosed quote in the header', `"${named}`, 'refused');
  yield withHeader(
    base,
    'header with spaces and capitals',
    ` ${named.toUpperCase()} `,
    'loads all',
  );
  yield withHeader(
    base,
    'quoted header',
    `"${base.header.join(`"${base.delimiter}"`)}"`,
    'loads all',
  );
  yield withHeader(base, 'header with a NUL byte', named.replace('t', '\0'), 'refused');
  const [, ...rest] = piecesOf(base).map((piece) => ({ ...piece, isDamaged: true }));
  const longer = { bytes: Buffer.from(named + base.delimiter + base.lineEnd) };
  yield fileOf(base, 'header too long by an empty field', '', [longer, ...rest], 'rejects');
}

function* encodings(base: Base): Generator<DamagedFile> {
  const whole = wholeFile(base);
  const text = whole.bytes.toString('utf8');
  const swapped = (bytes: Buffer) => Buffer.from(bytes).swap16();
  const encoded: [name: string, bytes: Buffer][] = [
    ['UTF-16 LE', Buffer.from(text, 'utf16le')],
    ['UTF-16 BE', swapped(Buffer.from(text, 'utf16le'))],
    ['UTF-16 LE with a mark', Buffer.from(`\uFEFF${text}`, 'utf16le')],
    ['UTF-16 BE with a mark', swapped(Buffer.from(`\uFEFF${text}`, 'utf16le'))],
    [
      'UTF-32 LE',
      Buffer.concat([...text].map((char) => Buffer.from([char.charCodeAt(0), 0, 0, 0]))),
    ],
  ];
  for (const [damage, bytes] of encoded) {
    yield disguised(whole, { damage, name: base.name, bytes, verdict: 'refused' });
  }
  const marked = [{ bytes: Buffer.from('\uFEFF') }, ...piecesOf(base)];
  yield fileOf(base, 'UTF-8 with a mark', '', marked, 'loads all');
  const twice = [{ bytes: Buffer.from('\uFEFF\uFEFF') }, ...piecesOf(base)];
  yield fileOf(base, 'two marks', '', twice, 'refused or all');
}

const junk = (text: string, base: Base): Piece => ({
  bytes: Buffer.from(text + base.lineEnd),
  isDamaged: true,
});

function* edges(base: Base): Generator<DamagedFile> {
  const preamble = ['Report of 2024-10-15', '', `a${base.delimiter}b`];
  for (let lines = 1; lines <= preamble.length; lines++) {
    const before = preamble.slice(0, lines).map((line) => junk(line, base));
    const pieces = [...before, ...piecesOf(base)];
    yield fileOf(base, 'lines before the header', String(lines), pieces, 'refused');
  }
  yield fileOf(
    base,
    'blank line before the header',
    '',
    [junk('', base), ...piecesOf(base)],
    'refused or all',
  );
  const empty = base.delimiter.repeat(base.header.length - 2);
  for (const footer of [
    '(20 rows)',
    'Total',
    `Total${base.delimiter}20${empty}`,
    `Total: 20${empty}`,
  ]) {
    const pieces = [...piecesOf(base), junk('', base), junk(footer, base)];
    yield fileOf(base, 'footer', footer, pieces);
  }
  for (const [damage, end] of [
    ['DOS end of file', '\x1a'],
    ['NUL padding', '\0'.repeat(512)],
    ['NUL lines', '\0\n\0\n'],
  ] as const) {
    yield fileOf(base, damage, '', [...piecesOf(base), junk(end, base)]);
  }
  const blank = piecesOf(base).flatMap((piece) => [piece, { bytes: Buffer.from(base.lineEnd) }]);
  yield fileOf(base, 'blank lines between', '', blank, 'loads all');
  const end = [...piecesOf(base), { bytes: Buffer.from(base.lineEnd.repeat(3)) }];
  yield fileOf(base, 'blank lines at the end', '', end, 'loads all');
}

/** All line ends of one kind, then of kinds mixed; those inside quotes stay. */
function* lineEnds(base: Base): Generator<DamagedFile> {
  const ended = (end: (index: number) => string) =>
    [base.header.join(base.delimiter), ...base.rows.map((_, index) => recordText(base, index))].map(
      (text, index): Piece => ({
        bytes: Buffer.from(text + end(index)),
        ...(index > 0 && { row: base.rows[index - 1] as string[] }),
      }),
    );
  const ends = ['\n', '\r\n', '\r'];
  for (const end of ends) {
    yield fileOf(
      base,
      'line ends',
      JSON.stringify(end),
      ended(() => end),
      'loads all',
    );
  }
  yield fileOf(
    base,
    'mixed line ends',
    '',
    ended((index) => ends[index % 3] as string),
    'loads all',
  );
  for (let odd = 1; odd <= base.rows.length; odd += 5) {
    for (const end of ends.slice(base.lineEnd === '\n' ? 1 : 2)) {
      const pieces = ended((index) => (index === odd ? end : base.lineEnd));
      yield fileOf(
        base,
        'one line end of another kind',
        `row ${odd} ${JSON.stringify(end)}`,
        pieces,
        'loads all',
      );
    }
  }
}

/** A row of a CRLF file with an LF at one place after the other. */
function* brokenByLf(base: Base, index: number): Generator<DamagedFile> {
  const text = recordText(base, index);
  for (let at = index % 8; at < text.length; at += 8) {
    const broken = `${text.slice(0, at)}\n${text.slice(at)}${base.lineEnd}`;
    const isWhole = at === 0;
    const pieces = piecesOf(base).map((piece, number) =>
      number === index + 1 ? { ...piece, bytes: Buffer.from(broken), isDamaged: !isWhole } : piece,
    );
    yield fileOf(base, 'LF in a CRLF row', `row ${index + 1} byte ${at}`, pieces);
  }
}
