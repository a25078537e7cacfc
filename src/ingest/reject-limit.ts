import { ExitCode, UserError } from '../errors.ts';
import { type Reject, rejectText } from './hold-rejects.ts';

/** How many rows of a file may be rejected before it counts as failed. */
export interface RejectLimit {
  readonly amount: number;
  readonly isPercentage: boolean;
}

/**
 * Reads `5` or `0.5%`.
 * @throws UserError exit 2.
 */
export function readRejectLimit(option: string, text: string): RejectLimit {
  const [, amount, percent] = /^(\d{1,15}(?:\.\d{1,6})?)(%?)$/.exec(text) ?? [];
  const isPercentage = percent === '%';
  if (amount === undefined || (isPercentage ? Number(amount) > 100 : amount.includes('.'))) {
    throw new UserError(
      ExitCode.usage,
      `${option}: not a number of rows or a percentage: ${text}`,
      `write ${option} 10 or ${option} 0.5%`,
    );
  }
  return { amount: Number(amount), isPercentage };
}

/** Whether a file of `read` rows has more rejects, not held before, than the limit allows. */
export function isBeyond(limit: RejectLimit, rejected: number, read: number): boolean {
  return rejected > (limit.isPercentage ? (limit.amount * read) / 100 : limit.amount);
}

/** Why nothing of a file is loaded with `--strict`. */
export function strictRefusal(file: string, count: number, first: Reject): UserError {
  return new UserError(
    ExitCode.data,
    rejectText(file, count, first),
    'nothing was loaded with it (--strict): mend it, or allow more with --max-rejects',
  );
}
