import { ExitCode, UserError } from '../errors.ts';

/** Encodings of text files that `--encoding` names; without it a file is UTF-8. */
export const encodings = [
  'utf-8',
  'utf-16',
  'utf-16le',
  'utf-16be',
  'latin1',
  'windows-1252',
] as const;

export type Encoding = (typeof encodings)[number];

/** A byte that is never part of UTF-8: a line with it is rejected as not UTF-8. */
const notText = Buffer.from([0xff]);

/**
 * Text of another encoding as UTF-8. What is no text in that encoding becomes a byte that is none
 * in UTF-8 either, so that its line, and no other, is rejected.
 * @throws UserError exit 3 for utf-16 that does not tell its byte order.
 */
export async function* toUtf8(
  name: string,
  chunks: AsyncIterable<Buffer>,
  encoding: Exclude<Encoding, 'utf-8'>,
): AsyncGenerator<Buffer> {
  if (!encoding.startsWith('utf-16')) {
    const decoder = new TextDecoder(encoding);
    const decode = (chunk: Buffer) =>
      encoding === 'latin1' ? chunk.toString('latin1') : decoder.decode(chunk, { stream: true });
    for await (const chunk of chunks) {
      // Latin-1 has no characters there, and windows-1252 has none for five bytes.
      yield encoded(decode(chunk), /[\x80-\x9f]/g);
    }
    return;
  }
  yield* fromUtf16(name, chunks, encoding as `utf-16${string}`);
}

const loneSurrogate = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

async function* fromUtf16(
  name: string,
  chunks: AsyncIterable<Buffer>,
  encoding: string,
): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0);
  let isBigEndian: boolean | undefined;
  for await (const chunk of chunks) {
    const bytes = Buffer.concat([rest, chunk]);
    if (bytes.length < 2) {
      rest = bytes;
      continue;
    }
    isBigEndian ??= encoding === 'utf-16' ? isHighByteFirst(name, bytes) : encoding === 'utf-16be';
    const units = bytes.subarray(0, bytes.length & ~1);
    const text = (isBigEndian ? Buffer.from(units).swap16() : units).toString('utf16le');
    const isPairOpen = /[\ud800-\udbff]$/.test(text);
    rest = Buffer.from(bytes.subarray(units.length - (isPairOpen ? 2 : 0)));
    yield encoded(isPairOpen ? text.slice(0, -1) : text, loneSurrogate);
  }
  if (rest.length > 0) {
    yield notText;
  }
}

/** By the byte order mark, or by where the zero is in the first letter of the header. */
function isHighByteFirst(name: string, bytes: Buffer): boolean {
  const [first, second] = bytes as unknown as [number, number];
  if ((first === 0xfe && second === 0xff) || (first === 0 && second !== 0)) {
    return true;
  }
  if ((first === 0xff && second === 0xfe) || (first !== 0 && second === 0)) {
    return false;
  }
  throw new UserError(
    ExitCode.data,
    `${name}:1: does not begin as UTF-16 does`,
    'leave --encoding out, or say --encoding utf-16le or utf-16be',
  );
}

function encoded(text: string, invalid: RegExp): Buffer {
  const parts = text.split(invalid);
  return parts.length === 1
    ? Buffer.from(text)
    : Buffer.concat(
        parts.flatMap((part, index) =>
          index === 0 ? [Buffer.from(part)] : [notText, Buffer.from(part)],
        ),
      );
}
