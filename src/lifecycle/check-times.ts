import { UserError } from '../errors.ts';
import { durationUs } from '../time/duration.ts';
import type { LifecycleFile } from './lifecycle-file.ts';
import type { Violation } from './violation.ts';

/** Durations that are none, and times between statuses that make no sense. */
export function checkTimes({ statuses, deadlines = [], processing }: LifecycleFile): Violation[] {
  const names = new Map<string, number>();
  return [
    ...statuses.flatMap(({ stuckAfter }, index) =>
      stuckAfter === undefined ? [] : checkDuration(`statuses[${index}].stuckAfter`, stuckAfter),
    ),
    ...deadlines.flatMap(({ name, within }, index) => {
      const first = names.get(name);
      names.set(name, first ?? index);
      return [
        ...(first === undefined ? [] : [sameName(index, first, name)]),
        ...checkDuration(`deadlines[${index}].within`, within),
      ];
    }),
    ...(processing !== undefined && processing.from === processing.to
      ? [
          {
            path: 'processing.to',
            fact: `is where processing begins: ${processing.to}`,
            remedy: 'name two statuses',
          },
        ]
      : []),
  ];
}

function checkDuration(path: string, text: string): Violation[] {
  try {
    durationUs(path, text);
    return [];
  } catch (error) {
    if (error instanceof UserError) {
      return [{ path, fact: error.message.slice(`${path}: `.length), remedy: error.hint }];
    }
    throw error;
  }
}

function sameName(index: number, first: number, name: string): Violation {
  return {
    path: `deadlines[${index}].name`,
    fact: `is the name of deadlines[${first}] too: ${name}`,
    remedy: 'reports tell deadlines by their names: rename one of the two',
  };
}
