import type { Micros } from './instants.ts';

/** Time with a hole in it, in which nothing was observed. */
export interface ObservedTime {
  /** Observed microseconds, without the silence. */
  length: number;
  /** The instant after so much observed time; positions over either end are reflected. */
  at(position: number): Micros;
  /** Whether anybody was listening. */
  has(at: Micros): boolean;
}

/** The time from `start` to `end` without the part of the silence that lies inside. */
export function observedTime(
  start: Micros,
  end: Micros,
  silence: { from: Micros; to: Micros },
): ObservedTime {
  const from = Math.max(start, silence.from);
  const silent = Math.max(0, silence.to - from);
  const length = end - start - silent;
  return {
    length,
    at(position) {
      const at = start + Math.floor(bounce(position, length));
      return at < from ? at : at + silent;
    },
    has: (at) => at <= end && (at < from || at >= from + silent),
  };
}

function bounce(position: number, length: number): number {
  if (position < 0) return -position;
  return position < length ? position : 2 * length - position - 1;
}
