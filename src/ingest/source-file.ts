import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, mkdirSync, rmSync } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { join } from 'node:path';
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
  const spool = (suffix: string) => {
    mkdirSync(spoolFolder, { recursive: true });
    return join(spoolFolder, `input-${process.pid}-${suffix}`);
  };
  if (name === standardInput) {
    const path = spool('stdin');
    await pipeline(stdin, createWriteStream(path));
    return unpacked('standard input', path, () => spool('unpacked'), true);
  }
  await checkReadable(name);
  return unpacked(name, name, () => spool('unpacked'), false);
}

async function unpacked(
  name: string,
  path: string,
  spool: () => string,
  isCopy: boolean,
): Promise<SourceFile> {
  const { sha256, bytes } = await digest(path);
  const head = await headOf(path, 4);
  const remove = () => isCopy && rmSync(path, { force: true });
  if (bytes === 0) {
    remove();
    throw new UserError(ExitCode.data, `${name}: the file is empty`, 'write it again');
  }
  if (head.readUInt32BE(0) === 0x28b52ffd) {
    remove();
    throw new UserError(
      ExitCode.data,
      `${name}: is packed with zstd, which can't be read yet`,
      `unpack it first: zstd -dc ${name} | ordstat ingest -`,
    );
  }
  if (head.readUInt16BE(0) !== 0x1f8b) {
    return { name, path, sha256, bytes, remove };
  }
  const target = spool();
  try {
    await pipeline(createReadStream(path), createGunzip(), createWriteStream(target));
  } catch (error) {
    rmSync(target, { force: true });
    throw new UserError(
      ExitCode.data,
      `${name}: damaged gzip: ${(error as Error).message}`,
      'nothing of it was loaded: fetch or write the file again',
      { cause: error },
    );
  } finally {
    remove();
  }
  return { name, path: target, sha256, bytes, remove: () => rmSync(target, { force: true }) };
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

/** The first bytes of a file, padded with zeros to at least four. */
export async function headOf(path: string, length: number): Promise<Buffer> {
  const file = await open(path);
  try {
    const buffer = Buffer.alloc(Math.max(length, 4));
    const { bytesRead } = await file.read(buffer, 0, length, 0);
    return buffer.subarray(0, Math.max(bytesRead, 4));
  } finally {
    await file.close();
  }
}
