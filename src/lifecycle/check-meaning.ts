import { checkColumns } from './check-columns.ts';
import { checkNames } from './check-names.ts';
import { checkReachable } from './check-reachable.ts';
import { checkReferences } from './check-references.ts';
import { checkStatuses } from './check-statuses.ts';
import { checkTimes } from './check-times.ts';
import type { LifecycleFile } from './lifecycle-file.ts';
import type { Violation } from './violation.ts';

const checks = [
  checkNames,
  checkReferences,
  checkReachable,
  checkStatuses,
  checkTimes,
  checkColumns,
];

/** What a file says that can't be meant, though the schema allows it. */
export function checkMeaning(file: LifecycleFile): Violation[] {
  return checks.flatMap((check) => check(file));
}
