import { readFileSync, statSync } from 'node:fs';
import { ExitCode, firstLine, UserError } from '../errors.ts';
import { placeOfError } from '../json-place.ts';
import { didYouMean } from '../suggest.ts';
import { checkMeaning } from './check-meaning.ts';
import { checkSchema } from './check-schema.ts';
import type { Lifecycle } from './lifecycle.ts';
import { type LifecycleFile, lifecycleOf } from './lifecycle-file.ts';
import { refuseViolations } from './violation.ts';

/** The lifecycles that come with ordstat, by name. */
export const shippedLifecycles: readonly string[] = ['saga', 'simple', 'marketplace'];

const largestBytes = 1_000_000;

/**
 * The lifecycle of a name of shippedLifecycles, or of a file; `option` is where the user named it.
 * @throws UserError exit 1 for a file that can't be read, 2 for what is no JSON.
 * @throws Failures exit 2 for a file that is not sound: everything that is wrong with it.
 */
export async function readLifecycle(option: string, nameOrPath: string): Promise<Lifecycle> {
  if (shippedLifecycles.includes(nameOrPath)) {
    // A test checks them, so that a run need not.
    const file = new URL(`../../lifecycles/${nameOrPath}.json`, import.meta.url);
    return lifecycleOf(JSON.parse(readFileSync(file, 'utf8')) as LifecycleFile);
  }
  const value = jsonOf(textOf(bytesOf(option, nameOrPath), nameOrPath), nameOrPath);
  refuseViolations(nameOrPath, await checkSchema(value));
  refuseViolations(nameOrPath, checkMeaning(value as LifecycleFile));
  return lifecycleOf(value as LifecycleFile);
}

function bytesOf(option: string, path: string): Buffer {
  let size: number;
  try {
    size = statSync(path).size;
    if (size <= largestBytes) {
      return readFileSync(path);
    }
  } catch (error) {
    throw unreadable(option, path, error);
  }
  throw new UserError(
    ExitCode.usage,
    `${option}: too big for a lifecycle file: ${path}: ${size} bytes`,
    `name a JSON file of at most ${largestBytes} bytes, or one of: ${shippedLifecycles.join(', ')}`,
  );
}

function unreadable(option: string, path: string, cause: unknown): UserError {
  const { code } = cause as NodeJS.ErrnoException;
  const remedy = `name a JSON file, or one of: ${shippedLifecycles.join(', ')}`;
  if (code !== 'ENOENT') {
    const fact = code ?? firstLine(cause);
    return new UserError(ExitCode.failed, `${option}: can't be read: ${path}: ${fact}`, remedy, {
      cause,
    });
  }
  return /^[^./\\]*$/.test(path)
    ? new UserError(
        ExitCode.usage,
        `${option}: no such lifecycle: ${path}`,
        didYouMean(path, shippedLifecycles) + remedy,
        { cause },
      )
    : new UserError(ExitCode.failed, `${option}: no such file: ${path}`, remedy, { cause });
}

function textOf(bytes: Buffer, path: string): string {
  try {
    // Drops a byte order mark.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new UserError(ExitCode.usage, `${path}: not UTF-8`, 'save the file as UTF-8', { cause });
  }
}

function jsonOf(text: string, path: string): object {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return value;
    }
  } catch {
    // Node's message has no place before version 22; both failures get ours.
  }
  throw new UserError(
    ExitCode.usage,
    `${path}:${placeOfError(text)}: not a JSON object`,
    'write {"name": "mine", "statuses": [{"name": "NEW", "initial": true}]}, for instance; ' +
      'JSON has no comments, and no comma after the last of a list',
  );
}
