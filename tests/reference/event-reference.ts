/** One event of the log; an event given twice counts twice. */
export interface UserEvent {
  userId: string;
  eventType: string;
  atUs: bigint;
}

/** The options of event-summary that change numbers. The window is half open and used as given. */
export interface EventOptions {
  windowStartUs: bigint;
  windowEndUs: bigint;
  asOfUs: bigint;
  acrossMidnight: 'within' | 'carry' | 'clip';
  maxGapUs: bigint | null;
}

/** What one user did of one type; null where there is no gap, or no event in the window. */
export interface EventGapsRow {
  userId: string;
  eventType: string;
  events: number;
  gaps: number;
  idleGaps: number;
  totalUs: bigint;
  maxGapUs: bigint | null;
  firstUs: bigint | null;
  lastUs: bigint | null;
}

interface Gap {
  fromUs: bigint;
  toUs: bigint;
}

/**
 * Events and gaps per user and event type, as DESIGN section 5 defines them, by user and type.
 * Events up to and including `asOfUs` count. A group has a row if it has an event in the window
 * or, with `clip`, a gap that reaches into it, idle or not.
 */
export function eventGaps(events: UserEvent[], options: EventOptions): EventGapsRow[] {
  const groups = new Map<string, UserEvent[]>();
  for (const event of events.filter((each) => each.atUs <= options.asOfUs)) {
    const key = JSON.stringify([event.userId, event.eventType]);
    groups.set(key, [...(groups.get(key) ?? []), event]);
  }
  return [...groups.values()]
    .flatMap((group) => summaryOf(group, options))
    .toSorted((a, b) => compare(a.userId, b.userId) || compare(a.eventType, b.eventType));
}

function summaryOf(group: UserEvent[], options: EventOptions): EventGapsRow[] {
  const [some] = group;
  const times = group.map((event) => event.atUs).toSorted(compare);
  const timesInside = times.filter((atUs) => isInside(atUs, options));
  const gaps = gapsOf(times, timesInside, options);
  if (some === undefined || (timesInside.length === 0 && gaps.length === 0)) return [];

  const isIdle = ({ fromUs, toUs }: Gap) =>
    options.maxGapUs !== null && toUs - fromUs > options.maxGapUs;
  const lengths = gaps.filter((gap) => !isIdle(gap)).map((gap) => countedLength(gap, options));
  return [
    {
      userId: some.userId,
      eventType: some.eventType,
      events: timesInside.length,
      gaps: lengths.length,
      idleGaps: gaps.filter(isIdle).length,
      totalUs: lengths.reduce((sum, length) => sum + length, 0n),
      maxGapUs: lengths.toSorted(compare).at(-1) ?? null,
      firstUs: timesInside[0] ?? null,
      lastUs: timesInside.at(-1) ?? null,
    },
  ];
}

/** The gaps, whole, that the chosen way of treating midnight looks at. */
function gapsOf(times: bigint[], timesInside: bigint[], options: EventOptions): Gap[] {
  switch (options.acrossMidnight) {
    case 'within':
      return consecutive(timesInside);
    case 'carry':
      return consecutive(times).filter((gap) => isInside(gap.toUs, options));
    case 'clip':
      return consecutive(times).filter((gap) =>
        gap.fromUs === gap.toUs ? isInside(gap.toUs, options) : overlap(gap, options) > 0n,
      );
  }
}

function consecutive(times: bigint[]): Gap[] {
  return times.slice(1).map((toUs, index) => ({ fromUs: times[index] ?? toUs, toUs }));
}

function countedLength(gap: Gap, options: EventOptions): bigint {
  return options.acrossMidnight === 'clip' ? overlap(gap, options) : gap.toUs - gap.fromUs;
}

function overlap(gap: Gap, { windowStartUs, windowEndUs }: EventOptions): bigint {
  const fromUs = gap.fromUs > windowStartUs ? gap.fromUs : windowStartUs;
  const toUs = gap.toUs < windowEndUs ? gap.toUs : windowEndUs;
  return toUs - fromUs;
}

function isInside(atUs: bigint, { windowStartUs, windowEndUs }: EventOptions): boolean {
  return atUs >= windowStartUs && atUs < windowEndUs;
}

function compare<T extends string | bigint>(a: T, b: T): number {
  return a < b ? -1 : Number(a > b);
}
