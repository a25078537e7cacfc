import { sql } from 'kysely';
import { composer, type Statement, statementOf } from '../engine/compose.ts';
import type { Condition } from './condition.ts';
import type { Column, Query } from './query.ts';
import { orderOf, rendered, rowsOf, type Source, type View } from './wrap.ts';

/** How many rows are named. */
const namedCount = 3;

/**
 * The first rows of a view, its limit aside, for which a condition is true: the values that name
 * each, as printed, and `failing`, how many there are. Instants are compared as such.
 */
export function failingRows(source: Source, view: View, condition: Condition): Statement {
  const typed = source.query.columns.map(
    (column) => sql`${rendered(column, { ...view, isPrinted: false })} as ${sql.ref(column.name)}`,
  );
  const names = namingColumns(source.query);
  const named = names.map(
    (column, index) =>
      sql`${rendered(column, { ...view, isPrinted: true })} as ${sql.ref(`named_${index}`)}`,
  );
  const shown = names.map(
    ({ name }, index) => sql`${sql.ref(`named_${index}`)} as ${sql.ref(name)}`,
  );
  const position = sql`row_number() over (order by ${orderOf(source, view)}) as position_in_report`;
  return statementOf(
    sql`select ${sql.join(shown)}, count(*) over () as failing
      from (select ${sql.join([...typed, ...named, position])} ${rowsOf(source, view)}) as report
      where ${condition.sql}
      order by position_in_report
      limit ${namedCount}`.compile(composer),
  );
}

/** The columns that tell rows apart. */
function namingColumns(query: Query): readonly Column[] {
  const naming = query.naming ?? query.order;
  const keys = query.columns.filter(({ name }) => naming.includes(name));
  return keys.length > 0 ? keys : query.columns.slice(0, 1);
}
