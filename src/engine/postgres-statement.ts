import type { Parameters } from './engine.ts';
import { numbered } from './named-parameters.ts';

/** A statement with its values in the order of their numbers. */
export interface BoundStatement {
  readonly sql: string;
  readonly values: unknown[];
}

const replacing =
  /^(?<comments>(?:\s|--[^\n]*(?:\n|$))*)create or replace temp (?<kind>table|view) (?<name>[a-z_][a-z_0-9]*)/;

/**
 * A statement as PostgreSQL takes it, in one or two. `create or replace temp table` and `create or
 * replace temp view` of DuckDB become `drop ... if exists` and `create temp ...`: PostgreSQL replaces
 * no tables, and views only where their columns stay; a view of
 * the session on the table goes with it.
 * @throws Error for a parameter that has no value, or a value that has no parameter.
 */
export function boundStatements(
  sql: string,
  parameters: Parameters,
): [BoundStatement, ...BoundStatement[]] {
  const { comments = '', kind, name } = replacing.exec(sql)?.groups ?? {};
  if (kind === undefined) {
    return [bound(sql, parameters)];
  }
  const rest = sql.slice(comments.length).replace('create or replace temp', 'create temp');
  return [
    { sql: `drop ${kind} if exists pg_temp.${name} cascade`, values: [] },
    bound(rest, parameters),
  ];
}

function bound(sql: string, parameters: Parameters): BoundStatement {
  const statement = numbered(sql);
  const missing = statement.names.find((name) => parameters[name] === undefined);
  if (missing !== undefined) {
    throw new Error(`no value for the parameter $${missing}`);
  }
  const unknown = Object.keys(parameters).find((name) => !statement.names.includes(name));
  if (unknown !== undefined) {
    throw new Error(`the statement has no parameter $${unknown}`);
  }
  return { sql: statement.sql, values: statement.names.map((name) => parameters[name]) };
}
