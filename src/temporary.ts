import { createHash } from 'node:crypto';
import {
  accessSync,
  constants,
  lstatSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { isPostgresUrl } from './engine/postgres-url.ts';

/** A temporary name ends in who owns it: machine, process id, and when that process began. */
const temporaryName = /\.tmp\.([0-9a-f]{8})-(\d+)-(\d+)$/;

/** Processes with another pid namespace can't be seen from here: they are on another machine. */
const machine = createHash('sha256')
  .update(`${hostname()} ${pidNamespace()}`)
  .digest('hex')
  .slice(0, 8);
const owner = `${machine}-${process.pid}-${startOf(process.pid)}`;
const foreignAgeMs = 24 * 60 * 60 * 1000;

const handedOut = new Set<string>();

/** Where a file is written before it takes its name: beside it, so that renaming is atomic. */
export function temporaryFile(target: string): string {
  return ownPath(join(dirname(target), `.${basename(target)}`));
}

/**
 * The folder of this process for what does not fit into memory and for unpacked inputs. It is
 * beside the database, or in the system's folder where nothing can be written there. Whoever needs
 * it makes it.
 */
export function temporaryFolder(database: string): string {
  return database !== ':memory:' && !isPostgresUrl(database) && isWritable(dirname(database))
    ? ownPath(database)
    : ownPath(join(tmpdir(), 'ordstat'));
}

/** Removes what processes that are gone have left in a folder. */
export function sweepTemporaries(folder: string): void {
  for (const name of namesIn(folder)) {
    if (isStray(folder, name)) {
      remove(join(folder, name));
    }
  }
}

/** Removes all that this process may have left, for an end that leaves no time for more. */
export function removeTemporaries(): void {
  for (const path of handedOut) {
    remove(path);
  }
}

function ownPath(stem: string): string {
  const path = `${stem}.tmp.${owner}`;
  handedOut.add(path);
  return path;
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function isStray(folder: string, name: string): boolean {
  const [, itsMachine, pid, start] = temporaryName.exec(name) ?? [];
  if (itsMachine === undefined) {
    return false;
  }
  return itsMachine === machine
    ? !isRunning(Number(pid), start as string)
    : Date.now() - lastChangeMs(join(folder, name)) > foreignAgeMs;
}

/** Whether the very process runs: another one with its number began at another time. */
function isRunning(pid: number, start: string): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
  return ['0', start].includes(startOf(pid));
}

/** When a process began, in ticks since the machine did; 0 where the system doesn't say. */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '0';
  } catch {
    return '0';
  }
}

function pidNamespace(): string {
  try {
    return String(statSync('/proc/self/ns/pid').ino);
  } catch {
    return '';
  }
}

function lastChangeMs(path: string): number {
  const within = namesIn(path).map((name) => join(path, name));
  try {
    return Math.max(...[path, ...within].map((each) => lstatSync(each).mtimeMs));
  } catch {
    return Date.now();
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function remove(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true });
  } catch {
    // Somebody else's to remove: nothing that this run needs.
  }
}
