import { totalmem } from 'node:os';
import { ExitCode } from '../errors.ts';
import type { World } from './context.ts';
import { main } from './main.ts';

/** Runs ordstat as a process: real streams, clock, signals; sets the exit code. */
export async function runProcess(process: NodeJS.Process): Promise<void> {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => controller.abort(signal));
  }
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    process.exit(error.code === 'EPIPE' ? ExitCode.done : ExitCode.failed);
  });
  process.exitCode = await main(process.argv.slice(2), worldOf(process, controller.signal));
}

function worldOf(process: NodeJS.Process, signal: AbortSignal): World {
  return {
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    terminal: process.stdout.isTTY ? { columns: process.stdout.columns } : undefined,
    environment: process.env,
    workingFolder: process.cwd(),
    processId: process.pid,
    now: () => new Date(),
    memory: totalmem(),
    signal,
    onExit: (listener) => process.once('exit', listener),
  };
}
