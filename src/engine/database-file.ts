import { type FileHandle, open } from 'node:fs/promises';
import { checksumHolds, isOneByteOff } from './block-checksum.ts';

/** What the bytes of a database file say. */
export interface FileFindings {
  readonly bytes: number;
  /** Whole blocks in the file. */
  readonly blocks: number;
  /** Each place that is not what was written, in the order of the file. */
  readonly damage: readonly string[];
  /** Blocks that hold nothing and were not written to their end. */
  readonly unfinished: number;
}

/** Where the file's header in force says that things are. */
interface Layout {
  readonly blockBytes: number;
  readonly blockCount: number;
  /** Blocks below the count that hold nothing. */
  readonly free: ReadonlySet<number>;
}

const headerBytes = 4096;
const headerCount = 3;
const bodyStart = headerCount * headerBytes;
const defaultBlockBytes = 262_144;

/**
 * Compares every byte of a DuckDB file with the checksums in it. The engine does so only for what it
 * reads. Layout: SingleFileBlockManager in DuckDB's src/storage/single_file_block_manager.cpp: a main
 * header, two headers of which the one with the higher count of checkpoints is in force, then blocks.
 *
 * A load that is killed leaves blocks behind that hold nothing, the last of them half written: those
 * are free, or beyond the blocks that the header counts. The engine may also have cut free blocks off
 * the end after it wrote the header that counts them.
 *
 * The engine's lock goes when the file is closed here: only the last look at a database may be this.
 */
export async function examineDatabaseFile(
  path: string,
  signal: AbortSignal,
): Promise<FileFindings> {
  const file = await open(path);
  try {
    const { size: bytes } = await file.stat();
    const { layout, damage } = await examineHeaders(file);
    if (layout === undefined) {
      return { bytes, blocks: 0, damage, unfinished: 0 };
    }
    const blocks = Math.max(0, Math.floor((bytes - bodyStart) / layout.blockBytes));
    let unfinished = 0;
    for (let number = 0; number < blocks; number += 1) {
      signal.throwIfAborted();
      const block = await blockOf(file, layout, number);
      if (checksumHolds(block)) {
        continue;
      }
      if (isInUse(layout, number) || isOneByteOff(block)) {
        damage.push(`block ${number + 1}`);
      } else if (block.some((byte) => byte !== 0)) {
        unfinished += 1;
      }
    }
    if (isCutOff(layout, bytes, blocks)) {
      damage.push(`cut off after ${bytes} bytes`);
    }
    return { bytes, blocks, damage, unfinished };
  } finally {
    await file.close();
  }
}

async function examineHeaders(
  file: FileHandle,
): Promise<{ layout: Layout | undefined; damage: string[] }> {
  const headers: Buffer[] = [];
  for (let number = 0; number < headerCount; number += 1) {
    headers.push(await bytesAt(file, number * headerBytes, headerBytes));
  }
  const damage = headers.flatMap((header, index) =>
    checksumHolds(header) ? [] : [`header ${index + 1}`],
  );
  const sound = headers.slice(1).filter(checksumHolds);
  if (sound.length === 0) {
    return { layout: undefined, damage };
  }
  const inForce = sound.reduce((one, other) =>
    numberAt(one, 8) > numberAt(other, 8) ? one : other,
  );
  const layout = {
    blockBytes: numberAt(inForce, 40) || defaultBlockBytes,
    blockCount: numberAt(inForce, 32),
    free: new Set<number>(),
  };
  return {
    layout: { ...layout, free: await freeBlocks(file, layout, inForce.readBigUInt64LE(24)) },
    damage,
  };
}

const noPointer = 0xffff_ffff_ffff_ffffn;
const pieces = 64;

/**
 * The list of free blocks: a count, then numbers of blocks, in pieces of metadata blocks, each of
 * which begins with a pointer to the next (MetadataManager and LoadFreeList of DuckDB). A pointer is
 * a block's number and, in its highest byte, which of the block's 64 pieces.
 */
async function freeBlocks(file: FileHandle, layout: Layout, first: bigint): Promise<Set<number>> {
  const free = new Set<number>();
  const pieceBytes = 8 * Math.floor((layout.blockBytes - 8) / pieces / 8);
  let left: number | undefined;
  for (let pointer = first; pointer !== noPointer && left !== 0; ) {
    const block = await blockOf(file, layout, Number(pointer & 0xff_ffff_ffff_ffffn));
    if (!checksumHolds(block)) {
      return new Set();
    }
    const start = 8 + Number(pointer >> 56n) * pieceBytes;
    let offset = start + 8;
    if (left === undefined) {
      left = numberAt(block, offset);
      offset += 8;
    }
    for (; left > 0 && offset < start + pieceBytes; offset += 8, left -= 1) {
      free.add(numberAt(block, offset));
    }
    pointer = block.readBigUInt64LE(start);
  }
  return free;
}

function isInUse(layout: Layout, number: number): boolean {
  return number < layout.blockCount && !layout.free.has(number);
}

function isCutOff(layout: Layout, bytes: number, blocks: number): boolean {
  const isWhole = bytes === bodyStart + blocks * layout.blockBytes;
  if (bytes < bodyStart || (!isWhole && blocks < layout.blockCount)) {
    return true;
  }
  for (let number = blocks; number < layout.blockCount; number += 1) {
    if (!layout.free.has(number)) {
      return true;
    }
  }
  return false;
}

function blockOf(file: FileHandle, layout: Layout, number: number): Promise<Buffer> {
  return bytesAt(file, bodyStart + number * layout.blockBytes, layout.blockBytes);
}

/** What lies beyond the end of the file is read as zeros. */
async function bytesAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  await file.read(buffer, 0, length, position);
  return buffer;
}

function numberAt(buffer: Buffer, offset: number): number {
  return Number(buffer.readBigUInt64LE(offset));
}
