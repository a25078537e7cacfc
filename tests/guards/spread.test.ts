import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { sqlFile, sqlFolder } from '../../src/engine/sql-files.ts';

// Over several nodes, a step goes down to them if its joins, windows and groups go by the store, the
// user or the order, by which rows are spread. docs/scale.md has a table of all others; a report that
// gets one more must say so there.

const spreadBy = /\b(store_id|store_key|user_id|order_id)\b/;
/** What follows from parameters alone is the same on every node. */
const ofParameters = /^(lifecycle\w*|funnel|previous|reasons)$/;

const joins =
  /\b(?:inner|left|right|full) join (\w+)(?: as (\w+))?\s+on\b([\s\S]*?)(?=\b(?:inner|left|right|full|cross) join\b|\bwhere\b|\bgroup by\b|\border by\b|\bunion\b|\bwindow\b|$)/g;
const groups =
  /\b(?:partition by|group by) ([\s\S]*?)(?=\border by\b|\)|\n\s*(?:having|window|union|limit)\b|\n\n|$)/g;
const distincts = /select distinct (?!on\b)([\s\S]*?)\bfrom\b/g;
const aggregates = /\b(?:min|max|count|sum|string_agg|latest_known)\(/;

/** Whether something in a step goes by anything but the key. */
function isOverAllKeys(step: string): boolean {
  const joined = [...step.matchAll(joins)].filter(
    ([, table = '', alias = table]) => !ofParameters.test(table) && !ofParameters.test(alias),
  );
  const keyed = [
    ...joined.map(([, , , condition = '']) => condition),
    ...[...step.matchAll(groups)].map(([, columns = '']) => columns),
    ...[...step.matchAll(distincts)].map(([, columns = '']) => columns),
  ];
  const isWhole = aggregates.test(step) && !/\b(?:group by|partition by|over)\b/.test(step);
  const isWindowOfAll = /\bover \((?!\s*partition by)/.test(step);
  return isWhole || isWindowOfAll || keyed.some((columns) => !spreadBy.test(columns));
}

/** The steps of a statement by name; what comes after them is the end. */
function stepsOf(name: string): [string, string][] {
  const text = sqlFile(name).replace(/--.*$/gm, '');
  const steps = [...text.matchAll(/(?:^|\n)(?:with )?(\w+) as \(\n([\s\S]*?)\n\)/g)];
  const end = steps.length === 0 ? text : text.slice(text.lastIndexOf('\n)') + 2);
  return [
    ...steps.map(([, step = '', body = '']) => [step, body] as [string, string]),
    ['end', end],
  ];
}

const ofKeys = [...sqlFolder('3_models'), ...sqlFolder('4_reports')].filter((name) =>
  /\/(store|event|order|silen|shift|longest|listening|near|ping|deciding|wanted|stuck|one_order|seen)/.test(
    name,
  ),
);

test('docs/scale.md lists every step that does not go by store, user or order', () => {
  const found = ofKeys.flatMap((name) => {
    const steps = stepsOf(name).filter(([, body]) => isOverAllKeys(body));
    return steps.length === 0 ? [] : [[name, steps.map(([step]) => step).join(', ')]];
  });
  const scale = readFileSync(
    fileURLToPath(new URL('../../docs/scale.md', import.meta.url)),
    'utf8',
  );
  const listed = [...scale.matchAll(/^\| `(3_models|4_reports)\/(\w+)` +\| ([^|]+?) +\|/gm)].map(
    ([, folder, file, steps]) => [`${folder}/${file}`, steps],
  );
  expect(found).toEqual(listed);
});
