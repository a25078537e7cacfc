import { readFileSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach } from 'vitest';
import { root } from '../support/binary.ts';
import { type Outcome, ordstat, temporaryFolder } from '../support/command-line.ts';

/** What `ordstat lifecycle check mine.json` said, the folder left out. */
export interface Checked {
  readonly code: number;
  /** Each without `error: mine.json: `. */
  readonly errors: readonly string[];
  readonly hints: readonly string[];
  readonly outcome: Outcome;
}

/** Text of a file that comes with ordstat. */
export const shippedText = (name: string) => readFileSync(`${root}lifecycles/${name}.json`, 'utf8');

/** A folder for each test, in which texts and values are checked as `mine.json`. */
export function folderPerTest() {
  let folder: ReturnType<typeof temporaryFolder>;
  beforeEach(() => {
    folder = temporaryFolder();
  });
  afterEach(() => folder.remove());
  const write = (content: string | Buffer, name = 'mine.json') => {
    writeFileSync(folder.path(name), content);
    return folder.path(name);
  };
  return {
    path: (name: string) => folder.path(name),
    write,
    check: async (content: unknown): Promise<Checked> => {
      const isText = typeof content === 'string' || Buffer.isBuffer(content);
      const path = write(isText ? content : JSON.stringify(content));
      const outcome = await ordstat(['lifecycle', 'check', path]);
      return checked(outcome, `error: ${path}:`);
    },
  };
}

function checked(outcome: Outcome, prefix: string): Checked {
  const lines = outcome.stderr.split('\n');
  const begins = (beginning: string) => lines.filter((line) => line.startsWith(beginning));
  return {
    code: outcome.code,
    errors: begins('error: ').map((line) => line.replace(prefix, '').trim()),
    hints: begins('hint: ').map((line) => line.slice('hint: '.length)),
    outcome,
  };
}
