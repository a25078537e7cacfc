import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';

export const root = fileURLToPath(new URL('../../', import.meta.url));

/** The program as users start it. */
export const bin = `${root}bin/ordstat.js`;

/** Runs the real program to its end. */
export const runBinary = (argv: readonly string[], options = {}) =>
  execa(process.execPath, [bin, ...argv], { reject: false, stripFinalNewline: false, ...options });

/** A process of its own that has a database open for writing until it is told to end. */
export async function lockHolder(path: string): Promise<{ pid: number; end: () => void }> {
  const script = `
    const { DuckDBInstance } = require('@duckdb/node-api');
    DuckDBInstance.create(process.argv[1]).then(() => console.log('open'));
    setInterval(() => undefined, 1000);`;
  const child: ChildProcess = spawn(process.execPath, ['-e', script, path], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout as NodeJS.ReadableStream, 'data');
  return { pid: child.pid as number, end: () => child.kill('SIGKILL') };
}
