import type { Parameters } from './engine.ts';
import { numbered } from './named-parameters.ts';

/** A statement with its values in the order of their numbers. */
export interface BoundStatement {
  readonly sql: string;
  readonly values: unknown[];
}

/** A statement as PostgreSQL takes it, and what has to be done around it. */
export interface BoundStatements {
  readonly before: readonly BoundStatement[];
  readonly main: BoundStatement;
  readonly after: readonly BoundStatement[];
}

const replacing =
  /^(?<comments>(?:\s|--[^\n]*(?:\n|$))*)create or replace temp (?<kind>table|view) (?<name>[a-z_][a-z_0-9]*)/;

/**
 * What PostgreSQL makes of a statement. For `create or replace temp table` and `create or replace temp
 * view` of DuckDB there are `drop ... if exists` and `create temp ...`: PostgreSQL replaces no tables,
 * and views only where their columns stay; a view of the session on the table goes with it. The table
 * is analysed, since no server does that by itself: an empty one would be taken for a thousand rows,
 * and what it is joined with for the smaller side.
 * @throws Error for a parameter that has no value, or a value that has no parameter.
 */
export function boundStatements(sql: string, parameters: Parameters): BoundStatements {
  const { comments = '', kind, name } = replacing.exec(sql)?.groups ?? {};
  if (kind === undefined) {
    return { before: [], main: bound(sql, parameters), after: [] };
  }
  const rest = sql.slice(comments.length).replace('create or replace temp', 'create temp');
  return {
    before: [{ sql: `drop ${kind} if exists pg_temp.${name} cascade`, values: [] }],
    main: bound(rest, parameters),
    after: kind === 'table' ? [{ sql: `analyze pg_temp.${name}`, values: [] }] : [],
  };
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
