/** One observation of a store. */
export interface Ping {
  storeId: string;
  atUs: bigint;
  status: 'active' | 'inactive';
}

/** One row of business hours; 0 is Monday, clocks are `HH:MM:SS`, `closes` may be `24:00:00`. */
export interface HoursRow {
  storeId: string;
  dayOfWeek: number;
  opens: string;
  closes: string;
}

/** Everything that was loaded about the stores. */
export interface StoreWorld {
  pings: Ping[];
  hours: HoursRow[];
  zones: { storeId: string; zone: string }[];
}

/** The options of store-report that change numbers; `maxGapUs` is null with assume-open. */
export interface StoreOptions {
  policy: 'assume-open' | 'carry-forward' | 'nearest';
  beforeFirst: 'unknown' | 'active' | 'inactive' | 'backfill';
  maxGapUs: bigint | null;
  missingDay: 'closed' | 'open';
  snapMidnight: boolean;
  defaultZone: string;
}

/** Half open, microseconds since the epoch. */
export interface TimeWindow {
  startUs: bigint;
  endUs: bigint;
}

/** Opening time of a store, half open, microseconds since the epoch. */
export interface Shift {
  opensUs: bigint;
  closesUs: bigint;
}

/** What a store is said to be at a moment of its opening time. */
export type Status = Ping['status'] | 'unknown';

/**
 * A stretch of opening time with one status. The opening is that of the uncut, merged shift; null
 * if that one runs for more than two weeks before the window.
 */
export interface StorePeriod {
  shiftOpensUs: bigint | null;
  startsUs: bigint;
  endsUs: bigint;
  status: Status;
}

/** Microseconds per status; the first three add up to `openUs`. */
export interface StatusTotals {
  upUs: bigint;
  downUs: bigint;
  unknownUs: bigint;
  openUs: bigint;
}
