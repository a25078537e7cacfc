import { readFileSync } from 'node:fs';
import { ExitCode, UserError } from '../errors.ts';
import { placeOfError } from '../json-place.ts';
import { didYouMean } from '../suggest.ts';

export type ConfigValue = string | number | boolean;

/**
 * The entries of a configuration file; none without the file. `shown` is its name in errors.
 * @throws UserError exit 2 for what is no flat JSON object of these keys, 1 for an unreadable file.
 */
export function readConfigFile(
  path: string,
  shown: string,
  keys: readonly string[],
): [key: string, value: ConfigValue][] {
  const text = textOf(path, shown);
  return text === undefined
    ? []
    : Object.entries(objectOf(text, shown)).map(([key, value]) => {
        checkEntry(shown, keys, key, value);
        return [key, value as ConfigValue];
      });
}

function textOf(path: string, shown: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      return undefined;
    }
    throw new UserError(
      ExitCode.failed,
      `${shown}: can't be read: ${code}`,
      'make it a readable file, or remove it',
      { cause: error },
    );
  }
}

function objectOf(text: string, shown: string): object {
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
    `${shown}:${placeOfError(text)}: not a JSON object of settings`,
    'write an object such as {"db": "ops.duckdb", "lock-timeout": "60s"}',
  );
}

function checkEntry(shown: string, keys: readonly string[], key: string, found: unknown): void {
  if (!keys.includes(key)) {
    throw new UserError(
      ExitCode.usage,
      `${shown}: unknown key: ${key}`,
      `${didYouMean(key, keys)}keys: ${keys.join(', ')}`,
    );
  }
  if (!['string', 'number', 'boolean'].includes(typeof found)) {
    throw new UserError(
      ExitCode.usage,
      `${shown}: ${key}: not a value: ${JSON.stringify(found)}`,
      'give a string, a number, true or false',
    );
  }
}
