import { setTimeout as sleep } from 'node:timers/promises';
import {
  type DuckDBAppender,
  type DuckDBConnection,
  DuckDBInstance,
  type DuckDBMaterializedResult,
  DuckDBTimestampTZValue,
  type DuckDBValue,
  listValue,
  StatementType,
} from '@duckdb/node-api';
import { textDecoder } from '@duckdb/node-api/lib/vectors/dataAccessors.js';
import { ExitCode, firstLine, UserError } from '../errors.ts';
import { checkDatabasePath } from './database-path.ts';
import type { Engine, Parameter, Parameters, Result, ResultColumn, Row } from './engine.ts';
import { sqlFile } from './sql-files.ts';

// The driver prints instants in the zone the process started in; ours are always UTC.
DuckDBTimestampTZValue.timezoneOffsetInMinutes = 0;

// The driver takes U+FEFF at the start of any text for a byte order mark and drops it: two ids
// would be printed as one.
const everyCharacter = new TextDecoder('utf-8', { ignoreBOM: true });
textDecoder.decode = (bytes?: Uint8Array) => everyCharacter.decode(bytes);

export interface DuckDbOptions {
  /** The database file, or `:memory:`. */
  readonly path: string;
  readonly access: 'read' | 'write';
  /** Files outside the database that statements may read or write. */
  readonly files: readonly string[];
  /** As DuckDB takes it: `512MB`. */
  readonly memoryLimit: string;
  readonly threads: number | undefined;
  /** How long to wait for another process's lock, in milliseconds. */
  readonly lockTimeoutMs: number;
}

/**
 * Opens a database file. Read access needs an existing file; write access creates it.
 * @throws UserError exit 3 without a database, 75 when it stays locked, 1 when it can't be opened.
 */
export async function openDuckDb(options: DuckDbOptions): Promise<DuckDb> {
  checkDatabasePath(options.path, options.access);
  const instance = await openUnlocked(options);
  const connection = await instance.connect();
  const engine = new DuckDbEngine(instance, connection);
  try {
    await lockDown(engine, options);
  } catch (error) {
    engine.close();
    throw error;
  }
  return engine;
}

/** An engine without tables of its own, for questions that need none. */
export function openScratchDuckDb(): Promise<DuckDb> {
  return openDuckDb({
    path: ':memory:',
    access: 'write',
    files: [],
    memoryLimit: '256MB',
    threads: 1,
    lockTimeoutMs: 0,
  });
}

/** The embedded engine can also take rows from memory. */
export interface DuckDb extends Engine {
  /** Adds rows to a table, all of whose columns are bigint or text. */
  append(table: string, rows: AsyncIterable<readonly (number | string | null)[]>): Promise<void>;
  /**
   * Runs statements in turn and gives the last one's result. `check` is told the kind of each, such
   * as `SELECT` or `COPY`, before it runs, and may throw.
   */
  runChecked(sql: string, check: (kind: string) => void): Promise<Result>;
}

class DuckDbEngine implements DuckDb {
  readonly #instance: DuckDBInstance;
  readonly #connection: DuckDBConnection;

  constructor(instance: DuckDBInstance, connection: DuckDBConnection) {
    this.#instance = instance;
    this.#connection = connection;
  }

