import { type RawBuilder, sql } from 'kysely';
import { composer, statementOf } from '../engine/compose.ts';
import { type Engine, rowOf } from '../engine/engine.ts';
import { sqlFile } from '../engine/sql-files.ts';
import { ExitCode, firstLine, UserError } from '../errors.ts';
import { didYouMean } from '../suggest.ts';
import { expressionsIn, objectionTo, type SyntaxNode } from './expression.ts';
import type { ColumnType, Query } from './query.ts';

/** A user's condition on a row of a report, known to be harmless; placed in SQL as it is. */
export interface Condition {
  readonly text: string;
  readonly sql: RawBuilder<unknown>;
  /** What to throw for an error that the condition caused. */
  failure(cause: unknown): unknown;
}

const engineTypes: Readonly<Record<ColumnType, string>> = {
  text: 'text',
  prose: 'text',
  integer: 'bigint',
  decimal: 'decimal(18, 4)',
  amount: 'decimal(18, 4)',
  seconds: 'decimal(24, 6)',
  instant: 'timestamptz',
  date: 'date',
  boolean: 'boolean',
};

/**
 * Checks a condition on the columns of a report: one expression, of columns, constants, operators
 * and harmless functions, that gives a truth value.
 * @throws UserError exit 2, naming the option.
 */
export async function conditionOn(
  engine: Engine,
  query: Query,
  option: string,
  text: string,
): Promise<Condition> {
  const refused = (fact: string, hint = '', cause?: unknown) =>
    new UserError(
      ExitCode.usage,
      `${option}: ${fact}`,
      `${hint}write a condition on columns, text and times in single quotes; columns: ${query.columns
        .map(({ name }) => name)
        .join(', ')}`,
      { cause },
    );
  const condition: Condition = {
    text,
    sql: sql.raw(`(\n${text}\n)`),
    failure: (cause) =>
      isTheirs(cause) ? refused(`${text}: ${firstLine(cause)}`, '', cause) : cause,
  };
  const objection = objectionIn(await treeOf(engine, text), query);
  if (objection !== undefined) {
    throw refused(objection.fact, objection.hint);
  }
  const type = await typeOf(engine, query, condition);
  if (type !== 'BOOLEAN') {
    throw refused(`not true or false but ${type}: ${text}`);
  }
  return condition;
}

interface Objection {
  readonly fact: string;
  readonly hint?: string;
}

async function treeOf(engine: Engine, expression: string): Promise<readonly SyntaxNode[]> {
  const trees = await rowOf(engine, sqlFile('engines/duckdb/syntax_tree'), { expression });
  return Object.values(trees).map((tree) => JSON.parse(numbersHeld(tree as string)));
}

/** A number beyond all bounds is written as Infinity, which JSON does not have. */
const numbersHeld = (tree: string) => tree.replace(/"value":-?Infinity\b/g, '"value":null');

function objectionIn(trees: readonly SyntaxNode[], query: Query): Objection | undefined {
  const broken = trees.findLast((tree) => tree.error);
  if (broken !== undefined) {
    return { fact: String(broken.error_message) };
  }
  for (const expression of expressionsIn(trees[0])) {
    const fact = objectionTo(expression);
    const objection = fact === undefined ? unknownColumn(expression, query) : { fact };
    if (objection !== undefined) {
      return objection;
    }
  }
  return undefined;
}

function unknownColumn(expression: SyntaxNode, query: Query): Objection | undefined {
  if (expression.class !== 'COLUMN_REF') {
    return undefined;
  }
  const name = (expression.column_names as string[]).join('.');
  const known = query.columns.map((column) => column.name);
  return known.includes(name.toLowerCase())
    ? undefined
    : { fact: `no such column: ${name}`, hint: didYouMean(name, known) };
}

/** The engine's type of the condition, and with it whether its parts go together: on a row of nulls. */
async function typeOf(engine: Engine, query: Query, condition: Condition): Promise<string> {
  const columns = query.columns.map(
    ({ name, type }) => sql`cast(null as ${sql.raw(engineTypes[type])}) as ${sql.ref(name)}`,
  );
  const { sql: statement } = statementOf(
    sql`with report as materialized (select ${sql.join(columns)})
      select ${condition.sql} as holds from report`.compile(composer),
  );
  const result = await engine.run(statement).catch((cause: unknown) => {
    throw condition.failure(cause);
  });
  return result.columns[0]?.type ?? '';
}

/** Whether an error is about what was written, not about the machine. */
const isTheirs = (cause: unknown) =>
  /^(Binder|Catalog|Conversion|Invalid Input|Out of Range|Parser) Error/.test(firstLine(cause));
