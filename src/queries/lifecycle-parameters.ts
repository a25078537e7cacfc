import type { Parameters } from '../engine/engine.ts';
import type { Lifecycle } from '../lifecycle/lifecycle.ts';

/** Parameters of the model lifecycle. */
export const lifecycleNames = [
  'statuses',
  'stuck_after_us',
  'initial_statuses',
  'success_statuses',
  'failure_statuses',
  'terminal_statuses',
  'checked_statuses',
] as const;

/** Parameters of the model order_findings and of those it needs, without those of lifecycle. */
export const findingNames = [
  'next_from',
  'next_to',
  'requires_status',
  'required_status',
  'deadline_names',
  'deadline_after',
  'deadline_within_us',
  'deadline_choices',
  'choice_deadlines',
  'choice_statuses',
  'max_status_changes',
] as const;

/** A lifecycle as the models take it: as lists, some of them side by side. */
export function lifecycleParameters(lifecycle: Lifecycle): Parameters {
  const { statuses, deadlines } = lifecycle;
  const names = (isWanted: (status: Lifecycle['statuses'][number]) => boolean) =>
    statuses.filter(isWanted).map(({ name }) => name);
  const transitions = statuses.flatMap(({ name, next = [] }) => next.map((to) => [name, to]));
  const requirements = statuses.flatMap(({ name, requires }) =>
    requires.map((required) => [name, required]),
  );
  const choices = deadlines.flatMap(({ name, anyOf }) => anyOf.map((status) => [name, status]));
  return {
    statuses: names(() => true),
    stuck_after_us: statuses.map(({ stuckAfterUs }) => stuckAfterUs?.toString() ?? null),
    initial_statuses: names(({ isInitial }) => isInitial),
    success_statuses: names(({ isSuccess }) => isSuccess),
    failure_statuses: names(({ isFailure }) => isFailure),
    terminal_statuses: names(({ next }) => next?.length === 0),
    checked_statuses: names(({ next = [] }) => next.length > 0),
    next_from: first(transitions),
    next_to: second(transitions),
    requires_status: first(requirements),
    required_status: second(requirements),
    deadline_names: deadlines.map(({ name }) => name),
    deadline_after: deadlines.map(({ after }) => after),
    deadline_within_us: deadlines.map(({ withinUs }) => withinUs.toString()),
    deadline_choices: deadlines.map(({ anyOf }) => anyOf.join(' or ')),
    choice_deadlines: first(choices),
    choice_statuses: second(choices),
    max_status_changes: lifecycle.maxStatusChanges,
  };
}

const first = (pairs: readonly string[][]) => pairs.map(([one = '']) => one);
const second = (pairs: readonly string[][]) => pairs.map(([, other = '']) => other);
