import { durationUs } from '../time/duration.ts';
import type { Lifecycle, LifecycleStatus } from './lifecycle.ts';

/** A status as lifecycles/lifecycle.schema.json describes it. */
export interface StatusEntry {
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly initial?: boolean;
  readonly success?: boolean;
  readonly failure?: boolean;
  readonly next?: readonly string[];
  readonly requires?: readonly string[];
  readonly stuckAfter?: string;
  readonly column?: string;
}

/** A deadline as the schema describes it. */
export interface DeadlineEntry {
  readonly name: string;
  readonly after: string;
  readonly anyOf: readonly string[];
  readonly within: string;
}

/** What a lifecycle file holds, as the schema describes it. */
export interface LifecycleFile {
  readonly name: string;
  readonly statuses: readonly StatusEntry[];
  readonly ignore?: readonly string[];
  readonly funnel?: readonly string[];
  readonly deadlines?: readonly DeadlineEntry[];
  readonly processing?: { readonly from: string; readonly to: string };
  readonly maxStatusChanges?: number;
}

/** The lifecycle that a sound file describes: what it leaves out has its default. */
export function lifecycleOf(file: LifecycleFile): Lifecycle {
  return {
    name: file.name,
    statuses: file.statuses.map(statusOf),
    ignore: file.ignore ?? [],
    funnel: file.funnel ?? [],
    deadlines: (file.deadlines ?? []).map(({ name, after, anyOf, within }) => ({
      name,
      after,
      anyOf,
      withinUs: durationUs('within', within),
    })),
    processing: file.processing,
    maxStatusChanges: file.maxStatusChanges ?? 10,
  };
}

function statusOf(entry: StatusEntry): LifecycleStatus {
  return {
    name: entry.name,
    aliases: entry.aliases ?? [],
    isInitial: entry.initial ?? false,
    isSuccess: entry.success ?? false,
    isFailure: entry.failure ?? false,
    next: entry.next,
    requires: entry.requires ?? [],
    stuckAfterUs:
      entry.stuckAfter === undefined ? undefined : durationUs('stuckAfter', entry.stuckAfter),
    column: entry.column,
  };
}