  async run(sql: string, parameters: Parameters = {}): Promise<Result> {
    const values = Object.entries(parameters).map(([name, value]) => [name, bindable(value)]);
    const result = await (values.length === 0
      ? this.#connection.run(sql)
      : this.#connection.run(sql, Object.fromEntries(values) as Record<string, DuckDBValue>));
    return textResult(result);
  }

  async append(
    table: string,
    rows: AsyncIterable<readonly (number | string | null)[]>,
  ): Promise<void> {
    const appender = await this.#connection.createAppender(table);
    for await (const row of rows) {
      for (const value of row) {
        appendValue(appender, value);
      }
      appender.endRow();
    }
    appender.closeSync();
  }

  async runChecked(sql: string, check: (kind: string) => void): Promise<Result> {
    const statements = await this.#connection.extractStatements(sql);
    let result: DuckDBMaterializedResult | undefined;
    for (let index = 0; index < statements.count; index += 1) {
      const statement = await statements.prepare(index);
      check(StatementType[statement.statementType] ?? 'unknown');
      result = await statement.run();
    }
    if (result === undefined) {
      throw new Error('no statement');
    }
    return textResult(result);
  }

  interrupt(): void {
    this.#connection.interrupt();
  }

  close(): void {
    this.#connection.closeSync();
    this.#instance.closeSync();
  }
}

function appendValue(appender: DuckDBAppender, value: number | string | null): void {
  if (value === null) {
    appender.appendNull();
  } else if (typeof value === 'number') {
    appender.appendBigInt(BigInt(value));
  } else {
    appender.appendVarchar(value);
  }
}

function bindable(value: Parameter): DuckDBValue {
  if (typeof value === 'number') {
    return BigInt(value);
  }
  return Array.isArray(value) ? listValue(value) : (value as DuckDBValue);
}

function textResult(result: DuckDBMaterializedResult): Result {
  const columns = result
    .deduplicatedColumnNames()
    .map((name, index) => ({ name, type: result.columnType(index).toString() }));
  return {
    columns,
    async *batches() {
      for await (const rows of result.yieldRowsJson()) {
        yield rows.map((values) => rowOf(columns, values));
      }
    },
  };
}

function rowOf(columns: readonly ResultColumn[], values: readonly unknown[]): Row {
  const row: Record<string, string | null> = {};
  for (const [index, { name }] of columns.entries()) {
    row[name] = asText(values[index]);
  }
  return row;
}

function asText(value: unknown): string | null {
  if (value === null || value === undefined) {
    return null;
  }
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

const longestPauseMs = 500;

async function openUnlocked(options: DuckDbOptions): Promise<DuckDBInstance> {
  const deadline = performance.now() + options.lockTimeoutMs;
  for (let pauseMs = 10; ; pauseMs = Math.min(2 * pauseMs, longestPauseMs)) {
    try {
      return await DuckDBInstance.create(options.path, {
        access_mode: options.access === 'read' ? 'READ_ONLY' : 'READ_WRITE',
        memory_limit: options.memoryLimit,
        autoinstall_known_extensions: 'false',
        autoload_known_extensions: 'false',
        ...(options.threads === undefined ? {} : { threads: String(options.threads) }),
      });
    } catch (error) {
      const message = firstLine(error);
      if (!message.includes('Could not set lock on file')) {
        throw new UserError(
          ExitCode.failed,
          `can't open the database ${options.path}: ${message}`,
          'check the path and its permissions, or choose another file with --db',
          { cause: error },
        );
      }
      if (performance.now() + pauseMs > deadline) {
        throw busyError(options.path, message, error);
      }
      await sleep(pauseMs);
    }
  }
}

function busyError(path: string, message: string, cause: unknown): UserError {
  const holder = /lock is held in (.*?)(?:\. See also|$)/.exec(message)?.[1] ?? 'another process';
  return new UserError(
    ExitCode.busy,
    `the database ${path} is in use by ${holder}`,
    'try again later, or wait longer with --lock-timeout',
    { cause },
  );
}

/** Sets the session up, then takes away what user data could abuse: network, files, settings. */
async function lockDown(engine: DuckDb, options: DuckDbOptions): Promise<void> {
  await engine.run("set global TimeZone = 'UTC'");
  await engine.run(sqlFile('engines/duckdb/prelude'));
  if (options.access === 'write') {
    await engine.run(sqlFile('engines/duckdb/parsing'));
  }
  const files = options.files.map((file) => `'${file.replaceAll("'", "''")}'`);
  await engine.run(`set allowed_paths = [${files.join(', ')}]`);
  await engine.run('set enable_external_access = false');
  await engine.run('set lock_configuration = true');
}
