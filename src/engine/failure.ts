import { ExitCode, firstLine, UserError } from '../errors.ts';

/** What a failed statement was working on. */
export interface Setting {
  readonly path: string;
  readonly memoryLimit: string;
}

/**
 * What the machine did to the engine, in words that a person can act on: no memory, no room, a disk
 * that fails. Every other error of the engine is returned as it is.
 */
export function engineFailure(error: unknown, { path, memoryLimit }: Setting): unknown {
  const message = firstLine(error);
  const failed = (fact: string, hint: string) =>
    new UserError(ExitCode.failed, fact, hint, { cause: error });
  if (/No space left on device|File too large|Disk quota exceeded|max_temp_dir/i.test(message)) {
    return failed(
      `no room on the disk, working on ${path}: ${message}`,
      'make room and run it again: what was loaded before is unchanged',
    );
  }
  if (message.startsWith('Out of Memory Error')) {
    return failed(
      `not enough memory with --memory-limit ${memoryLimit}: ${message}`,
      'give more with --memory-limit, or ask for less at once; --threads 1 needs the least',
    );
  }
  if (/Corrupt database file|Could not read enough bytes|^Serialization Error/.test(message)) {
    return failed(
      `the database ${path} is damaged: ${message}`,
      'put a backup in its place, or load the files again into another one with --db',
    );
  }
  if (/^(IO|FATAL|TransactionContext) Error/i.test(message)) {
    return failed(
      `the engine failed, working on ${path}: ${message}`,
      'run it again: what was loaded before is unchanged; if it happens again, look at the disk',
    );
  }
  return error;
}

/**
 * Why a database file can't be opened.
 * @returns UserError exit 1; what is damaged, and what can be done without losing more.
 */
export function openingFailure(error: unknown, setting: Setting): UserError {
  const { path } = setting;
  const message = firstLine(error);
  const failed = (fact: string, hint: string) =>
    new UserError(ExitCode.failed, fact, hint, { cause: error });
  if (message.includes('WAL')) {
    return failed(
      `${path}.wal is damaged, or of another database: ${message}`,
      `it holds no more than loads that did not end: mv ${path}.wal ${path}.wal.bad, then load those files again`,
    );
  }
  if (/not a valid DuckDB database|Extension .* not found/.test(message)) {
    return failed(
      `not a database: ${path}`,
      'choose another file with --db; this one is unchanged',
    );
  }
  if (message.includes('older version of DuckDB') || message.includes('newer version of DuckDB')) {
    return failed(`can't read the database ${path}: ${message}`, 'upgrade ordstat');
  }
  if (/: (Permission denied|Read-only|No such file|Not a directory|Is a directory)/.test(message)) {
    return failed(
      `can't open the database ${path}: ${message}`,
      'check the path and its permissions, or choose another file with --db',
    );
  }
  const failure = engineFailure(error, setting);
  return failure instanceof UserError
    ? failure
    : failed(`can't open the database ${path}: ${message}`, 'choose another file with --db');
}
