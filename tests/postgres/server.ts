import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { layOutBinaries } from './binaries.ts';

/** A PostgreSQL server of this test run alone. */
export interface PostgresServer {
  /** Of the superuser, on the database `postgres`. */
  readonly url: string;
  /** The file with the certificate of an encrypted one. */
  readonly certificate: string | undefined;
  /** Of the process that starts all others. */
  readonly processId: number;
  stop(): Promise<void>;
}

/** The server refuses to run as root. */
interface Account {
  readonly uid: number;
  readonly gid: number;
}

const superuser = 'tester';

/**
 * What a session must not depend on is set to what we don't want: zone, layouts, escapes. Text is
 * ordered as in English, not by bytes.
 */
const settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  timezone: 'Asia/Kolkata',
  datestyle: 'SQL, DMY',
  intervalstyle: 'iso_8601',
  extra_float_digits: '-10',
  bytea_output: 'escape',
  standard_conforming_strings: 'off',
};

/**
 * Starts a server on a free port, its data in a temporary folder that goes when it stops. An
 * encrypted one takes no other connections; its certificate vouches for itself, and for localhost.
 * @throws Error that says why there can't be one.
 */
export async function startServer(isEncrypted = false): Promise<PostgresServer> {
  const folder = mkdtempSync(join(tmpdir(), 'ordstat-postgres-'));
  chmodSync(folder, 0o755);
  try {
    layOutBinaries(join(folder, 'native'));
    const account = unprivileged();
    const data = ownFolder(join(folder, 'data'), account);
    const password = randomBytes(12).toString('hex');
    await initialise(folder, data, password, account);
    const encryption = isEncrypted ? certified(folder, data, account) : {};
    return await serve(folder, data, password, account, encryption);
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

/** Someone else's account where this process is root's. */
function unprivileged(): Account | undefined {
  if (process.getuid?.() !== 0) {
    return undefined;
  }
  const [, uid, gid] =
    /^nobody:[^:]*:(\d+):(\d+):/m.exec(readFileSync('/etc/passwd', 'utf8')) ?? [];
  if (uid === undefined) {
    throw new Error('root may not run PostgreSQL, and there is no user nobody');
  }
  return { uid: Number(uid), gid: Number(gid) };
}

function ownFolder(path: string, account: Account | undefined): string {
  mkdirSync(path, { mode: 0o700 });
  if (account !== undefined) {
    chownSync(path, account.uid, account.gid);
  }
  return path;
}

async function initialise(
  folder: string,
  data: string,
  password: string,
  account: Account | undefined,
): Promise<void> {
  const passwordFile = join(folder, 'password');
  writeFileSync(passwordFile, password, { mode: 0o644 });
  const options = [
    `--pgdata=${data}`,
    `--username=${superuser}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=icu',
    '--icu-locale=en-US',
    '--no-sync',
    '--no-instructions',
  ];
  const child = started(folder, 'initdb', options, account);
  const [code] = await once(child, 'close');
  if (code !== 0) {
    throw new Error(`initdb failed: ${logOf(folder)}`);
  }
}

/** Makes a certificate, and lets nobody in without encryption. */
function certified(
  folder: string,
  data: string,
  account: Account | undefined,
): Readonly<Record<string, string>> {
  const [certificate, key] = [join(folder, 'server.crt'), join(folder, 'server.key')];
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
  const files = ['-keyout', key, '-out', certificate];
  const options = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2'];
  execFileSync('openssl', [...options, ...subject, ...files], { stdio: 'pipe' });
  chmodSync(key, 0o600);
  if (account !== undefined) {
    chownSync(key, account.uid, account.gid);
  }
  writeFileSync(join(data, 'pg_hba.conf'), 'hostssl all all 127.0.0.1/32 scram-sha-256\n');
  return { ssl: 'on', ssl_cert_file: certificate, ssl_key_file: key };
}

async function serve(
  folder: string,
  data: string,
  password: string,
  account: Account | undefined,
  encryption: Readonly<Record<string, string>>,
): Promise<PostgresServer> {
  const port = await freePort();
  const options = Object.entries({ ...settings, ...encryption, port }).map(
    ([name, value]) => `-c${name}=${value}`,
  );
  const child = started(folder, 'postgres', [`-D${data}`, ...options], account);
  const atExit = () => {
    child.kill('SIGQUIT');
    rmSync(folder, { recursive: true, force: true });
  };
  process.once('exit', atExit);
  const url = `postgres://${superuser}:${password}@127.0.0.1:${port}/postgres`;
  const stop = async () => {
    process.removeListener('exit', atExit);
    if (child.exitCode === null) {
      const closed = once(child, 'close');
      child.kill('SIGQUIT');
      await closed;
    }
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await answering(encryption.ssl === undefined ? url : `${url}?sslmode=no-verify`, child);
    return { url, stop, certificate: encryption.ssl_cert_file, processId: child.pid as number };
  } catch (error) {
    const log = logOf(folder);
    await stop();
    throw new Error(`the server did not start: ${(error as Error).message}: ${log}`);
  }
}

function started(
  folder: string,
  program: string,
  options: readonly string[],
  account: Account | undefined,
): ChildProcess {
  const log = openSync(join(folder, 'log'), 'a');
  return spawn(join(folder, 'native', 'bin', program), options, {
    ...account,
    cwd: folder,
    env: { LC_ALL: 'C', TZ: 'UTC' },
    stdio: ['ignore', log, log],
  });
}

const logOf = (folder: string) =>
  readFileSync(join(folder, 'log'), 'utf8').trim().split('\n').slice(-5).join(' | ');

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}

const startTimeoutMs = 30_000;
const betweenTriesMs = 20;

/** Waits until the server lets somebody in. */
async function answering(url: string, child: ChildProcess): Promise<void> {
  const deadline = performance.now() + startTimeoutMs;
  for (;;) {
    const client = new pg.Client({ connectionString: url });
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      if (child.exitCode !== null || performance.now() > deadline) {
        throw error;
      }
      await pause(betweenTriesMs);
    }
  }
}
