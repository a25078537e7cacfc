import { ExitCode, UserError } from '../errors.ts';
import { foldedName } from '../lifecycle/folded-name.ts';
import type { Lifecycle } from '../lifecycle/lifecycle.ts';
import { didYouMean } from '../suggest.ts';

/**
 * The statuses of `--status`, by their names in the lifecycle; null for all.
 * @throws UserError exit 2 for a status that the lifecycle does not have.
 */
export function wantedStatuses(text: string | undefined, lifecycle: Lifecycle): string[] | null {
  return text?.split(',').map((name) => statusNamed('--status', name.trim(), lifecycle)) ?? null;
}

/**
 * The name in the lifecycle of a status that was typed, which may be an alias.
 * @throws UserError exit 2, naming the option.
 */
export function statusNamed(option: string, typed: string, { name, statuses }: Lifecycle): string {
  const wanted = foldedName(typed);
  const status = statuses.find((candidate) =>
    [candidate.name, ...candidate.aliases].some((each) => foldedName(each) === wanted),
  );
  if (status === undefined) {
    const names = statuses.map((candidate) => candidate.name);
    throw new UserError(
      ExitCode.usage,
      `${option}: lifecycle ${name} has no such status: ${typed}`,
      `${didYouMean(typed, names)}statuses: ${names.join(', ')}`,
    );
  }
  return status.name;
}
