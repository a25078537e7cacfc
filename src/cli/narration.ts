import { styleText } from 'node:util';
import { withoutControls } from '../output/printable.ts';
import type { CommonOptions } from './common-options.ts';
import type { Context } from './context.ts';

/** What goes to stderr: everything that is not the result. */
export interface Narration {
  /** Whether nobody listens, so that what is only said need not be worked out. */
  readonly isQuiet: boolean;
  /** Something a reader of the result should know. */
  note(text: string): void;
  /** Something that may make the result less than it seems. */
  warn(text: string): void;
}

/** With `--quiet` nothing is said. */
export function narrationOf(context: Context, options: CommonOptions): Narration {
  const say = (text: string) => {
    if (!options.quiet) {
      context.stderr.write(`${withoutControls(text)}\n`);
    }
  };
  const isColored = hasColor(context, options);
  return {
    isQuiet: options.quiet ?? false,
    note: (text) => say(text),
    warn: (text) =>
      say(
        `${isColored ? styleText('yellow', 'warning:', { validateStream: false }) : 'warning:'} ${text}`,
      ),
  };
}

/** Colour only where somebody looks, and wants it. */
export function hasColor(context: Context, options: Pick<CommonOptions, 'color'>): boolean {
  return context.terminal !== undefined && options.color && !context.environment.NO_COLOR;
}
