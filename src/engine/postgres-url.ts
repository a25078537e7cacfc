import { ExitCode, UserError } from '../errors.ts';
import { didYouMean } from '../suggest.ts';

/** Whether a database is named by the address of a PostgreSQL server. */
export const isPostgresUrl = (database: string): boolean => /^postgres(ql)?:/i.test(database);

const secrets = ['password', 'sslpassword'];

/** A database's name as it may be shown: without the password, wherever the address has it. */
export function shownUrl(database: string): string {
  if (!isPostgresUrl(database)) {
    return database;
  }
  const url = parsed(database);
  if (url === undefined) {
    return 'postgres://...';
  }
  url.password = '';
  for (const name of secrets) {
    url.searchParams.delete(name);
  }
  return url.href;
}

/** Modes that pg takes for verify-full, saying so on standard error. */
const strictModes = ['prefer', 'require', 'verify-ca'];
const modes = ['disable', 'no-verify', ...strictModes, 'verify-full'];

/** What an address may set: pg takes any other name without a word, and connects as if it were not there. */
const settings = [
  'user',
  'password',
  'host',
  'port',
  'application_name',
  'connect_timeout',
  'options',
  'sslmode',
  'sslrootcert',
  'sslcert',
  'sslkey',
  'sslnegotiation',
  'uselibpqcompat',
];

/**
 * The address as pg is given it. `sslmode`: `disable`; `no-verify` encrypts and trusts any
 * certificate; `prefer`, `require`, `verify-ca` and `verify-full` all encrypt and check certificate
 * and host name, which is stricter than libpq. With `uselibpqcompat=true` they mean what they mean
 * to psql, except that `prefer` does not fall back to no encryption.
 * @param defaultMode the mode of an address that says nothing of encryption: PGSSLMODE.
 * @throws UserError exit 2 for what is no address, and for a setting or a mode that there is not.
 */
export function driverUrl(database: string, defaultMode?: string): URL {
  const url = parsed(database);
  if (url === undefined) {
    throw new UserError(
      ExitCode.usage,
      `--db: not an address of a PostgreSQL database: ${shownUrl(database)}`,
      'write postgres://USER@HOST:PORT/DATABASE; special characters as %40 and the like',
    );
  }
  for (const name of url.searchParams.keys()) {
    checkIsOneOf('--db: no such setting', name, settings);
  }
  const mode = url.searchParams.get('sslmode');
  if (mode !== null) {
    checkIsOneOf('--db: no such sslmode', mode, modes);
    const isStricter = strictModes.includes(mode) && !url.searchParams.has('uselibpqcompat');
    // Also where it is set twice: pg would take the last one.
    url.searchParams.set('sslmode', isStricter ? 'verify-full' : mode);
  } else if (defaultMode) {
    checkIsOneOf('PGSSLMODE: no such mode', defaultMode, modes);
  }
  return url;
}

/** What is misspelt would leave a connection without the encryption that was asked for. */
function checkIsOneOf(problem: string, name: string, names: readonly string[]): void {
  if (!names.includes(name)) {
    throw new UserError(
      ExitCode.usage,
      `${problem}: ${name}`,
      `${didYouMean(name, names)}there are: ${names.join(', ')}`,
    );
  }
}

/** A sign behind the host that belongs in front of it means that the password has one unescaped. */
function parsed(database: string): URL | undefined {
  const url = URL.canParse(database) ? new URL(database) : undefined;
  return url === undefined || /[#@]/.test(url.pathname + url.search + url.hash) ? undefined : url;
}
