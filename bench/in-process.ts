import { createWriteStream } from 'node:fs';
import { Readable, Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { main } from '../src/cli/main.ts';
import type { Cost } from './whole-process.ts';

/** Runs work in this very process. */
export async function inProcess(work: () => Promise<unknown>): Promise<Cost> {
  const usage = process.cpuUsage();
  const started = performance.now();
  await work();
  const { user, system } = process.cpuUsage(usage);
  return {
    wallSeconds: (performance.now() - started) / 1000,
    cpuSeconds: (user + system) / 1e6,
    peakMebibytes: undefined,
  };
}

/** Runs a command of ordstat; what it prints goes to the file `out`, or nowhere. */
export async function command(args: readonly string[], out?: string): Promise<void> {
  const stdout = out === undefined ? nowhere() : createWriteStream(out);
  const stderr = nowhere();
  const code = await main([...args], {
    stdin: Readable.from([]),
    stdout,
    stderr,
    terminal: undefined,
    errorTerminal: undefined,
    environment: {},
    workingFolder: '.',
    processId: process.pid,
    now: () => new Date(),
    memory: 8e9,
    signal: new AbortController().signal,
    onExit: () => undefined,
  });
  stdout.end();
  await finished(stdout);
  if (code !== 0) throw new Error(`ordstat ${args.join(' ')}: exit ${code}`);
}

const nowhere = () => new Writable({ write: (_chunk, _encoding, done) => done() });
