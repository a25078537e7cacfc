import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import pgpass from 'pgpass';
import { ExitCode, firstLine, SessionLost, UserError } from '../errors.ts';
import type { Engine, Parameters, Result } from './engine.ts';
import { type BackendKey, requestCancel } from './postgres-cancel.ts';
import { copyFailure, type Place, postgresFailure } from './postgres-failure.ts';
import { type RunningStatement, startStatement } from './postgres-result.ts';
import { setUpSession } from './postgres-session.ts';
import { type BoundStatement, boundStatements } from './postgres-statement.ts';
import { textOf } from './postgres-types.ts';
import { driverUrl, shownUrl } from './postgres-url.ts';

export interface PostgresOptions {
  /**
   * `postgres://USER@HOST:PORT/DATABASE`, with `?sslmode=` and the like. What it does not say, PGHOST,
   * PGPORT, PGUSER, PGPASSWORD, PGDATABASE, PGSSLMODE, PGCONNECT_TIMEOUT and ~/.pgpass may. Tables are
   * in the first schema of the search path.
   */
  readonly url: string;
  /** Reading is one transaction: it sees the database as it was when it began, whatever is loaded. */
  readonly access: 'read' | 'write';
  /** How long to wait for locks of others, in milliseconds. */
  readonly lockTimeoutMs: number;
  /** How long a statement may take, in milliseconds; without it what the server says. */
  readonly statementTimeoutMs?: number;
  /** Ends the running statement and the connection; no other statement is begun. */
  readonly signal?: AbortSignal;
}

/**
 * Opens a session on a PostgreSQL server.
 * @throws UserError exit 2 for what is no address or a wrong setting in it, 1 for everything else
 * that keeps it from connecting.
 */
export async function openPostgres(options: PostgresOptions): Promise<Postgres> {
  const signal = options.signal ?? neverAborted;
  signal.throwIfAborted();
  const client = clientFor(options);
  const place = placeOf(client, options);
  const engine = new PostgresEngine(client, place, signal);
  try {
    await engine.connect();
    await setUpSession(engine, options);
    return engine;
  } catch (error) {
    await engine.close();
    signal.throwIfAborted();
    throw error;
  }
}

const neverAborted = new AbortController().signal;

/** A server can also take rows, and give them, as text in a format of COPY. */
export interface Postgres extends Engine {
  readonly kind: 'postgres';
  /** Runs `copy ... from stdin`. Returns the number of rows. */
  copyIn(sql: string, pieces: AsyncIterable<string | Buffer>): Promise<number>;
  /** Runs `copy ... to stdout`, into a stream that it ends. */
  copyOut(sql: string, target: Writable): Promise<void>;
}

const defaultConnectTimeoutMs = 10_000;

function clientFor({ url }: PostgresOptions): pg.Client {
  const address = driverUrl(url, process.env.PGSSLMODE);
  const seconds = Number(address.searchParams.get('connect_timeout') ?? 0);
  try {
    return new pg.Client({
      connectionString: address.href,
      fallback_application_name: 'ordstat',
      keepAlive: true,
      connectionTimeoutMillis: seconds * 1000 || defaultConnectTimeoutMs,
      types: { getTypeParser: textOf as typeof pg.types.getTypeParser },
    });
  } catch (error) {
    throw new UserError(
      ExitCode.usage,
      `--db: ${firstLine(error)}`,
      'check what is set in the address, and the files that sslrootcert, sslcert and sslkey name',
      { cause: error },
    );
  }
}

function placeOf(client: pg.Client, { url, access, lockTimeoutMs }: PostgresOptions): Place {
  const { host, port, user, database } = client;
  return { name: shownUrl(url), host, port, user, database, access, lockTimeoutMs };
}

/** How long the server may take to end a statement, before the connection is cut, in milliseconds. */
const graceMs = 500;

type CopyStreams = typeof import('pg-copy-streams');

