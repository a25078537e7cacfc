import { spawnSync } from 'node:child_process';
import { closeSync, openSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** What a piece of work took. */
export interface Cost {
  readonly wallSeconds: number;
  /** User and system time of all threads. */
  readonly cpuSeconds: number;
  /** Undefined where it was not measured. */
  readonly peakMebibytes: number | undefined;
}

/** A program and its arguments; `out`: a file for standard output, which is thrown away otherwise. */
export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  readonly out?: string;
}

const PROBE = join(import.meta.dirname, 'peak-memory.cjs');

/**
 * Runs the child, then lets the shell print what its children took: POSIX `times` reads the sums
 * the kernel keeps of children waited for, so nothing is polled and nothing is missed, not even
 * what the engine does after JavaScript has ended. Node itself reports no usage of its children,
 * and GNU time is not on every machine. Descriptor 3 keeps the answer apart from the child's
 * output.
 */
const SHELL = '"$@" 3>&-; code=$?; times >&3; exit "$code"';

/**
 * Runs a command as a process of its own. Peak memory is measured where the program is this Node.
 * `scratch` is a directory for the probe's answer. Throws when the exit code is not 0.
 */
export function wholeProcess({ program, args, out }: Command, scratch: string): Cost {
  const peak = join(scratch, 'peak');
  rmSync(peak, { force: true });
  const isNode = program === process.execPath;
  const argv = isNode ? [program, '--require', PROBE, ...args] : [program, ...args];
  const output = out === undefined ? 'ignore' : openSync(out, 'w');
  const started = performance.now();
  const child = spawnSync('sh', ['-c', SHELL, 'sh', ...argv], {
    encoding: 'utf8',
    stdio: ['ignore', output, 'pipe', 'pipe'],
    env: { ...process.env, LC_ALL: 'C', ORDSTAT_BENCH_PEAK: peak },
  });
  const wallSeconds = (performance.now() - started) / 1000;
  if (typeof output === 'number') closeSync(output);
  if (child.error) throw child.error;
  if (child.status !== 0) {
    throw new Error(`${program} ${args.join(' ')}: exit ${child.status}\n${child.stderr}`);
  }
  return {
    wallSeconds,
    cpuSeconds: childSeconds(child.output[3] ?? ''),
    peakMebibytes: isNode ? Number(readFileSync(peak, 'utf8')) / 1024 : undefined,
  };
}

/** Reads `times`: user and system of the shell on the first line, of its children on the second. */
function childSeconds(times: string): number {
  const [, children = ''] = times.split('\n');
  const parts = [...children.matchAll(/(\d+)m([\d.]+)s/g)];
  if (parts.length !== 2) throw new Error(`times of sh is not readable: ${times}`);
  return parts.reduce(
    (sum, [, minutes, seconds]) => sum + Number(minutes) * 60 + Number(seconds),
    0,
  );
}
