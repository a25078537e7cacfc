import {
  type CompiledQuery,
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
} from 'kysely';
import type { Parameter, Parameters } from './engine.ts';

/** A statement and the values of its named parameters. */
export interface Statement {
  readonly sql: string;
  readonly parameters: Parameters;
}

/** Placeholders get names, `$k1`, so that they can stand beside the named ones of a report. */
class NamedPlaceholderCompiler extends PostgresQueryCompiler {
  protected override getCurrentParameterPlaceholder(): string {
    return `$k${this.numParameters}`;
  }
}

/** Composes what changes with the flags; never runs anything. */
export const composer = new Kysely<Record<string, Record<string, unknown>>>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (database) => new PostgresIntrospector(database),
    createQueryCompiler: () => new NamedPlaceholderCompiler(),
  },
});

/** A composed query as text and named parameters, ready for an engine. */
export function statementOf(query: CompiledQuery): Statement {
  const entries = query.parameters.map(
    (value, index) => [`k${index + 1}`, value as Parameter] as const,
  );
  return { sql: query.sql, parameters: Object.fromEntries(entries) };
}
