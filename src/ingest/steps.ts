import { sqlFolder } from '../engine/sql-files.ts';
import type { Kind } from './kinds.ts';
import { settlingSteps } from './settle.ts';

/** Steps of a kind by their part: checks look at what is staged, counts come last. */
export function stepsOf(kind: Kind): { checks: string[]; merges: string[]; counts: string } {
  const [, ...steps] = sqlFolder(`2_ingest/${kind.name}`);
  const checks = steps.filter((step) => step.endsWith('_check'));
  const merges = steps.filter((step) => !checks.includes(step));
  const counts = merges.pop() as string;
  return { checks, merges: [...merges, ...settlingSteps(kind.name)], counts };
}

/** About how long a step of merging takes, for the progress bar: sorting and writing is most of it. */
export function weightOf(step: string): number {
  return /_(compared|incoming)$/.test(step) ? 3 : step.endsWith('_insert') ? 6 : 0.3;
}
