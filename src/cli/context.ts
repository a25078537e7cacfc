import type { Readable, Writable } from 'node:stream';
import type { RunLog } from './run-log.ts';

/** A terminal, as far as output cares. */
export interface Terminal {
  readonly columns: number;
}

/** What a run finds when it starts. */
export interface World {
  readonly stdin: Readable;
  readonly stdout: Writable;
  readonly stderr: Writable;
  /** Set where stdout is a terminal. */
  readonly terminal: Terminal | undefined;
  /** Set where stderr is a terminal. */
  readonly errorTerminal: Terminal | undefined;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Where relative names start. */
  readonly workingFolder: string;
  readonly processId: number;
  readonly now: () => Date;
  /** Bytes of memory of the machine. */
  readonly memory: number;
  /** Told to stop; the running statement is interrupted. */
  readonly signal: AbortSignal;
  /** Tells of an end from outside, such as a closed pipe. */
  readonly onExit: (listener: (code: number) => void) => void;
}

/** All a command may know of the world around it. */
export interface Context extends World {
  readonly log: RunLog;
}
