import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Parameters } from './engine.ts';

const root = fileURLToPath(new URL('../../sql/', import.meta.url));

/** Text of a file below sql/, named without its ending: `1_tables/04_events`. */
export function sqlFile(name: string): string {
  return readFileSync(`${root}${name}.sql`, 'utf8').trimEnd();
}

/** Whether there is such a folder below sql/. */
export const hasSqlFolder = (folder: string): boolean => existsSync(root + folder);

/** Names of the files in a folder below sql/, in load order. */
export function sqlFolder(folder: string): string[] {
  return readdirSync(root + folder)
    .filter((file) => file.endsWith('.sql'))
    .sort()
    .map((file) => `${folder}/${file.slice(0, -'.sql'.length)}`);
}

/**
 * A statement ready to run: the file, preceded by what its `-- needs:` lines name, each as a CTE of
 * that name, or of the one it is given there: `one_order as seen_order_events`. Models are named alone,
 * other files by their path. A file with a line `-- inlined:` is never worked out once for several
 * uses. `extra` adds CTEs that only the caller can write, in front.
 */
export function composedSql(name: string, extra: Readonly<Record<string, string>> = {}): string {
  const text = sqlFile(name);
  const ctes = [
    ...Object.entries(extra),
    ...neededFiles(text).map(({ file, cte }) => [cte, sqlFile(file)] as const),
  ].map(([cte, body]) => `${cte} as ${howHeld(body)}(\n${body}\n)`);
  if (ctes.length === 0) {
    return text;
  }
  const start = text.search(/^(?:with|select|update) /m);
  if (start < 0) {
    throw new Error(`${name}.sql needs other files and so must begin with with, select or update`);
  }
  const rest = text.slice(start);
  const own = rest.startsWith('with ') ? `,\n\n${rest.slice('with '.length)}` : `\n\n${rest}`;
  return `${text.slice(0, start)}with ${ctes.join(',\n\n')}${own}`;
}

/** Names of the `$parameters` in a statement, comments aside. */
export function parameterNames(sql: string): Set<string> {
  const code = sql.replace(/--.*$/gm, '');
  return new Set([...code.matchAll(/\$([a-z_][a-z_0-9]*)/g)].map((match) => match[1] as string));
}

/** Those of the parameters that a statement declares: more would be an error. */
export function accepted(sql: string, parameters: Parameters): Parameters {
  const names = parameterNames(sql);
  return Object.fromEntries(Object.entries(parameters).filter(([name]) => names.has(name)));
}

const howHeld = (body = '') => (/^-- inlined: /m.test(body) ? 'not materialized ' : '');

function neededFiles(text: string): { file: string; cte: string }[] {
  return [...text.matchAll(/^-- needs: (.+)$/gm)]
    .flatMap(([, needs = '']) => needs.split(','))
    .map((need) => {
      const [name = '', alias] = need.trim().split(' as ');
      const file = name.includes('/') ? name : `3_models/${name}`;
      return { file, cte: alias ?? basename(file) };
    });
}
