import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** What one whole process took. */
export interface Usage {
  wallSeconds: number;
  /** User and system time of all its threads, from exec to the end of its teardown. */
  cpuSeconds: number;
  peakMebibytes: number;
  /** What it said on standard error. */
  narration: string;
}

const ROOT = join(import.meta.dirname, '..');
const BINARY = join(ROOT, 'bin/ordstat.js');
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
 * Runs `ordstat` with these arguments as a process of its own, standard output thrown away.
 * `scratch` is a directory for the probe's answer. Throws when the exit code is not 0.
 */
export function runMeasured(args: readonly string[], scratch: string): Usage {
  const peak = join(scratch, 'peak');
  rmSync(peak, { force: true });
  const started = performance.now();
  const child = spawnSync(
    'sh',
    ['-c', SHELL, 'sh', process.execPath, '--require', PROBE, BINARY, ...args],
    {
      encoding: 'utf8',
      stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
      env: { ...process.env, LC_ALL: 'C', ORDSTAT_BENCH_PEAK: peak },
    },
  );
  const wallSeconds = (performance.now() - started) / 1000;
  if (child.error) throw child.error;
  if (child.status !== 0) {
    throw new Error(`ordstat ${args.join(' ')}: exit ${child.status}\n${child.stderr}`);
  }
  return {
    wallSeconds,
    cpuSeconds: childSeconds(child.output[3] ?? ''),
    peakMebibytes: Number(readFileSync(peak, 'utf8')) / 1024,
    narration: child.stderr,
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
