import { existsSync, rmSync } from 'node:fs';
import { databaseFiles, realPath } from '../engine/database-path.ts';
import { ExitCode, UserError } from '../errors.ts';

/** Keeps a user's query from what the engine would let it do. */
interface SqlGuard {
  /** Told the kind of each statement before it runs. */
  readonly check: (kind: string) => void;
  /** Removes what a query wrote beside the database, where the engine would take it for its own. */
  readonly clear: () => void;
}

/**
 * The engine counts the database and its log among the files that statements may write, even where
 * it is open for reading only. So a query may write nothing without `--allow-file`, and with it
 * only in ways that leave what exists to the engine's own check. To be made while the database is
 * open: then nobody else has a log beside it.
 * @throws UserError exit 2 for files of the database among those allowed.
 */
export function sqlGuard(query: string, database: string, files: readonly string[]): SqlGuard {
  const own = databaseFiles(database);
  const allowed = files.find((file) => own.includes(realPath(file)));
  if (allowed !== undefined) {
    throw new UserError(
      ExitCode.usage,
      `--allow-file: this belongs to the database: ${allowed}`,
      'its tables can be read without it, and written with ordstat ingest only',
    );
  }
  const absent = own.filter((file) => !existsSync(file));
  let hasResult = false;
  return {
    check: (kind) => {
      if (hasResult) {
        throw new UserError(
          ExitCode.usage,
          'sql: more than one query, of which only the last would be printed',
          'run them one by one',
        );
      }
      checkKind(kind, query, files.length > 0);
      hasResult = kind === 'SELECT' || kind === 'EXPLAIN';
    },
    clear: () => {
      for (const file of absent) {
        rmSync(file, { force: true });
      }
    },
  };
}

function checkKind(kind: string, query: string, hasFiles: boolean): void {
  const isRead = kind === 'SELECT' || kind === 'CREATE';
  if (isRead || (kind === 'EXPLAIN' && !/\bcopy\b/i.test(query))) {
    return;
  }
  if (kind !== 'COPY' || !hasFiles) {
    throw new UserError(
      ExitCode.failed,
      `sql: nothing but a query may run, not ${kind}`,
      kind === 'COPY'
        ? 'write its result with --out FILE, or name the file with --allow-file FILE'
        : 'write one that begins with select, from, with, describe or explain',
    );
  }
  const [option] = /\b(use_tmp_file|overwrite\w*)\b/i.exec(query) ?? [];
  if (option !== undefined) {
    throw new UserError(
      ExitCode.failed,
      `sql: a copy may not have ${option}`,
      'write the result with --out FILE, which replaces what is there',
    );
  }
}

const reading = /^(\s|--[^\n]*|\/\*[\s\S]*?\*\/|\()*(select|with|values|table|explain|show)\b/i;

/**
 * A server takes one statement at a time, in a transaction that can only read; what is left to keep
 * out are statements that read and write files of the server.
 * @throws UserError exit 1 for anything but a query, 2 for files.
 */
export function checkServerQuery(query: string, files: readonly string[]): void {
  if (files.length > 0) {
    throw new UserError(
      ExitCode.usage,
      '--allow-file: a query on a server reaches no files of this machine',
      'write its result with --out FILE',
    );
  }
  if (!reading.test(query)) {
    throw new UserError(
      ExitCode.failed,
      'sql: nothing but a query may run',
      'write one that begins with select, with, values, table, explain or show',
    );
  }
}
