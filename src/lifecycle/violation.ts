import { ExitCode, Failures, UserError } from '../errors.ts';

/** A rule that a lifecycle file breaks. */
export interface Violation {
  /** Where in the file: `statuses[2].next[0]`; empty for the whole of it. */
  readonly path: string;
  readonly fact: string;
  readonly remedy: string;
}

const mostShown = 20;

/** @throws Failures exit 2, if there are violations: each once, and 20 at most. */
export function refuseViolations(file: string, violations: readonly Violation[]): void {
  const errors = new Map(violations.map((violation) => [messageOf(file, violation), violation]));
  const shown = [...errors].slice(0, mostShown);
  const more = errors.size - shown.length;
  if (shown.length > 0) {
    throw new Failures(
      shown.map(([message, { remedy }], index) => {
        const isLast = more > 0 && index === shown.length - 1;
        return new UserError(
          ExitCode.usage,
          message,
          isLast ? `${remedy} (${more} more not shown)` : remedy,
        );
      }),
    );
  }
}

function messageOf(file: string, { path, fact }: Violation): string {
  return path === '' ? `${file}: ${fact}` : `${file}: ${path}: ${fact}`;
}

/** A value of the file for an error: short, whatever it is. */
export function shownValue(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const characters = [...text];
  return characters.length > 60 ? `${characters.slice(0, 57).join('')}...` : text;
}
