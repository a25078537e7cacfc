import { totalmem } from 'node:os';
import { ExitCode } from '../errors.ts';
import { removeTemporaries } from '../temporary.ts';
import type { World } from './context.ts';
import { main } from './main.ts';

const exitCodes = { SIGINT: ExitCode.interrupted, SIGTERM: ExitCode.terminated } as const;

/** A terminal that does not know its width says 0. */
const defaultColumns = 80;

/** After a signal all is given up within a second; what has not ended by then is left behind. */
const patienceMs = 900;

/** Runs ordstat as a process: real streams, clock, signals; sets the exit code. */
export async function runProcess(process: NodeJS.Process): Promise<void> {
  process.on('exit', removeTemporaries);
  const signal = stopSignal(process);
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (!signal.aborted && error.code !== 'EPIPE') {
      process.stderr.write(
        `error: can't write to standard output: ${error.message}\n` +
          'hint: make room, or write to another place with --out FILE\n',
      );
    }
    process.exit(error.code === 'EPIPE' ? ExitCode.done : ExitCode.failed);
  });
  // Nobody listens: what there was to say is lost, the result is not.
  process.stderr.on('error', () => undefined);
  process.exitCode = await main(process.argv.slice(2), worldOf(process, signal));
}

/** Aborted by the first SIGINT or SIGTERM; the second one, or a second later, ends the process. */
function stopSignal(process: NodeJS.Process): AbortSignal {
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.on(name, () => {
      if (controller.signal.aborted) {
        process.exit(exitCodes[name]);
      }
      setTimeout(() => process.exit(exitCodes[name]), patienceMs).unref();
      controller.abort(name);
    });
  }
  return controller.signal;
}

function worldOf(process: NodeJS.Process, signal: AbortSignal): World {
  return {
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    terminal: process.stdout.isTTY
      ? { columns: process.stdout.columns || defaultColumns }
      : undefined,
    errorTerminal: process.stderr.isTTY
      ? { columns: process.stderr.columns || defaultColumns }
      : undefined,
    environment: process.env,
    workingFolder: process.cwd(),
    processId: process.pid,
    now: () => new Date(),
    memory: totalmem(),
    signal,
    onExit: (listener) => process.once('exit', listener),
  };
}
