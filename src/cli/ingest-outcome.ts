import { ExitCode, Failures, UserError } from '../errors.ts';
import { type Reject, rejectText } from '../ingest/hold-rejects.ts';
import type { Kind } from '../ingest/kinds.ts';
import type { LoadCounts } from '../ingest/load.ts';
import type { FileOutcome } from '../ingest/outcome.ts';
import { isBeyond, type RejectLimit } from '../ingest/reject-limit.ts';
import type { Narration } from './narration.ts';

/** Which of two rows that contradict each other wins, whatever the order of loading. */
const conflictRules: Readonly<Record<string, string>> = {
  events: 'one event id with two contents, of which the earlier wins',
  'store-status': 'one store with two statuses at one instant, of which inactive wins',
  'order-events': 'one event id with two contents, of which the earlier wins',
  orders: 'one order with two rows, of which the one with the later time wins, or was loaded last',
};

/** Says what became of each file; then fails if anything was refused or too much rejected. */
export function report(
  outcomes: readonly FileOutcome[],
  rejectLimit: RejectLimit,
  timeFormat: string | undefined,
  narration: Narration,
): void {
  const failures: UserError[] = [];
  for (const outcome of outcomes) {
    if ('refusal' in outcome) {
      failures.push(outcome.refusal);
      continue;
    }
    narrate(outcome, narration);
    const { name, kind, counts } = outcome;
    if (counts.newlyRejected > 0) {
      const text = rejectText(name, counts.newlyRejected, counts.firstReject as Reject);
      if (isBeyond(rejectLimit, counts.newlyRejected, counts.read)) {
        failures.push(new UserError(ExitCode.data, text, mendingHint(counts, kind, timeFormat)));
      } else {
        narration.warn(text);
      }
    }
  }
  if (failures.length > 0) {
    throw new Failures(failures);
  }
}

function mendingHint(
  { firstReject, read, rejected }: LoadCounts,
  kind: Kind,
  timeFormat: string | undefined,
): string {
  if (firstReject?.reason === 'bad time' && timeFormat !== undefined && rejected < read) {
    return (
      'see ordstat rejects; if --time-format is not their layout, the other rows may be misread: ' +
      'take the load back (ordstat loads rm) before you load them again'
    );
  }
  if (firstReject?.reason === 'unknown status' && kind.isOfOrders) {
    return 'see ordstat rejects; a lifecycle (--lifecycle) has statuses, their aliases, and what to ignore';
  }
  if (firstReject?.reason === 'not UTF-8') {
    return 'see ordstat rejects; load it again with --encoding if it is latin1 or the like, else mended';
  }
  return firstReject?.reason === 'bad time'
    ? 'see ordstat rejects; a layout of their own needs --time-format; else mend and load them again'
    : 'see ordstat rejects; mend them and load the file again';
}

function narrate(
  { name, kind, counts, isUnverified }: Exclude<FileOutcome, { refusal: UserError }>,
  narration: Narration,
): void {
  narration.note(`${name}: ${kind.name}: ${countsText(kind, counts)}`);
  if (counts.read === 0) {
    narration.warn(`${name}: has a header but no rows`);
  }
  if (counts.conflict > 0) {
    narration.note(`${name}: conflicts: ${conflictRules[kind.name]}`);
  }
  if (counts.rejected > counts.newlyRejected) {
    narration.note(
      `${name}: rejected before, so that they fail nothing: ` +
        `${counts.rejected - counts.newlyRejected} (ordstat rejects --clear forgets them)`,
    );
  }
  if (counts.timesCut > 0) {
    narration.note(`${name}: times cut to the microsecond: ${counts.timesCut}`);
  }
  if (counts.amountsCut > 0) {
    narration.note(`${name}: amounts rounded to 4 decimals: ${counts.amountsCut}`);
  }
  if (counts.kindsKnownByEnd > 0) {
    narration.note(
      `${name}: kinds known only by the end of their name, as com.acme.OrderCreated is: ` +
        `${counts.kindsKnownByEnd}`,
    );
  }
  if (counts.statusesStated > 0) {
    narration.note(
      `${name}: statuses that no time of their row bears out: ${counts.statusesStated}; ` +
        "they count from the row's latest time",
    );
  }
  if (counts.idsRounded > 0) {
    narration.warn(
      `${name}: ids that look like numbers a spreadsheet has rounded, such as 8.13E+018: ` +
        `${counts.idsRounded}; ids that differed may have become one`,
    );
  }
  if (isUnverified) {
    narration.warn(`${name}: packed without a checksum (zstd --no-check): damage may go unseen`);
  }
}

function countsText(kind: Kind, counts: LoadCounts): string {
  const parts = [
    `${counts.new} new`,
    ...(kind.isReplacing ? [`${counts.replaced} replaced`] : []),
    `${counts.duplicate} duplicate`,
    `${counts.conflict} conflict`,
    `${counts.ignored} ignored`,
    `${counts.rejected} rejected`,
  ];
  return `${counts.read} read = ${parts.join(' + ')}`;
}
