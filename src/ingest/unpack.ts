import { closeSync, createReadStream, openSync, readSync } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { ExitCode, UserError } from '../errors.ts';

export type Packing = 'gzip' | 'zstd';

const gzipMagic = Buffer.from('1f8b', 'hex');
const zstdMagic = 0xfd2fb528;
/** A skippable frame begins with one of sixteen numbers. RFC 8878, 3.1.2. */
const skippableMagic = 0x184d2a50;

/** How a file is packed, by its first bytes whatever its name. */
export function packingOf(head: Buffer): Packing | undefined {
  if (head.subarray(0, 2).equals(gzipMagic)) {
    return 'gzip';
  }
  const magic = head.length < 4 ? 0 : head.readUInt32LE(0);
  return magic === zstdMagic || (magic & ~0xf) === skippableMagic ? 'zstd' : undefined;
}

/** Whether a zstd file begins with a frame that can't tell damage inside. RFC 8878, 3.1.1.1.1. */
export function isWithoutChecksum(head: Buffer): boolean {
  return head.length > 4 && head.readUInt32LE(0) === zstdMagic && (head.readUInt8(4) & 4) === 0;
}

/**
 * The unpacked bytes of a file.
 * @throws UserError exit 3 when it is cut off, damaged, or goes on after its end.
 */
export async function* unpacked(
  name: string,
  path: string,
  packing: Packing,
  signal: AbortSignal,
): AsyncGenerator<Buffer> {
  try {
    yield* packing === 'gzip' ? gunzipped(path, signal) : unzstd(path);
  } catch (error) {
    if (signal.aborted) {
      throw error;
    }
    throw new UserError(
      ExitCode.data,
      `${name}: damaged ${packing}: ${(error as Error).message}`,
      'nothing of it was loaded: fetch or write the file again',
      { cause: error },
    );
  }
}

/** All members of a gzip file; zeros may follow them, as tapes leave them, but nothing else. */
async function* gunzipped(path: string, signal: AbortSignal): AsyncGenerator<Buffer> {
  const gunzip = createGunzip();
  const packed = createReadStream(path, { signal });
  packed.on('error', (error) => gunzip.destroy(error));
  for await (const chunk of packed.pipe(gunzip)) {
    yield chunk as Buffer;
  }
  for await (const chunk of createReadStream(path, { start: gunzip.bytesWritten, signal })) {
    if ((chunk as Buffer).some((byte) => byte !== 0)) {
      throw new Error('something else follows the packed data');
    }
  }
}

/** The decoder yields nothing for ever where it can't go on. */
const mostEmptyPieces = 10_000;

/** All frames of a zstd file; the decoder checks their ends and checksums. */
async function* unzstd(path: string): AsyncGenerator<Buffer> {
  const { ZSTDDecoder } = await import('zstddec/stream');
  const decoder = new ZSTDDecoder();
  await decoder.init();
  let emptyPieces = 0;
  for (const piece of decoder.decodeStreaming(chunksOf(path))) {
    emptyPieces = piece.length === 0 ? emptyPieces + 1 : 0;
    if (emptyPieces > mostEmptyPieces) {
      throw new Error('the data is corrupt');
    }
    yield Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
  }
}

const chunkLength = 1 << 16;

function* chunksOf(path: string): Generator<Uint8Array> {
  const file = openSync(path, 'r');
  try {
    for (;;) {
      const chunk = Buffer.alloc(chunkLength);
      const length = readSync(file, chunk);
      if (length === 0) {
        return;
      }
      yield chunk.subarray(0, length);
    }
  } finally {
    closeSync(file);
  }
}
