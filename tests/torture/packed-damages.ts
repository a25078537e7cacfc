import { gunzipSync, gzipSync } from 'node:zlib';
import { seededRandom } from '../../bench/random.ts';
import { type Base, piecesOf, plainEvents, wholeFile } from './base-files.ts';
import { type DamagedFile, damagedFile, disguised, type Verdict } from './pieces.ts';

/** Cuts and flips go through a file in steps of this share of its length. */
const cutShare = 0.05;
const flipShare = 0.03;

const random = seededRandom(7, 'filler');
const filler = () =>
  Buffer.from(Array.from({ length: 6000 }, () => random.below(256))).toString('base64');

/** Events with a column of noise, so that packing leaves more than one buffer full. */
const wideEvents: Base = {
  ...plainEvents,
  name: 'wide events',
  header: ['noise', ...plainEvents.header],
  records: plainEvents.records.map((record) => [filler(), ...record]),
};

export const withBitFlipped = (bytes: Buffer, at: number, bit: number) => {
  const flipped = Buffer.from(bytes);
  flipped[at] = (flipped[at] as number) ^ (1 << bit);
  return flipped;
};

/** Offsets a share of the length apart, with the first and last bytes always among them. */
export function offsets(length: number, share: number): number[] {
  const steps = Math.ceil(1 / share);
  const inside = Array.from({ length: steps }, (_, step) => Math.floor((length * step) / steps));
  const edges = [0, 1, 2, 3, 4, 9, 10, length - 9, length - 8, length - 5, length - 4, length - 1];
  return [...new Set([...inside, ...edges])].filter((at) => at < length).sort((a, b) => a - b);
}

/** The ways in which any packed file gets damaged. */
export function* packedDamages(
  whole: DamagedFile,
  packed: Buffer,
  format: string,
  whenFlipped: Verdict,
): Generator<DamagedFile> {
  const fileName = `input.csv.${format}`;
  const made = (damage: string, place: string, bytes: Buffer, verdict: Verdict) =>
    disguised(whole, {
      damage: `${format}: ${damage}`,
      name: `${whole.name} ${place}`,
      bytes,
      verdict,
      fileName,
    });
  for (const length of offsets(packed.length, cutShare).filter((at) => at > 0)) {
    yield made('truncated', `byte ${length}`, packed.subarray(0, length), 'refused');
  }
  for (const at of offsets(packed.length, flipShare)) {
    const bytes = withBitFlipped(packed, at, at % 8);
    yield made('bit flipped', `byte ${at}`, bytes, whenFlipped);
  }
  yield made(
    'garbage after it',
    'text',
    Buffer.concat([packed, Buffer.from('garbage')]),
    'refused',
  );
  yield made('garbage after it', 'one byte', Buffer.concat([packed, Buffer.from('x')]), 'refused');
  const hidden = Buffer.concat([packed, Buffer.alloc(3), Buffer.from('garbage')]);
  yield made('garbage after it', 'behind NULs', hidden, 'refused');
  yield made('NUL padding', '', Buffer.concat([packed, Buffer.alloc(512)]), 'refused or all');
  yield made('bytes before it', '', Buffer.concat([Buffer.from('\n'), packed]), 'refused');
  for (const at of offsets(packed.length, 0.2)) {
    const bytes = Buffer.concat([packed.subarray(0, at), packed.subarray(at + 1)]);
    yield made('byte lost', `byte ${at}`, bytes, 'refused');
  }
}

