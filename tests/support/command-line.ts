import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { main } from '../../src/cli/main.ts';

/** What a command line did. */
export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface World {
  /** The clock; fixed, so that every run prints the same. */
  readonly now?: string;
  readonly stdin?: string | Buffer;
  readonly environment?: Readonly<Record<string, string>>;
  /** Where an ordstat.json is looked for; nowhere by default. */
  readonly workingFolder?: string;
  /** Columns of the terminal that stdout and stderr are; none for pipes. */
  readonly terminal?: number;
  readonly signal?: AbortSignal;
}

/** Runs ordstat in this process, as the real binary would, with a world of its own. */
export async function ordstat(argv: readonly string[], world: World = {}): Promise<Outcome> {
  const stdout = collector();
  const stderr = collector();
  const terminal = world.terminal === undefined ? undefined : { columns: world.terminal };
  const code = await main(argv, {
    stdin: Readable.from(world.stdin === undefined ? [] : [world.stdin]),
    stdout: stdout.stream,
    stderr: stderr.stream,
    terminal,
    errorTerminal: terminal,
    environment: world.environment ?? {},
    workingFolder: world.workingFolder ?? '/dev/null',
    processId: 4242,
    now: () => new Date(world.now ?? '2026-11-20T12:00:00Z'),
    memory: 8_000_000_000,
    signal: world.signal ?? new AbortController().signal,
    onExit: () => undefined,
  });
  return { code, stdout: stdout.text(), stderr: stderr.text() };
}

/** A folder for one test, removed when the test is done with it. */
export function temporaryFolder(): { path: (name: string) => string; remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'ordstat-test-'));
  return {
    path: (name) => join(folder, name),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function collector() {
  const chunks: Buffer[] = [];
  const stream = new Writable({
    write(chunk: Buffer | string, _, done) {
      chunks.push(Buffer.from(chunk));
      done();
    },
  });
  return { stream, text: () => Buffer.concat(chunks).toString('utf8') };
}
