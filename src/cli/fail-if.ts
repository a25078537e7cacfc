import { type Engine, type Row, rowsOf } from '../engine/engine.ts';
import { ExitCode, UserError } from '../errors.ts';
import type { Condition } from '../queries/condition.ts';
import { failingRows } from '../queries/failing-rows.ts';
import type { Source, View } from '../queries/wrap.ts';

/**
 * What is wrong when a condition is true for rows of a report.
 * @throws UserError exit 2 for a condition that can't be worked out on the data.
 */
export async function failureOf(
  engine: Engine,
  source: Source,
  view: View,
  condition: Condition,
): Promise<UserError | undefined> {
  const { sql, parameters } = failingRows(source, view, condition);
  const rows = await rowsOf(engine, sql, parameters).catch((cause: unknown) => {
    throw condition.failure(cause);
  });
  const [first] = rows;
  if (first === undefined) {
    return undefined;
  }
  const count = Number(first.failing);
  const names = rows.map(nameOf).join('; ');
  return new UserError(
    ExitCode.gate,
    `--fail-if ${condition.text}: true for ${count} row${count === 1 ? '' : 's'}: ${names}` +
      (count > rows.length ? '; ...' : ''),
    'look these rows up in the report, which is written all the same',
  );
}

/** Characters that are shown of one value. */
const longestShown = 100;

/** `user1, ordered` */
function nameOf({ failing: _, ...names }: Row): string {
  return Object.values(names)
    .filter((value) => value !== null)
    .map((value) => (value.length > longestShown ? `${value.slice(0, longestShown)}…` : value))
    .join(', ');
}
