import { closeSync, openSync, writeSync } from 'node:fs';
import { resolve } from 'node:path';
import { ExitCode, UserError } from '../errors.ts';
import { onOneLine } from '../output/printable.ts';
import type { World } from './context.ts';

export type Level = 'info' | 'warning' | 'error';

/** What a run says and how it ends, as JSON lines at the end of a file; none until it is opened. */
export class RunLog {
  readonly #world: World;
  readonly #startedMs = performance.now();
  #file: number | undefined;
  #command: string | undefined;
  #failure: UserError | undefined;

  constructor(world: World) {
    this.#world = world;
  }

  get isOpen(): boolean {
    return this.#file !== undefined;
  }

  /** @throws UserError exit 1 if the file can't be appended to. */
  open(path: string, command: string | undefined): void {
    try {
      this.#file = openSync(resolve(this.#world.workingFolder, path), 'a');
    } catch (error) {
      throw new UserError(
        ExitCode.failed,
        `--log-file: can't open ${path}: ${(error as NodeJS.ErrnoException).code}`,
        'name a file in a folder that exists and may be written to',
        { cause: error },
      );
    }
    this.#command = command;
    this.write('info', 'started');
  }

  write(level: Level, message: string, more: Readonly<Record<string, unknown>> = {}): void {
    if (this.#file === undefined) {
      return;
    }
    const { now, processId } = this.#world;
    const time = now().toISOString();
    const line = { time, level, command: this.#command, pid: processId, message, ...more };
    try {
      writeSync(this.#file, `${onOneLine(JSON.stringify(line))}\n`);
    } catch (error) {
      this.#failure ??= new UserError(
        ExitCode.failed,
        `--log-file: can't be written: ${(error as NodeJS.ErrnoException).code}`,
        'make room; the run itself went on without it',
        { cause: error },
      );
    }
  }

  /** Writes the last line. Returns what kept a line from being written. */
  end(exitCode: number): UserError | undefined {
    if (this.#file !== undefined) {
      const seconds = Math.round(performance.now() - this.#startedMs) / 1000;
      this.write(exitCode === 0 ? 'info' : 'error', 'ended', { exit_code: exitCode, seconds });
      closeSync(this.#file);
      this.#file = undefined;
    }
    return this.#failure;
  }
}
