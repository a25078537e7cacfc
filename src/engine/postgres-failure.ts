import { ExitCode, firstLine, SessionLost, UserError } from '../errors.ts';

/** The server as it may be shown, and as it was reached. */
export interface Place {
  /** Without the password. */
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly user: string | undefined;
  readonly database: string | undefined;
  readonly access: 'read' | 'write';
  readonly lockTimeoutMs: number;
}

interface Explanation {
  readonly fact: string;
  readonly hint: string;
  readonly exitCode?: ExitCode;
  /** Whether there is no session any more. */
  readonly isLost?: true;
}

type Explain = (place: Place, message: string) => Explanation;

const serverOf = ({ host, port }: Place) =>
  host.startsWith('/') ? `the socket in ${host}` : `${host}:${port}`;

const unreachable: Explain = (place, message) => ({
  fact: `no PostgreSQL server answers at ${serverOf(place)}: ${message}`,
  hint: 'check host and port in --db (or PGHOST, PGPORT), and whether the server runs',
});

const slow: Explain = (place) => ({
  fact: `no answer in time from ${serverOf(place)}`,
  hint: 'check host, port and firewall; PGCONNECT_TIMEOUT=60 waits longer',
});

const lost: Explain = ({ name }, message) => ({
  fact: `the connection to ${name} was lost: ${message}`,
  hint: 'run it again: what was not committed is not there',
  isLost: true,
});

const ended =
  (setting: string): Explain =>
  ({ name }, message) => ({
    fact: `${name} ended the session: ${message}`,
    hint: `raise ${setting} for this user or in --db; what was not committed is not there`,
    isLost: true,
  });

const untrusted: Explain = (place, message) => ({
  fact: `the certificate of ${serverOf(place)} can't be verified: ${message}`,
  hint: 'name its authority with sslrootcert=FILE in --db; sslmode=no-verify encrypts without a check',
});

const locked: Explain = ({ name, lockTimeoutMs }) => ({
  fact: `tables of ${name} are in use by somebody else for more than ${lockTimeoutMs / 1000} s`,
  hint: 'try again later, or wait longer with --lock-timeout',
  exitCode: ExitCode.busy,
});

const denied: Explain = ({ user }, message) => ({
  fact: `${user ?? 'the user'} may not do that: ${message}`,
  hint: 'ask for the right with GRANT, or name another user in --db',
});

const login: Explain = ({ user, name }, message) =>
  /no encryption|SSL off/.test(message)
    ? {
        fact: `the server refuses connections without encryption: ${message}`,
        hint: 'add sslmode=verify-full to --db, or set PGSSLMODE',
      }
    : {
        fact: `${user ?? 'the user'} may not connect to ${name}: ${message}`,
        hint: 'check user and password: PGPASSWORD, ~/.pgpass, or pg_hba.conf on the server',
      };

