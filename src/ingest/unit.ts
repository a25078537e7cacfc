import type { Parameters } from '../engine/engine.ts';
import type { Lifecycle } from '../lifecycle/lifecycle.ts';
import type { Kind } from './kinds.ts';
import { readingParameters } from './order-kinds.ts';
import type { RejectLimit } from './reject-limit.ts';
import type { Input } from './stage.ts';

/** What the reading of values depends on. */
export interface LoadOptions {
  readonly inputTz: string;
  readonly timeFormat: string | null;
  /** Later times are rejects; null takes any. UTC, as `2024-10-15 08:00:00`. */
  readonly latestAllowed: string | null;
  readonly loadedAt: string;
  readonly keepDuplicates: boolean;
  readonly append: boolean;
  readonly lifecycle: Lifecycle;
  readonly rejectLimit: RejectLimit;
  /** Whether a file with more rejects than the limit is not loaded at all. */
  readonly isStrict: boolean;
}

/** Files of one kind that are loaded together. */
export interface Group {
  readonly kind: Kind;
  readonly inputs: readonly Input[];
}

/** What is loaded or refused together: one file, or the set of hours and zones of a command. */
export type Unit = readonly Group[];

/** What the statements of reading and merging may ask for. */
export const parametersOf = (options: LoadOptions): Parameters => ({
  ...readingParameters(options.lifecycle),
  input_tz: options.inputTz,
  time_format: options.timeFormat,
  latest_allowed: options.latestAllowed,
  keep_duplicates: options.keepDuplicates,
  append: options.append,
});
