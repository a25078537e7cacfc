import type { LifecycleFile } from './lifecycle-file.ts';
import type { Violation } from './violation.ts';

/** Statuses that contradict themselves. */
export function checkStatuses({ statuses }: LifecycleFile): Violation[] {
  return statuses.flatMap((status, index) => {
    const violations: Violation[] = [];
    if (status.next?.length === 0 && status.stuckAfter !== undefined) {
      violations.push({
        path: `statuses[${index}].stuckAfter`,
        fact: `nothing follows ${status.name}, so no order can be stuck in it`,
        remedy: 'remove stuckAfter, or name in "next" what follows',
      });
    }
    if (status.success && status.failure) {
      violations.push({
        path: `statuses[${index}].failure`,
        fact: `${status.name} is a success and a failure`,
        remedy: 'remove one of the two',
      });
    }
    return violations;
  });
}
