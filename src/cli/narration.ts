import { styleText } from 'node:util';
import { withoutControls } from '../output/printable.ts';
import type { CommonOptions } from './common-options.ts';
import type { Context, Terminal } from './context.ts';

/** What goes to stderr: everything that is not the result. */
export interface Narration {
  /** Whether nobody listens, so that what is only said need not be worked out. */
  readonly isQuiet: boolean;
  /** Something a reader of the result should know. */
  note(text: string): void;
  /** Something that may make the result less than it seems. */
  warn(text: string): void;
  /** What is done, for whoever asked with `--verbose`. */
  detail(text: string): void;
}

/** With `--quiet` nothing is said; the log gets everything. */
export function narrationOf(context: Context, options: CommonOptions): Narration {
  const say = (text: string) => {
    if (!options.quiet) {
      context.stderr.write(`${withoutControls(text)}\n`);
    }
  };
  const isColored = hasColor(context, options, context.errorTerminal);
  const warning = isColored
    ? styleText('yellow', 'warning:', { validateStream: false })
    : 'warning:';
  return {
    isQuiet: options.quiet === true && !context.log.isOpen,
    note: (text) => {
      context.log.write('info', text);
      say(text);
    },
    warn: (text) => {
      context.log.write('warning', text);
      say(`${warning} ${text}`);
    },
    detail: (text) => {
      context.log.write('info', text);
      if (options.verbose) {
        say(text);
      }
    },
  };
}

/** `in 0.123 s` */
export function sinceText(startedMs: number): string {
  return `in ${((performance.now() - startedMs) / 1000).toFixed(3)} s`;
}

/** Colour only where somebody looks, and wants it. */
export function hasColor(
  context: Pick<Context, 'environment'>,
  options: Pick<CommonOptions, 'color'>,
  terminal: Terminal | undefined,
): boolean {
  return terminal !== undefined && options.color && !context.environment.NO_COLOR;
}

/** Says that a limit left rows out. */
export const narrateTruncation = (narration: Narration, limit: number): void =>
  narration.note(`only the first ${limit} rows are shown: there are more`);