/** By SQLSTATE of the server (appendix A of its manual), or by the code of Node's error. */
const byCode: Readonly<Record<string, Explain>> = {
  ECONNREFUSED: unreachable,
  ENOENT: unreachable,
  EACCES: unreachable,
  EHOSTUNREACH: unreachable,
  ENETUNREACH: unreachable,
  ETIMEDOUT: slow,
  ENOTFOUND: ({ host }) => ({
    fact: `no such host: ${host}`,
    hint: 'check the host in --db, or PGHOST',
  }),
  EAI_AGAIN: ({ host }) => ({
    fact: `the name of the host can't be looked up now: ${host}`,
    hint: 'check the network, and the host in --db',
  }),
  ECONNRESET: lost,
  EPIPE: lost,
  '22021': (_, message) => ({
    fact: `PostgreSQL can't keep this text: ${message}`,
    hint: 'take the character U+0000 out of the file, or load it into a database file',
    exitCode: ExitCode.data,
  }),
  '25P03': ended('idle_in_transaction_session_timeout'),
  '25P04': ended('transaction_timeout'),
  '57P05': ended('idle_session_timeout'),
  '28P01': login,
  '28000': login,
  '3D000': ({ database, name }) => ({
    fact: `there is no database ${database} at ${name}`,
    hint: `make it first: createdb ${database}`,
  }),
  '3F000': ({ name }) => ({
    fact: `${name} has no schema to create tables in`,
    hint: 'make the one that search_path names: create schema ordstat, with usage and create granted',
  }),
  '42501': denied,
  '25006': ({ name, access }) =>
    access === 'read'
      ? {
          fact: 'nothing but a query may run',
          hint: 'take out what inserts, updates, deletes or makes something',
        }
      : {
          fact: `${name} can only be read`,
          hint: 'connect to the primary server, as a user who may write',
        },
  '53300': ({ name }) => ({
    fact: `${name} has no connection left`,
    hint: 'try again later, or raise max_connections',
  }),
  '53100': ({ name }, message) => ({
    fact: `no room on the disk of ${name}: ${message}`,
    hint: 'make room and run it again: what was loaded before is unchanged',
  }),
  '53200': ({ name }, message) => ({
    fact: `not enough memory on ${name}: ${message}`,
    hint: 'ask for less at once, or lower work_mem on the server',
  }),
  '55P03': locked,
  '40P01': locked,
  '40001': locked,
  '57014': ({ name }, message) => ({
    fact: `${name} ended the statement: ${message}`,
    hint: 'raise statement_timeout for this user or in --db, or ask for less at once',
  }),
  '57P01': lost,
  '57P02': lost,
  '57P04': lost,
  '57P03': ({ name }, message) => ({
    fact: `${name} takes no connections now: ${message}`,
    hint: 'try again when the server has started',
  }),
  DEPTH_ZERO_SELF_SIGNED_CERT: untrusted,
  SELF_SIGNED_CERT_IN_CHAIN: untrusted,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: untrusted,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: untrusted,
  CERT_HAS_EXPIRED: untrusted,
  ERR_TLS_CERT_ALTNAME_INVALID: untrusted,
};

/** What the driver says itself, without a code. */
const byMessage: readonly (readonly [RegExp, Explain])[] = [
  [/^timeout expired$/, slow],
  [/^Connection terminated|not queryable$/, lost],
  [
    /password must be a (non-empty )?string/,
    ({ user, name }) => ({
      fact: `${name} wants a password${user === undefined ? '' : ` of ${user}`}, and none is known`,
      hint: 'set PGPASSWORD, or put it into ~/.pgpass, which only you may read',
    }),
  ],
  [
    /does not support SSL|establishing an SSL connection/,
    (place) => ({
      fact: `${serverOf(place)} has no encryption`,
      hint: 'use sslmode=disable in --db if you trust the network between',
    }),
  ],
];

/** Feature not supported: row-level security. Wrong object type: a view. */
const uncopied = ['0A000', '42809'];

/** Why a table took no rows by COPY, in words; whatever else went wrong is returned as it is. */
export function copyFailure(error: unknown, { user }: Place): unknown {
  if (!uncopied.includes((error as { code?: string }).code ?? '')) {
    return error;
  }
  return new UserError(
    ExitCode.failed,
    `${user ?? 'the user'} can't copy rows there: ${firstLine(error)}`,
    'load as the owner of the tables: they must be tables, and no row-level security in the way',
    { cause: error },
  );
}

/**
 * What the server, the network or the rights of the user did to a statement or a connection, in
 * words that a person can act on; locks are exit 75. Every other error is returned as it is.
 */
export function postgresFailure(error: unknown, place: Place): unknown {
  const code = (error as { code?: unknown }).code;
  const message = firstLine(error);
  const explain =
    (typeof code === 'string' ? byCode[code] : undefined) ??
    byMessage.find(([pattern]) => pattern.test(message))?.[1];
  if (explain === undefined || error instanceof UserError) {
    return error;
  }
  const {
    fact,
    hint,
    exitCode = ExitCode.failed,
    isLost,
  } = explain(place, message || String(code));
  return new (isLost ? SessionLost : UserError)(exitCode, fact, hint, { cause: error });
}
