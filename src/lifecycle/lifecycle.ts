/** A status that an order can have. Its position in the file decides between equal times. */
export interface LifecycleStatus {
  readonly name: string;
  /** Other names under which events of this status come. */
  readonly aliases: readonly string[];
  readonly isInitial: boolean;
  readonly isSuccess: boolean;
  readonly isFailure: boolean;
  /** What may follow; none makes the status terminal, undefined leaves it unchecked. */
  readonly next: readonly string[] | undefined;
  /** What an order must have been before. */
  readonly requires: readonly string[];
  /** How long an order may stay, in microseconds. */
  readonly stuckAfterUs: bigint | undefined;
  /** The column of a wide table that holds the time at which an order got this status. */
  readonly column: string | undefined;
}

/** After each event of status `after`, one of `anyOf` has to follow within `withinUs`. */
export interface Deadline {
  readonly name: string;
  readonly after: string;
  readonly anyOf: readonly string[];
  readonly withinUs: bigint;
}

/** Which statuses orders go through, as a lifecycle file says. */
export interface Lifecycle {
  readonly name: string;
  /** In lifecycle order. */
  readonly statuses: readonly LifecycleStatus[];
  /** Kinds of events that say nothing about an order's status. */
  readonly ignore: readonly string[];
  /** The steps of order-funnel; may be empty. */
  readonly funnel: readonly string[];
  readonly deadlines: readonly Deadline[];
  /** Between which statuses processing time is measured. */
  readonly processing: { readonly from: string; readonly to: string } | undefined;
  /** More changes than that are a problem. */
  readonly maxStatusChanges: number;
}
