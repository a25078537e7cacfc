import type { Engine, ResultColumn, Row } from '../../src/engine/engine.ts';
import type { Postgres } from '../../src/engine/postgres.ts';

/**
 * Adds all rows of a table of DuckDB to the table of that name on a server, which has the same
 * columns. Returns how many there were. Nothing is held but the rows at hand.
 */
export async function copyTable(source: Engine, target: Postgres, table: string): Promise<number> {
  const { columns } = await source.run(`select * from ${table} limit 0`);
  const names = columns.map(({ name }) => `"${name}"`);
  const rows = await source.run(`select ${columns.map(selected).join(', ')} from ${table}`);
  return target.copyIn(
    `copy ${table} (${names.join(', ')}) from stdin`,
    textOf(columns, rows.batches()),
  );
}

/** Bytes would lose some of their values on the way: they travel as digits. */
const selected = ({ name, type }: ResultColumn) =>
  type === 'BLOB' ? `'\\x' || hex_of("${name}") as "${name}"` : `"${name}"`;

async function* textOf(
  columns: readonly ResultColumn[],
  batches: AsyncIterable<readonly Row[]>,
): AsyncIterable<string> {
  for await (const rows of batches) {
    yield rows.map((row) => copyLine(columns.map((column) => valueIn(row, column)))).join('');
  }
}

/** Lists come from DuckDB's driver as JSON. */
function valueIn(row: Row, { name, type }: ResultColumn): string | null {
  const value = row[name] ?? null;
  return value === null || !type.endsWith('[]')
    ? value
    : listText(JSON.parse(value) as (string | null)[]);
}

/** A list as PostgreSQL reads it: `{"a","b \"c\"",NULL}`. */
export function listText(elements: readonly (string | null)[]): string {
  const quoted = elements.map((element) =>
    element === null ? 'NULL' : `"${element.replace(/["\\]/g, '\\$&')}"`,
  );
  return `{${quoted.join(',')}}`;
}

const escapes: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\t': '\\t',
  '\n': '\\n',
  '\r': '\\r',
};

/** A row in the text format of COPY (the manual's page on COPY, section "Text Format"). */
export function copyLine(values: readonly (string | null)[]): string {
  const fields = values.map((value) =>
    value === null ? '\\N' : value.replace(/[\\\t\n\r]/g, (each) => escapes[each] as string),
  );
  return `${fields.join('\t')}\n`;
}
