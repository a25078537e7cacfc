import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { ExitCode, UserError } from '../errors.ts';

/** An input ready to be read: a plain file, which may be an unpacked copy. */
export interface SourceFile {
  /** What the user called it. */
  readonly name: string;
  /** Where the unpacked bytes are. */
  readonly path: string;
  /** Of the input as given, packed or not. */
  readonly sha256: string;
  readonly bytes: number;
  /** Removes the unpacked copy, if there is one. */
  remove(): void;
}

/** Name of standard input on the command line. */
export const standardInput = '-';

/**
 * Makes an input readable from disk: standard input and packed files are written to `spoolFolder`.
 * @throws UserError exit 1 when the input can't be read, 3 when it is damaged.
 */
export async function openSource(
  name: string,
  stdin: Readable,
  spoolFolder: string,
): Promise<SourceFile> {
  const spool = new Spool(spoolFolder);
  try {
    if (name === standardInput) {
      const path = spool.newPath();
      await pipeline(stdin, createWriteStream(path));
      return await opened('standard input', path, spool);
    }
    await checkReadable(name);
    return await opened(name, name, spool);
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

  /** What kept an input from being put here; every other error as it is. */
  failure(name: string, error: unknown): unknown {
    const { syscall, message } = error as NodeJS.ErrnoException;
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

async function opened(name: string, path: string, spool: Spool): Promise<SourceFile> {
  const { sha256, bytes } = await digest(path);
  const head = await headOf(path, 4);
  if (bytes === 0) {
    throw emptyFile(name);
  }
  if (head.equals(zstdMagic)) {
    throw new UserError(
      ExitCode.data,
      `${name}: is packed with zstd, which can't be read yet`,
      `unpack it first: zstd -dc ${name} | ordstat ingest -`,
    );
  }
  const isPacked = head.subarray(0, 2).equals(gzipMagic);
  const readable = isPacked ? await unpacked(name, path, spool) : plainlyNamed(path, spool);
  return { name, path: readable, sha256, bytes, remove: () => spool.remove() };
}

const gzipMagic = Buffer.from('1f8b', 'hex');
const zstdMagic = Buffer.from('28b52ffd', 'hex');

async function unpacked(name: string, path: string, spool: Spool): Promise<string> {
  const target = spool.newPath();
  try {
    await pipeline(createReadStream(path), createGunzip(), createWriteStream(target));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).syscall !== undefined) {
      throw error;
    }
    throw new UserError(
      ExitCode.data,
      `${name}: damaged gzip: ${(error as Error).message}`,
      'nothing of it was loaded: fetch or write the file again',
      { cause: error },
    );
  }
  if ((await stat(target)).size === 0) {
    throw emptyFile(name);
  }
  return target;
}

function emptyFile(name: string): UserError {
  return new UserError(ExitCode.data, `${name}: the file is empty`, 'write it again');
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

async function checkReadable(name: string): Promise<void> {
  const stats = await stat(name).catch((error: NodeJS.ErrnoException) => {
    throw new UserError(
      ExitCode.failed,
      error.code === 'ENOENT' ? `no such file: ${name}` : `can't read ${name}: ${error.message}`,
      'check the path; a pattern that matches nothing is passed on as it is',
    );
  });
  if (stats.isDirectory()) {
    throw new UserError(
      ExitCode.failed,
      `is a directory: ${name}`,
      `name the files in it: ${join(name, '*.csv')}`,
    );
  }
}

async function digest(path: string): Promise<{ sha256: string; bytes: number }> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) {
    hash.update(chunk as Buffer);
    bytes += (chunk as Buffer).length;
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
