import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { ExitCode, firstLine, UserError } from '../errors.ts';

const firstPauseMs = 20;
const longestPauseMs = 200;

/**
 * Opens a file that another process may have locked: tries again, after pauses of random length so
 * that of many who wait none is always the last, until `timeoutMs` are over.
 * @throws UserError exit 75 when it stays locked, the signal's reason when told to stop, and what `open` throws.
 */
export async function whenUnlocked<T>(
  path: string,
  timeoutMs: number,
  signal: AbortSignal,
  open: () => Promise<T>,
): Promise<T> {
  const deadline = performance.now() + timeoutMs;
  for (let longest = firstPauseMs; ; longest = Math.min(2 * longest, longestPauseMs)) {
    try {
      return await open();
    } catch (error) {
      const left = deadline - performance.now();
      if (!firstLine(error).includes('Could not set lock on file')) {
        throw error;
      }
      if (left <= 0) {
        throw busyError(path, error);
      }
      const pause = longest * (0.25 + 0.75 * Math.random());
      await sleep(Math.min(pause, left), undefined, { signal });
    }
  }
}

function busyError(path: string, cause: unknown): UserError {
  const [, program, pid] =
    /lock is held in (.*?)(?: \(PID (\d+)\).*?)?(?:\. See also|$)/.exec(firstLine(cause)) ?? [];
  const name = commandLine(pid) ?? program ?? 'another process';
  return new UserError(
    ExitCode.busy,
    `the database ${path} is in use by ${name}${pid === undefined ? '' : ` (PID ${pid})`}`,
    'try again later, or wait longer with --lock-timeout',
    { cause },
  );
}

const longestCommandLine = 200;

/** What a process was started with, where the system says it. */
function commandLine(pid: string | undefined): string | undefined {
  if (pid === undefined) {
    return undefined;
  }
  try {
    const text = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
    const line = [...text];
    return line.length > longestCommandLine
      ? `${line.slice(0, longestCommandLine).join('')}...`
      : text || undefined;
  } catch {
    return undefined;
  }
}
