import type { Parameters } from '../engine/engine.ts';
import { durationUs } from '../time/duration.ts';
import { momentParameters } from './as-of.ts';

/** The bounds of a filter by time. */
export interface BoundOptions {
  readonly since?: string;
  readonly until?: string;
}

/**
 * What was typed as `--since` and `--until`: a time, or a duration before as_of.
 * @throws UserError exit 2.
 */
export function boundParameters({ since, until }: BoundOptions): Parameters {
  return { ...boundOf('since', 'from', since), ...boundOf('until', 'to', until) };
}

function boundOf(
  option: 'since' | 'until',
  moment: 'from' | 'to',
  text: string | undefined,
): Parameters {
  const isDuration = text !== undefined && /^(\d+[a-z]$|P)/.test(text);
  return {
    ...momentParameters(`--${option}`, moment, isDuration ? undefined : text),
    [`${option}_ago_us`]: isDuration ? durationUs(`--${option}`, text) : null,
  };
}
