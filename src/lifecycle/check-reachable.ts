import type { LifecycleFile } from './lifecycle-file.ts';
import type { Violation } from './violation.ts';

/** Statuses that no order can get to, if `next` is kept to. */
export function checkReachable({ statuses }: LifecycleFile): Violation[] {
  const initial = statuses.filter((status) => status.initial).map(({ name }) => name);
  if (initial.length === 0) {
    const remedy = 'write "initial": true where orders begin';
    return [{ path: 'statuses', fact: 'none is initial', remedy }];
  }
  const nextOf = new Map(statuses.map(({ name, next }) => [name, next]));
  const reached = new Set(initial);
  // A set that grows while it is walked is walked to its end.
  for (const name of reached) {
    const next = nextOf.has(name) ? nextOf.get(name) : [];
    if (next === undefined) {
      return [];
    }
    for (const each of next) {
      reached.add(each);
    }
  }
  return statuses.flatMap(({ name }, index): Violation[] =>
    reached.has(name)
      ? []
      : [
          {
            path: `statuses[${index}]`,
            fact: `no order can get to ${name}`,
            remedy: 'name it in the "next" of another status, make it initial, or remove it',
          },
        ],
  );
}
