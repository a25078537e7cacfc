import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { startServer } from '../tests/postgres/server.ts';
import { command } from './in-process.ts';

/** A server whose processes are measured. */
export interface MeasuredServer {
  /** The address of a database on it. */
  url(database: string): string;
  /** CPU seconds so far of all its processes. */
  seconds(): Promise<number>;
  /** Makes a database of that name with empty tables, in place of one before; returns its address. */
  database(name: string): Promise<string>;
  /** Runs statements that are not measured, each by itself. */
  run(database: string, ...statements: string[]): Promise<void>;
  stop(): Promise<void>;
}

/** A session ends a little after its client. */
const settleMs = 200;

/**
 * Starts a server with a database `empty` that has ordstat's tables.
 * @throws Error that says why there can't be one, or why it can't be measured.
 */
export async function startMeasuredServer(): Promise<MeasuredServer> {
  if (process.platform !== 'linux') throw new Error('its processes are only measured on Linux');
  const { url: address, processId, stop } = await startServer();
  const url = (database: string) => Object.assign(new URL(address), { pathname: database }).href;
  const run = async (database: string, ...statements: string[]) => {
    const client = new pg.Client({ connectionString: url(database) });
    await client.connect();
    for (const statement of statements) {
      await client.query(statement);
    }
    await client.end();
  };
  const seconds = async () => {
    await pause(settleMs);
    return familySeconds(processId);
  };
  const database = async (name: string) => {
    // What others have left to write would else be written while this one is measured.
    await run(
      'postgres',
      `drop database if exists ${name} with (force)`,
      `create database ${name} template empty`,
      'checkpoint',
    );
    return url(name);
  };
  // It would begin whenever it likes, and be counted for what is measured then.
  await run('postgres', 'alter system set autovacuum = off', 'select pg_reload_conf()');
  await run('postgres', 'create database empty');
  await command(['db', 'init', '--db', url('empty'), '-q']);
  return { url, seconds, database, run, stop };
}

/** Of proc(5): all that a process waited for, and itself. */
const ownTicks = [13, 14];
const endedTicks = [15, 16];
const ticksInSecond = 100;

/** CPU seconds of a process and its children, those that have ended as well. */
function familySeconds(processId: number): number {
  const children = readdirSync('/proc').filter(
    (name) => /^\d+$/.test(name) && fieldsOf(name)?.[3] === String(processId),
  );
  const ticks =
    ticksOf(String(processId), [...ownTicks, ...endedTicks]) +
    children.reduce((sum, child) => sum + ticksOf(child, ownTicks), 0);
  return ticks / ticksInSecond;
}

function ticksOf(processId: string, places: readonly number[]): number {
  const fields = fieldsOf(processId) ?? [];
  return places.reduce((sum, place) => sum + Number(fields[place] ?? 0), 0);
}

/** What the kernel says of a process, counted from 0; undefined for one that has ended. */
function fieldsOf(processId: string): string[] | undefined {
  try {
    const [id, rest = ''] = readFileSync(`/proc/${processId}/stat`, 'latin1').split(/ \(.*\) /s);
    return [id as string, '', ...rest.split(' ')];
  } catch {
    return undefined;
  }
}
