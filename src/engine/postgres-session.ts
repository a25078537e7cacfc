import { ExitCode, UserError } from '../errors.ts';
import { type Engine, rowOf } from './engine.ts';
import type { PostgresOptions } from './postgres.ts';
import { shownUrl } from './postgres-url.ts';

const oldestVersion = 150_000;

/** What a session counts and prints by, whatever the server or the user has set. */
function settingsFor({ access, lockTimeoutMs, statementTimeoutMs }: PostgresOptions) {
  return {
    timezone: 'UTC',
    datestyle: 'ISO, YMD',
    intervalstyle: 'postgres',
    extra_float_digits: '1',
    bytea_output: 'hex',
    standard_conforming_strings: 'on',
    // 0 would be for ever.
    lock_timeout: String(Math.max(1, lockTimeoutMs)),
    // Idle is what a server calls a session while its client reads files.
    ...(access === 'write'
      ? { idle_in_transaction_session_timeout: '0', idle_session_timeout: '0' }
      : {}),
    ...(statementTimeoutMs === undefined ? {} : { statement_timeout: String(statementTimeoutMs) }),
  };
}

/** What a sort may use, if the server does not allow for more: its default of 4 MB is for many users. */
const ampleMemory =
  "greatest(pg_size_bytes(current_setting('work_mem')), pg_size_bytes('64MB')) / 1024 || 'kB'";

/**
 * A server only finds out that its client was killed when it writes to it: until then the turn is
 * taken, and locks are held. Where it can, it looks every second.
 */
const noticeGoneClient = (isLocal: boolean) =>
  `case when version() ~ 'linux|darwin|bsd'
    then set_config('client_connection_check_interval', '1000', ${isLocal}) end`;

/**
 * A path that names the schema of temporary tables, such as `public, pg_temp`, has a user's own tables
 * of the same names in front of them, or new tables in it. Where it is not named, it is searched first.
 */
const temporaryFirst = (isLocal: boolean) =>
  `case when current_setting('search_path') ~ 'pg_temp'
    then set_config('search_path', (
      select coalesce(string_agg(quote_ident(name), ', ' order by place), '')
      from unnest(current_schemas(false)) with ordinality as schemas(name, place)
      where name !~ '^pg_temp'
    ), ${isLocal}) end`;

/**
 * Sets the session up. A session that reads is one transaction, and its settings end with it: behind
 * a pool of connections the next user does not find them.
 * @throws UserError exit 1 for a server that is too old, and a database that can't hold all text.
 */
export async function setUpSession(engine: Engine, options: PostgresOptions): Promise<void> {
  const isReading = options.access === 'read';
  if (isReading) {
    await engine.run('begin transaction isolation level repeatable read, read only');
  }
  const settings = Object.entries(settingsFor(options)).map(
    ([name, value]) => `set_config('${name}', '${value}', ${isReading})`,
  );
  settings.push(`set_config('work_mem', ${ampleMemory}, ${isReading})`);
  const { version, shown, encoding } = await rowOf(
    engine,
    `select ${settings.join(', ')}, ${noticeGoneClient(isReading)}, ${temporaryFirst(isReading)},
      current_setting('server_version_num') as version,
      current_setting('server_version') as shown,
      current_setting('server_encoding') as encoding`,
  );
  if (Number(version) < oldestVersion) {
    throw new UserError(
      ExitCode.failed,
      `${shownUrl(options.url)} is PostgreSQL ${shown}`,
      'PostgreSQL 15 or later is needed',
    );
  }
  if (encoding !== 'UTF8') {
    throw new UserError(
      ExitCode.failed,
      `${shownUrl(options.url)} keeps text as ${encoding}, which can't hold all that files may say`,
      'make another database: createdb --encoding=UTF8 --template=template0 NAME',
    );
  }
}
