/** What a process tells cron. README.md documents each. */
export const ExitCode = {
  done: 0,
  failed: 1,
  usage: 2,
  data: 3,
  gate: 4,
  busy: 75,
  interrupted: 130,
  terminated: 143,
} as const;

export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];

/**
 * A failure that the user can mend. `message` says what is wrong and where, `hint` what to do
 * instead; both are one line. Anything else that is thrown is a bug.
 */
export class UserError extends Error {
  readonly exitCode: ExitCode;
  readonly hint: string;

  constructor(exitCode: ExitCode, message: string, hint: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'UserError';
    this.exitCode = exitCode;
    this.hint = hint;
  }
}

/** The session with the database is over: nothing more can be done in it. */
export class SessionLost extends UserError {}

/** Several failures of one run, none of which kept the others from being tried. */
export class Failures extends Error {
  readonly failures: readonly UserError[];

  constructor(failures: readonly UserError[]) {
    super(failures.map((failure) => failure.message).join('; '));
    this.name = 'Failures';
    this.failures = failures;
  }
}

/** One line of an engine's error, without the class name in front. */
export function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.split('\n', 1)[0] as string;
}