/** gzip that is cut, flipped, followed by what is none, or misnamed. */
export function* damagedGzip(): Generator<DamagedFile> {
  for (const base of [plainEvents, wideEvents]) {
    const whole = wholeFile(base);
    const packed = gzipSync(whole.bytes);
    const made = (
      damage: string,
      name: string,
      bytes: Buffer,
      verdict: Verdict,
      fileName = 'input.csv.gz',
    ) =>
      disguised(whole, {
        damage: `gz: ${damage}`,
        name: `${base.name} ${name}`,
        bytes,
        verdict,
        fileName,
      });
    yield made('whole', '', packed, 'loads all');
    yield made('misnamed', 'packed .csv', packed, 'loads all', 'input.csv');
    yield made('misnamed', 'plain .gz', whole.bytes, 'loads all');
    yield* packedDamages(whole, packed, 'gz', 'refused or all');
    const half = Math.floor(whole.bytes.length / 2);
    const [first, second] = [whole.bytes.subarray(0, half), whole.bytes.subarray(half)].map(
      (part) => gzipSync(part),
    ) as [Buffer, Buffer];
    yield made('two members', '', Buffer.concat([first, second]), 'loads all');
    yield made(
      'two members',
      'and an empty one',
      Buffer.concat([first, gzipSync(''), second]),
      'loads all',
    );
    for (const at of offsets(second.length, cutShare).filter((offset) => offset > 0)) {
      const bytes = Buffer.concat([first, second.subarray(0, at)]);
      yield made('second member cut', `byte ${at}`, bytes, 'refused');
    }
    for (const at of [0, 1, 2]) {
      for (let bit = 0; bit < 8; bit++) {
        const bytes = Buffer.concat([first, withBitFlipped(second, at, bit)]);
        yield made('second member without its magic', `byte ${at} bit ${bit}`, bytes, 'refused');
      }
    }
    for (const zeros of [1, 2, 10]) {
      const blank = Buffer.concat([first, Buffer.alloc(zeros), second.subarray(zeros)]);
      yield made('second member begins with NULs', String(zeros), blank, 'refused');
      const padded = Buffer.concat([first, Buffer.alloc(zeros), second]);
      yield made('NULs between two members', String(zeros), padded, 'refused or all');
    }
    yield made('packed twice', '', gzipSync(packed), 'refused or all');
  }
  yield* membersOnBufferEnds();
}

/** Members that end where a reader's buffer does, or just about there. */
function* membersOnBufferEnds(): Generator<DamagedFile> {
  const pieces = piecesOf(wideEvents);
  const whole = wholeFile(wideEvents);
  const tail = gzipSync(Buffer.concat(pieces.slice(8).map((piece) => piece.bytes)));
  const head = gzipSync(Buffer.concat(pieces.slice(0, 8).map((piece) => piece.bytes)), {
    level: 0,
  });
  for (const length of [65_535, 65_536, 65_537, 131_072]) {
    const padded = withComment(head, length);
    if (gunzipSync(padded).length === 0) {
      throw new Error('a comment in the header changes nothing');
    }
    for (const [name, bytes, verdict] of [
      ['whole', tail, 'loads all'],
      ['cut', tail.subarray(0, -1), 'refused'],
      ['begun', tail.subarray(0, 1), 'refused'],
      ['NUL first', Buffer.concat([Buffer.alloc(1), tail.subarray(1)]), 'refused'],
    ] as const) {
      yield damagedOnEnd(
        whole,
        `second member ${name}, first of ${length}`,
        Buffer.concat([padded, bytes]),
        verdict,
      );
    }
  }
}

const damagedOnEnd = (whole: DamagedFile, name: string, bytes: Buffer, verdict: Verdict) =>
  disguised(whole, {
    damage: 'gz: member ends with a buffer',
    name,
    bytes,
    verdict,
    fileName: 'input.csv.gz',
  });

/** The same gzip member with a comment in its header that makes it this long, by RFC 1952. */
function withComment(member: Buffer, length: number): Buffer {
  const header = Buffer.from(member.subarray(0, 10));
  header[3] = 0x10;
  const comment = Buffer.alloc(Math.max(length - member.length, 1), 'x');
  comment[comment.length - 1] = 0;
  return Buffer.concat([header, comment, member.subarray(10)]);
}

/** Plain CSV that begins as something else. */
export function* otherFiles(): Generator<DamagedFile> {
  const about = {
    damage: 'another kind of file',
    kind: 'events',
    fileName: 'input.csv',
    verdict: 'refused',
  } as const;
  const starts = {
    zip: 'PK\x03\x04',
    pdf: '%PDF-1.7\n',
    'web page': '<!doctype html>\n',
    bzip2: 'BZh91AY',
    xz: '\xfd7zXZ\0',
    empty: '',
  };
  const text = wholeFile(plainEvents).bytes;
  for (const [name, start] of Object.entries(starts)) {
    const bytes = Buffer.concat([
      Buffer.from(start, 'latin1'),
      name === 'empty' ? Buffer.alloc(0) : text,
    ]);
    yield damagedFile({ ...about, name }, [{ bytes }]);
  }
}
