import type { Row } from '../engine/engine.ts';
import { ExitCode, UserError } from '../errors.ts';
import { durationUs } from '../time/duration.ts';

export interface MaxAgeOptions {
  readonly maxAge?: string;
}

export const maxAgeOption = [
  '--max-age <duration>',
  'exit 4 when the newest observation is older, by the clock; the report is written all the same',
] as const;

/**
 * What is wrong when the newest observation of a report's kind is older than `--max-age`. `times`
 * has its age by the clock in `latest_age_us` and its time in `latest_text`, null without any.
 * @throws UserError exit 2 for an age that can't be read.
 */
export function staleness(
  { maxAge }: MaxAgeOptions,
  noun: string,
  times: Row,
): UserError | undefined {
  if (maxAge === undefined) {
    return undefined;
  }
  const limitUs = durationUs('--max-age', maxAge);
  const { latest_age_us: ageUs, latest_text: latest } = times;
  if (ageUs === null || ageUs === undefined) {
    return gateError(`no ${noun} is loaded, and --max-age asks for one of the last ${maxAge}`);
  }
  return BigInt(ageUs) > limitUs
    ? gateError(
        `the newest ${noun} is ${ageText(BigInt(ageUs))} old (${latest}), more than --max-age ${maxAge}`,
      )
    : undefined;
}

const gateError = (fact: string) =>
  new UserError(
    ExitCode.gate,
    fact,
    'see why no newer files are loaded; the report is written all the same',
  );

const units = [
  ['day', 86_400_000_000n],
  ['hour', 3_600_000_000n],
  ['minute', 60_000_000n],
  ['second', 1_000_000n],
] as const;

/** The two largest units: `3 hours`, `1 day 2 hours`; seconds at least. */
function ageText(us: bigint): string {
  const first = Math.max(
    0,
    units.findIndex(([, unitUs]) => us >= unitUs),
  );
  let rest = us;
  const parts = units.slice(first, first + 2).map(([name, unitUs]) => {
    const count = rest / unitUs;
    rest %= unitUs;
    return { count, text: `${count} ${name}${count === 1n ? '' : 's'}` };
  });
  return parts
    .filter(({ count }, index) => index === 0 || count > 0n)
    .map(({ text }) => text)
    .join(' ');
}
