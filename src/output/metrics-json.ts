import type { Row } from '../engine/engine.ts';
import type { Writer } from './writer.ts';

/** What the instant of the figures comes after: the keys that other tools know come first. */
const lastKnownKey = 'status_counts';

/** Rows of metric, label, value and as_of as one object: a metric with labels is an object in it. */
export const metricsWriter: Writer = async function* write(_columns, batches) {
  const metrics = new Map<string, Row[]>();
  for await (const rows of batches) {
    for (const row of rows) {
      const name = row.metric as string;
      metrics.set(name, [...(metrics.get(name) ?? []), row]);
    }
  }
  const members = [...metrics].flatMap(([name, rows]) => {
    const member = `  ${JSON.stringify(name)}: ${jsonOf(rows)}`;
    return name === lastKnownKey
      ? [member, `  "as_of": ${JSON.stringify(rows[0]?.as_of)}`]
      : [member];
  });
  yield `{\n${members.join(',\n')}\n}\n`;
};

/** Numbers keep every digit: they are copied, not parsed. */
function jsonOf(rows: readonly Row[]): string {
  const [first] = rows;
  if (first?.label === null) {
    return first.value ?? 'null';
  }
  return `{${rows.map(({ label, value }) => `${JSON.stringify(label)}: ${value}`).join(', ')}}`;
}
