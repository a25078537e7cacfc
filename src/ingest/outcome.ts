import { ExitCode, UserError } from '../errors.ts';
import type { Kind } from './kinds.ts';
import type { LoadCounts } from './load.ts';

/** What became of one file: loaded, or refused whole. */
export type FileOutcome =
  | {
      readonly name: string;
      readonly kind: Kind;
      readonly counts: LoadCounts;
      /** Packed in a way that can't tell damage inside. */
      readonly isUnverified: boolean;
    }
  | { readonly name: string; readonly refusal: UserError };

/** Lets a file fail by itself; what is not the user's to mend goes on up. */
export async function attempt(
  name: string,
  outcomes: FileOutcome[],
  action: () => Promise<void>,
): Promise<void> {
  try {
    await action();
  } catch (error) {
    if (!(error instanceof UserError) || error.exitCode === ExitCode.usage) {
      throw error;
    }
    outcomes.push({ name, refusal: error });
  }
}
