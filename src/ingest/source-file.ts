import { createHash } from 'node:crypto';
import {
  constants,
  createReadStream,
  createWriteStream,
  mkdirSync,
  openSync,
  rmSync,
  type Stats,
  symlinkSync,
} from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { Socket } from 'node:net';
import { join, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ExitCode, UserError } from '../errors.ts';
import { type Encoding, toUtf8 } from './encoding.ts';
import type { Progress } from './progress.ts';
import { isWithoutChecksum, packingOf, unpacked } from './unpack.ts';

/** An input ready to be read: a plain file, which may be an unpacked copy. */
export interface SourceFile {
  /** What the user called it. */
  readonly name: string;
  /** Where the unpacked bytes are. */
  readonly path: string;
  /** Of the input as given, packed or not. */
  readonly sha256: string;
  readonly bytes: number;
  /** How much there is to read, unpacked. */
  readonly readableBytes: number;
  /** Packed in a way that can't tell damage inside. */
  readonly isUnverified: boolean;
  /** The unpacked bytes. */
  chunks(): AsyncIterable<Buffer>;
  /** Removes the unpacked copy, if there is one. */
  remove(): void;
}

/** How inputs are made readable. */
export interface SourceOptions {
  readonly stdin: Readable;
  /** Where standard input and unpacked files are put. */
  readonly spoolFolder: string;
  readonly encoding: Encoding;
  readonly signal: AbortSignal;
  readonly progress: Progress;
}

/** Name of standard input on the command line. */
export const standardInput = '-';

/**
 * Makes an input readable from disk as plain UTF-8: standard input, packed files and those of other
 * encodings are written to the spool folder.
 * @throws UserError exit 1 when the input can't be read, 3 when it is damaged.
 */
export async function openSource(name: string, options: SourceOptions): Promise<SourceFile> {
  const spool = new Spool(options.spoolFolder);
  try {
    if (name === standardInput) {
      const path = await spooled(options.stdin, spool, options.signal);
      return await opened('standard input', path, spool, options);
    }
    const stats = await readableStats(name);
    const path = stats.isFile()
      ? name
      : await spooled(
          stats.isFIFO() ? pipeOf(name) : createReadStream(name),
          spool,
          options.signal,
        );
    return await opened(name, path, spool, options);
  } catch (error) {
    spool.remove();
    throw spool.failure(name, error);
  }
}

/** Files of this process that stand in for an input, all removed together. */
class Spool {
  static #count = 0;
  readonly #folder: string;
  readonly #paths: string[] = [];

  constructor(folder: string) {
    this.#folder = folder;
  }

  newPath(): string {
    mkdirSync(this.#folder, { recursive: true });
    Spool.#count += 1;
    const path = join(this.#folder, `input-${Spool.#count}`);
    this.#paths.push(path);
    return path;
  }

  remove(): void {
    for (const path of this.#paths) {
      rmSync(path, { force: true });
    }
  }

  /** What kept an input from being read or put here; every other error as it is. */
  failure(name: string, error: unknown): unknown {
    const { syscall, message, path } = error as NodeJS.ErrnoException;
    if (syscall === 'read' || (syscall === 'open' && path === name)) {
      return new UserError(
        ExitCode.failed,
        `can't read ${name === standardInput ? 'standard input' : name}: ${message}`,
        'nothing of it was loaded: check where it comes from, and who may read it',
        { cause: error },
      );
    }
    if (!['mkdir', 'open', 'write', 'symlink'].includes(syscall ?? '')) {
      return error;
    }
    return new UserError(
      ExitCode.failed,
      `can't copy ${name === standardInput ? 'standard input' : name} into ${this.#folder}: ${message}`,
      'make room there, or unpack it yourself; nothing of it was loaded',
      { cause: error },
    );
  }
}

async function opened(
  name: string,
  path: string,
  spool: Spool,
  { encoding, signal, progress }: SourceOptions,
): Promise<SourceFile> {
  const { sha256, bytes } = await digest(chunksOf(path, signal));
  const head = await headOf(path, 8);
  const packing = packingOf(head);
  const copied = async (chunks: AsyncIterable<Buffer>) => spooled(chunks, spool, signal);
  const unpackedPath =
    packing === undefined ? path : await copied(unpacked(name, path, packing, signal));
  const start = await headOf(unpackedPath, 4);
  if (start.length === 0) {
    throw new UserError(ExitCode.data, `${name}: the file is empty`, 'check what writes it');
  }
  const isText = start.toString('latin1') !== 'PAR1';
  const readable =
    encoding === 'utf-8' || !isText
      ? unpackedPath
      : await copied(toUtf8(name, chunksOf(unpackedPath, signal), encoding));
  const usable = readable === path ? plainlyNamed(path, spool) : readable;
  return {
    name,
    path: usable,
    sha256,
    bytes,
    readableBytes: (await stat(usable)).size,
    isUnverified: packing === 'zstd' && isWithoutChecksum(head),
    chunks: () => counted(chunksOf(usable, signal), progress),
    remove: () => spool.remove(),
  };
}

/** Writes bytes to a file of the spool. It is opened at once: what opens later may fail meanwhile. */
async function spooled(
  chunks: AsyncIterable<Buffer>,
  spool: Spool,
  signal: AbortSignal,
): Promise<string> {
  const target = spool.newPath();
  const file = createWriteStream(target, { fd: openSync(target, 'w') });
  await pipeline(chunks, file, { signal });
  return target;
}

/** The bytes of a file, as long as nobody says stop. */
function chunksOf(path: string, signal: AbortSignal): AsyncIterable<Buffer> {
  return createReadStream(path, { highWaterMark: 1 << 20, signal });
}

/** The engine takes some characters in a path for a pattern: such a file gets another name. */
function plainlyNamed(path: string, spool: Spool): string {
  if (!/[*?[\]{}]/.test(path)) {
    return path;
  }
  const link = spool.newPath();
  symlinkSync(resolve(path), link);
  return link;
}

/** A named pipe, opened so that waiting for who writes to it can be given up. */
function pipeOf(name: string): Readable {
  const fd = openSync(name, constants.O_RDONLY | constants.O_NONBLOCK);
  return new Socket({ fd, readable: true, writable: false });
}

async function readableStats(name: string): Promise<Stats> {
  const stats = await stat(name).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'ENOENT'
      ? new UserError(
          ExitCode.failed,
          `no such file: ${name}`,
          'check the path; a pattern that matches nothing is passed on as it is',
        )
      : new UserError(
          ExitCode.failed,
          `can't read ${name}: ${error.message}`,
          'check the path, and who may read what is in its directory',
        );
  });
  if (stats.isDirectory()) {
    throw new UserError(
      ExitCode.failed,
      `is a directory: ${name}`,
      `name the files in it: ${join(name, '*.csv')}`,
    );
  }
  return stats;
}

async function* counted(chunks: AsyncIterable<Buffer>, progress: Progress): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) {
    progress.read(chunk.length);
    yield chunk;
  }
}

async function digest(chunks: AsyncIterable<Buffer>): Promise<{ sha256: string; bytes: number }> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of chunks) {
    hash.update(chunk);
    bytes += chunk.length;
  }
  return { sha256: hash.digest('hex'), bytes };
}

/** The first bytes of a file. */
export async function headOf(path: string, length: number): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
