import type { Parameters } from '../engine/engine.ts';
import { ExitCode, UserError } from '../errors.ts';
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
  if (text !== undefined && !isDuration && !/^\d{4}-/.test(text)) {
    throw new UserError(
      ExitCode.usage,
      `--${option}: not a time or a duration: ${text}`,
      'write 2024-10-15, 2024-10-15T08:00:00Z, or how long before as of: 90m, 24h, 7d, PT1H30M',
    );
  }
  return {
    ...momentParameters(`--${option}`, moment, isDuration ? undefined : text),
    [`${option}_ago_us`]: isDuration ? durationUs(`--${option}`, text) : null,
  };
}
