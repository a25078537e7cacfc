import type { Parameters } from '../engine/engine.ts';
import type { Lifecycle } from '../lifecycle/lifecycle.ts';
import { kindsWith } from './kinds.ts';

/**
 * What a lifecycle says of the names in files, as lists side by side: names of kinds of events with
 * the status each means (none for those to ignore), columns of times with the status each is of.
 */
export function readingParameters(lifecycle: Lifecycle): Parameters {
  const { statuses, ignore } = lifecycle;
  const names = statuses.flatMap(({ name, aliases }) =>
    [name, ...aliases].map((kind) => ({ kind, status: name })),
  );
  const columns = kindsWith(lifecycle).flatMap(({ times }) => times);
  return {
    statuses: statuses.map(({ name }) => name),
    kinds: [...names.map(({ kind }) => kind), ...ignore],
    kind_statuses: [...names.map(({ status }) => status), ...ignore.map(() => null)],
    time_columns: columns,
    time_statuses: columns.map(
      (column) => statuses.find((status) => status.column === column)?.name ?? null,
    ),
  };
}
