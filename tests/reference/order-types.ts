import type { Lifecycle } from '../../src/lifecycle/lifecycle.ts';

/** One event of an order; totals are whole ten-thousandths, no two events are wholly equal. */
export interface OrderEvent {
  orderId: string;
  status: string;
  atUs: bigint;
  userId: string | null;
  total: bigint | null;
  items: string | null;
  details: string | null;
  eventId: string | null;
  referenceId: string | null;
  /** An event of a log, a time of a wide row, or a status of a wide row without a time of its own. */
  origin: 'event' | 'time' | 'status';
}

/** What the order reports look at; events up to and including `asOfUs` count. */
export interface OrderWorld {
  lifecycle: Lifecycle;
  events: OrderEvent[];
  asOfUs: bigint;
}

/** The events of one order that count, of which there is one at least, in their order. */
export interface OrderHistory {
  orderId: string;
  events: OrderEvent[];
  first: OrderEvent;
  last: OrderEvent;
}

/** Where an order stands; details are those of its last event, the rest is the latest known. */
export interface OrderState {
  orderId: string;
  currentStatus: string;
  userId: string | null;
  total: bigint | null;
  items: string | null;
  lastUs: bigint;
  lastDetails: string | null;
  changes: number;
  secondsUs: bigint;
}

/** An order that is longer in its status than `limitUs`. */
export interface StuckOrder extends OrderState {
  limitUs: bigint;
}

/** How many orders are in a status; the shares are hundredths of a percent, 10000 in all. */
export interface SummaryRow {
  status: string;
  orders: number;
  shareHundredths: number;
}

/** What may be wrong with an order. */
export type FindingReason =
  | 'status_changes'
  | 'illegal_transition'
  | 'after_terminal'
  | 'bad_start'
  | 'missing_prerequisite'
  | 'amount_mismatch'
  | 'missed_deadline';

/** Something wrong with an order. */
export interface OrderFinding {
  orderId: string;
  reason: FindingReason;
  detail: string;
}

/** How far orders got; `succeeded` are those of the cohort with an event of a success status. */
export interface OrderFunnel {
  cohort: number;
  steps: { status: string; orders: number }[];
  succeeded: number;
}

/** Of a list of durations, in whole microseconds; null if the list is empty. */
export interface DurationStats {
  avgUs: bigint | null;
  minUs: bigint | null;
  p50Us: bigint | null;
  p90Us: bigint | null;
  p95Us: bigint | null;
  p99Us: bigint | null;
  maxUs: bigint | null;
}

/**
 * Durations between two statuses; `count` is without the open, the negative and the untimed ones, of
 * which only a status that no time bears out says that they ended.
 */
export interface DurationsRow extends DurationStats {
  count: number;
  open: number;
  negative: number;
  untimed: number;
  totalUs: bigint;
}

/** The durations of the orders whose `from` time is on one UTC day, as `2024-10-15`. */
export interface DailyDurationsRow extends DurationsRow {
  day: string;
}

/** Time in one status; the total includes the open visits, the statistics do not. */
export interface StateTimesRow extends DurationStats {
  status: string;
  visits: number;
  openNow: number;
  totalUs: bigint;
}

/** Failures of one kind on one UTC day, as `2024-10-15`. */
export interface FailureRow {
  day: string;
  status: string;
  details: string | null;
  orders: number;
  events: number;
}

/** One row of a wide table as one load had it; `times` holds the columns that are not null. */
export interface WideRow {
  orderId: string;
  status: string;
  userId: string | null;
  total: bigint | null;
  items: string | null;
  times: { status: string; atUs: bigint }[];
  updatedUs: bigint | null;
  load: number;
}
