/** What a check found. */
export interface Finding {
  readonly check: string;
  readonly result: 'ok' | 'warn' | 'fail';
  /** What is so, on one line. */
  readonly detail: string;
  /** What to do about it. */
  readonly remedy: string | null;
}

export function sound(check: string, detail: string): Finding {
  return { check, result: 'ok', detail, remedy: null };
}

export function warning(check: string, detail: string, remedy: string): Finding {
  return { check, result: 'warn', detail, remedy };
}

export function failure(check: string, detail: string, remedy: string): Finding {
  return { check, result: 'fail', detail, remedy };
}

/** What to do about a file whose bytes are lost. */
export const restore =
  'restore the database file from a backup, or delete it and load the files again (ordstat loads names them)';

/** `1 store`, `2 stores` */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
