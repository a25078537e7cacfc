import { foldedName } from './folded-name.ts';
import type { LifecycleFile } from './lifecycle-file.ts';
import type { Violation } from './violation.ts';

/** A name under which events come. */
interface Name {
  readonly path: string;
  readonly text: string;
  /** Names of one meaning may look alike. */
  readonly meaning: string;
}

/** Names that can't be told from others as events are looked up: by letters and digits. */
export function checkNames(file: LifecycleFile): Violation[] {
  const firsts = new Map<string, Name>();
  return namesOf(file).flatMap((name): Violation[] => {
    const folded = foldedName(name.text);
    if (folded === '') {
      const remedy = 'events are recognised by letters and digits: give it some';
      return [{ path: name.path, fact: `no letter and no digit: ${name.text}`, remedy }];
    }
    const first = firsts.get(folded);
    if (first === undefined) {
      firsts.set(folded, name);
      return [];
    }
    return first.meaning === name.meaning ? [] : [collision(name, first)];
  });
}

function collision(name: Name, first: Name): Violation {
  return {
    path: name.path,
    fact: `can't be told from ${first.path}: ${name.text}`,
    remedy: 'letter case and punctuation make no difference: rename or remove one of the two',
  };
}

function namesOf({ statuses, ignore = [] }: LifecycleFile): Name[] {
  return [
    ...statuses.flatMap(({ name, aliases = [] }, index) => {
      const meaning = `statuses[${index}]`;
      return [
        { path: `${meaning}.name`, text: name, meaning },
        ...aliases.map((text, alias) => ({ path: `${meaning}.aliases[${alias}]`, text, meaning })),
      ];
    }),
    ...ignore.map((text, index) => ({ path: `ignore[${index}]`, text, meaning: 'ignore' })),
  ];
}
