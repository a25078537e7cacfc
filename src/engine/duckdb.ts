import { dirname } from 'node:path';
import {
  type DuckDBConnection,
  DuckDBInstance,
  type DuckDBMaterializedResult,
  DuckDBTimestampTZValue,
  type DuckDBValue,
  StatementType,
} from '@duckdb/node-api';
import { textDecoder } from '@duckdb/node-api/lib/vectors/dataAccessors.js';
import { UserError } from '../errors.ts';
import { sweepTemporaries, temporaryFolder } from '../temporary.ts';
import { createIfMissing } from './create-database.ts';
import { whenUnlocked } from './database-lock.ts';
import { checkDatabasePath } from './database-path.ts';
import { textResult } from './duckdb-result.ts';
import { appendValue, bindable, listTypes } from './duckdb-values.ts';
import type { Engine, Parameters, Result } from './engine.ts';
import { engineFailure, openingFailure } from './failure.ts';
import { engineLimit, threadsWithin } from './memory.ts';
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
  /** Ends the wait for the lock and the running statement; no other is begun. */
  readonly signal?: AbortSignal;
}

/**
 * Opens a database file. Read access needs an existing file; write access creates it.
 * @throws UserError exit 3 without a database, 75 when it stays locked, 1 when it can't be opened.
 */
export async function openDuckDb(options: DuckDbOptions): Promise<DuckDb> {
  checkDatabasePath(options.path, options.access);
  const instance = await openInstance(options);
  const connection = await instance.connect();
  const engine = new DuckDbEngine(instance, connection, options);
  try {
    await lockDown(engine, options);
  } catch (error) {
    await engine.close();
    throw error;
  }
  return engine;
}

/** An engine without tables of its own, for questions that need none. */
export function openScratchDuckDb(files: readonly string[] = []): Promise<DuckDb> {
  return openDuckDb({
    path: ':memory:',
    access: 'write',
    files,
    memoryLimit: '256MB',
    threads: 1,
    lockTimeoutMs: 0,
  });
}

/** The embedded engine can also take rows from memory. */
export interface DuckDb extends Engine {
  readonly kind: 'duckdb';
  /** How much of the running statement is done, from 0 to 1, as far as the engine can tell. */
  progress(): number;
  /** Adds rows to a table, all of whose columns are bigint or text. */
  append(table: string, rows: AsyncIterable<readonly (number | string | null)[]>): Promise<void>;
  /**
   * Runs statements in turn and gives the last one's result. `check` is told the kind of each, such
   * as `SELECT` or `COPY`, before it runs, and may throw.
   */
  runChecked(sql: string, check: (kind: string) => void): Promise<Result>;
}

/** An interrupt that comes between two steps of a statement is lost: it is repeated. */
const interruptEveryMs = 20;

class DuckDbEngine implements DuckDb {
  readonly kind = 'duckdb';
  readonly #instance: DuckDBInstance;
  readonly #connection: DuckDBConnection;
  readonly #options: DuckDbOptions;
  readonly #signal: AbortSignal;
  readonly #stop = () => {
    this.#interrupts = setInterval(() => this.#connection.interrupt(), interruptEveryMs);
    this.#connection.interrupt();
  };
  #interrupts: NodeJS.Timeout | undefined;
  /** The first thing that went wrong with the machine: what fails afterwards fails because of it. */
  #failure: UserError | undefined;

  constructor(instance: DuckDBInstance, connection: DuckDBConnection, options: DuckDbOptions) {
    this.#instance = instance;
    this.#connection = connection;
    this.#options = options;
    this.#signal = signalOf(options);
    this.#signal.addEventListener('abort', this.#stop, { once: true });
  }

  async run(sql: string, parameters: Parameters = {}): Promise<Result> {
    this.#signal.throwIfAborted();
    const values = Object.entries(parameters).map(([name, value]) => [name, bindable(value)]);
    try {
      const result = await (values.length === 0
        ? this.#connection.run(sql)
        : this.#connection.run(
            sql,
            Object.fromEntries(values) as Record<string, DuckDBValue>,
            listTypes(parameters),
          ));
      return textResult(result);
    } catch (error) {
      throw this.#explained(error);
    }
  }

  progress(): number {
    return Math.max(0, this.#connection.progress.percentage) / 100;
  }

  async append(
    table: string,
    rows: AsyncIterable<readonly (number | string | null)[]>,
  ): Promise<void> {
    const appender = await this.#connection.createAppender(table);
    for await (const row of rows) {
      this.#signal.throwIfAborted();
      this.#attempt(() => {
        for (const value of row) {
          appendValue(appender, value);
        }
        appender.endRow();
      });
    }
    this.#attempt(() => appender.closeSync());
  }

  async runChecked(sql: string, check: (kind: string) => void): Promise<Result> {
    this.#signal.throwIfAborted();
    try {
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
    } catch (error) {
      throw this.#explained(error);
    }
  }

  async close(): Promise<void> {
    this.#signal.removeEventListener('abort', this.#stop);
    clearInterval(this.#interrupts);
    this.#connection.closeSync();
    this.#instance.closeSync();
  }

  #attempt(action: () => void): void {
    try {
      action();
    } catch (error) {
      throw this.#explained(error);
    }
  }

  #explained(error: unknown): unknown {
    const failure = engineFailure(error, this.#options);
    if (!(failure instanceof UserError)) {
      return failure;
    }
    this.#failure ??= failure;
    return this.#failure;
  }
}

async function openInstance(options: DuckDbOptions): Promise<DuckDBInstance> {
  const temporaries = temporaryFolder(options.path);
  sweepTemporaries(dirname(temporaries));
  try {
    if (options.access === 'write') {
      await createIfMissing(options.path);
    }
    return await whenUnlocked(options.path, options.lockTimeoutMs, signalOf(options), () =>
      DuckDBInstance.create(options.path, {
        access_mode: options.access === 'read' ? 'READ_ONLY' : 'READ_WRITE',
        memory_limit: engineLimit(options.memoryLimit),
        temp_directory: temporaries,
        autoinstall_known_extensions: 'false',
        autoload_known_extensions: 'false',
        threads: String(options.threads ?? threadsWithin(options.memoryLimit)),
      }),
    );
  } catch (error) {
    if (error instanceof UserError || signalOf(options).aborted) {
      throw error;
    }
    throw openingFailure(error, options);
  }
}

const signalOf = (options: DuckDbOptions) => options.signal ?? neverAborted;
const neverAborted = new AbortController().signal;

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
