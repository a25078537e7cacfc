import { existsSync, statSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ExitCode, UserError } from '../errors.ts';
import { sweepTemporaries, temporaryFile } from '../temporary.ts';

/**
 * Writes a file whole or not at all: `produce` fills the temporary path it is given, which is then
 * synced and renamed. `path` must be in the target's folder. A target that is not a regular file,
 * such as /dev/null, is written directly.
 * @throws UserError exit 1 when the folder or the file can't be written.
 */
export async function writeAtomically(
  target: string,
  produce: (path: string) => Promise<void>,
  path: string = temporaryFile(target),
): Promise<void> {
  const isDirect = existsSync(target) && !statSync(target).isFile();
  if (isDirect && statSync(target).isDirectory()) {
    throw new UserError(ExitCode.failed, `is a directory: ${target}`, 'give --out a file name');
  }
  try {
    await (isDirect ? produce(target) : writeAndRename(target, produce, path));
  } catch (error) {
    throw writeError(target, path, error);
  }
}

async function writeAndRename(
  target: string,
  produce: (path: string) => Promise<void>,
  path: string,
): Promise<void> {
  sweepTemporaries(dirname(target));
  try {
    await produce(path);
    const file = await open(path, 'r+');
    await file.sync();
    await file.close();
    await rename(path, target);
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
}

/** What failed before a byte was to be written says so itself. */
function writeError(target: string, path: string, error: unknown): unknown {
  const origin = error instanceof UserError ? error.cause : error;
  const message = String((origin as Error)?.message ?? origin).split('\n', 1)[0] as string;
  if (error instanceof UserError && !message.includes(path)) {
    return error;
  }
  return new UserError(
    ExitCode.failed,
    `can't write ${target}: ${message.replaceAll(path, target)}`,
    'check that the folder exists and has room; what was there before is unchanged',
    { cause: error },
  );
}