class PostgresEngine implements Postgres {
  readonly kind = 'postgres';
  readonly #client: pg.Client;
  readonly #place: Place;
  readonly #signal: AbortSignal;
  readonly #stop = () => void this.#interrupt();
  #key: BackendKey | undefined;
  #running: RunningStatement | undefined;
  /** Why the connection is gone. */
  #end: Error | undefined;
  /** Settled when the statement before has begun to give rows, or failed. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(client: pg.Client, place: Place, signal: AbortSignal) {
    this.#client = client;
    this.#place = place;
    this.#signal = signal;
    signal.addEventListener('abort', this.#stop, { once: true });
    client.on('error', (error) => {
      this.#end ??= error;
    });
    client.connection.once('backendKeyData', (key: BackendKey) => {
      this.#key = key;
    });
  }

  async connect(): Promise<void> {
    // The driver would do so itself, and warn on standard error that it won't for ever.
    this.#client.password ??= await passwordFor(this.#place);
    try {
      await this.#client.connect();
    } catch (error) {
      throw this.#explained(error);
    }
  }

  run(sql: string, parameters: Parameters = {}): Promise<Result> {
    return this.#inTurn(() => this.#runNow(sql, parameters));
  }

  copyIn(sql: string, pieces: AsyncIterable<string | Buffer>): Promise<number> {
    return this.#inTurn(() =>
      this.#copying(async ({ from }) => {
        const stream = from(sql);
        try {
          await pipeline(pieces, this.#client.query(stream));
        } catch (error) {
          throw copyFailure(error, this.#place);
        }
        return stream.rowCount;
      }),
    );
  }

  copyOut(sql: string, target: Writable): Promise<void> {
    return this.#inTurn(() =>
      this.#copying(({ to }) => pipeline(this.#client.query(to(sql)), target)),
    );
  }

  #inTurn<T>(action: () => Promise<T>): Promise<T> {
    const result = this.#last.then(() => {
      this.#signal.throwIfAborted();
      return action();
    });
    this.#last = result.catch(() => undefined);
    return result;
  }

  async #copying<T>(copy: (streams: CopyStreams) => Promise<T>): Promise<T> {
    await this.#finish();
    try {
      return await copy((await import('pg-copy-streams')).default);
    } catch (error) {
      throw this.#explained(error);
    }
  }

  async #runNow(sql: string, parameters: Parameters): Promise<Result> {
    const { before, main, after } = boundStatements(sql, parameters);
    try {
      for (const statement of before) {
        await this.#start(statement);
      }
      const result = await this.#start(main);
      for (const statement of after) {
        await this.#start(statement);
      }
      return result;
    } catch (error) {
      throw this.#explained(error);
    }
  }

  async close(): Promise<void> {
    this.#signal.removeEventListener('abort', this.#stop);
    // A connection that is paused would never see its end.
    this.#client.connection.stream.resume();
    await this.#client.end();
  }

  async #start({ sql, values }: BoundStatement): Promise<Result> {
    await this.#finish();
    const running = startStatement(this.#client, sql, values);
    this.#running = running;
    void running.ended.then(() => {
      this.#running = this.#running === running ? undefined : this.#running;
    });
    const { columns, batches } = await running.result;
    const explained = (error: unknown) => this.#explained(error);
    return {
      columns,
      async *batches() {
        try {
          yield* batches();
        } catch (error) {
          throw explained(error);
        }
      },
    };
  }

  /** Ends the statement before, whose rows nobody has read to the end. */
  async #finish(): Promise<void> {
    this.#running?.abandon(new Error('another statement was begun before all rows were read'));
    await this.#running?.ended;
  }

  async #interrupt(): Promise<void> {
    if (this.#key !== undefined && this.#running !== undefined) {
      const asked = requestCancel(this.#place.host, this.#place.port, this.#key);
      await Promise.race([asked, pause(graceMs, undefined, { ref: false })]);
    }
    this.#client.connection.stream.destroy();
  }

  #explained(error: unknown): unknown {
    const failure = postgresFailure(error, this.#place);
    // A statement after the end is only told that there is no connection.
    return failure instanceof SessionLost && this.#end !== undefined
      ? postgresFailure(this.#end, this.#place)
      : failure;
  }
}

function passwordFor({ host, port, database, user }: Place): Promise<string | undefined> {
  return new Promise((resolve) => pgpass({ host, port, database, user }, resolve));
}
