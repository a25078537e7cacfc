import { didYouMean } from '../suggest.ts';
import { foldedName } from './folded-name.ts';
import type { LifecycleFile } from './lifecycle-file.ts';
import type { Violation } from './violation.ts';

/** Names of statuses that there are not. */
export function checkReferences(file: LifecycleFile): Violation[] {
  const known = new Set(file.statuses.map(({ name }) => name));
  return referencesOf(file)
    .filter(([, name]) => !known.has(name))
    .map(([path, name]) => ({
      path,
      fact: `no such status: ${name}`,
      remedy: `${suggestion(name, file)}statuses: ${[...known].slice(0, 20).join(', ')}`,
    }));
}

/** The status that a name means elsewhere in the file comes before one that is spelt like it. */
function suggestion(text: string, { statuses }: LifecycleFile): string {
  const folded = foldedName(text);
  const meant = statuses.find(({ name, aliases = [] }) =>
    [name, ...aliases].some((each) => foldedName(each) === folded),
  );
  return meant === undefined
    ? didYouMean(
        text,
        statuses.map(({ name }) => name),
      )
    : `did you mean ${meant.name}? `;
}

function referencesOf(file: LifecycleFile): (readonly [path: string, name: string])[] {
  const { statuses, funnel, deadlines = [], processing } = file;
  return [
    ...statuses.flatMap(({ next, requires }, index) => [
      ...listed(`statuses[${index}].next`, next),
      ...listed(`statuses[${index}].requires`, requires),
    ]),
    ...listed('funnel', funnel),
    ...deadlines.flatMap(({ after, anyOf }, index) => [
      [`deadlines[${index}].after`, after] as const,
      ...listed(`deadlines[${index}].anyOf`, anyOf),
    ]),
    ...Object.entries(processing ?? {}).map(([end, name]) => [`processing.${end}`, name] as const),
  ];
}

function listed(path: string, names: readonly string[] = []) {
  return names.map((name, index) => [`${path}[${index}]`, name] as const);
}
