import type { Engine } from '../engine/engine.ts';
import { hasSqlFolder, sqlFolder } from '../engine/sql-files.ts';
import type { Kind } from './kinds.ts';
import { settlingSteps } from './settle.ts';

/** What is done with the staged rows of a kind. */
export interface ReadingSteps {
  /** Reject rows for what others say. */
  readonly checks: readonly string[];
  /** Makes the table of what the files say. */
  readonly contents: string;
  readonly rowCounts: string;
}

/** The steps of a kind that the embedded engine does, after a file is staged. */
export function readingStepsOf(kind: Kind): ReadingSteps {
  const [, ...steps] = sqlFolder(`2_ingest/${kind.name}/1_read`);
  const rowCounts = steps.pop() as string;
  const contents = steps.pop() as string;
  return { checks: steps, contents, rowCounts };
}

/**
 * The steps that find out what of the contents of a kind is held already. Where the embedded engine
 * writes it beside the contents, a server makes them anew: in place it would write every row again, at
 * random places.
 */
export function comparingStepsOf(kind: Kind, engine: Engine['kind']): readonly string[] {
  const anew = `engines/postgres/compare/${kind.name}`;
  return engine === 'postgres' && sqlFolder('engines/postgres/compare').includes(anew)
    ? [anew, ...sqlFolder('engines/postgres/replace_contents')]
    : sqlFolder(`2_ingest/${kind.name}/compare`);
}

/** The steps of a kind that merge what was compared into the tables; counts come last. */
export function mergingStepsOf(kind: Kind): { merges: readonly string[]; counts: string } {
  const merges = sqlFolder(`2_ingest/${kind.name}/2_merge`);
  const counts = merges.pop() as string;
  return { merges: [...merges, ...settlingSteps(kind.name)], counts };
}

/** How rows that are new for certain are told from those that have to be compared. */
export interface SplittingSteps {
  readonly range: string;
  /** Of the database; the others are the embedded engine's. */
  readonly heldHours: string;
  readonly split: readonly string[];
}

/** The steps of a kind whose rows are held by their time, undefined for others. */
export function splittingStepsOf(kind: Kind): SplittingSteps | undefined {
  const folder = `2_ingest/${kind.name}/split`;
  if (!hasSqlFolder(folder)) {
    return undefined;
  }
  const [range, heldHours, ...split] = sqlFolder(folder);
  return { range: range as string, heldHours: heldHours as string, split };
}

/** About how long a step takes, for the progress bar: sorting, joining and writing is most of it. */
export function weightOf(step: string): number {
  return step.endsWith('_insert')
    ? 6
    : /(_compare|_incoming|\/compare\/[a-z-]+)$/.test(step)
      ? 3
      : 0.3;
}
