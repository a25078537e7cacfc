import {
  type DuckDBAppender,
  type DuckDBType,
  type DuckDBValue,
  LIST,
  listValue,
  VARCHAR,
} from '@duckdb/node-api';
import type { Parameter, Parameters } from './engine.ts';

/** Adds a value to the row that an appender is at. */
export function appendValue(appender: DuckDBAppender, value: number | string | null): void {
  if (value === null) {
    appender.appendNull();
  } else if (typeof value === 'number') {
    appender.appendBigInt(BigInt(value));
  } else {
    appender.appendVarchar(value);
  }
}

/** The driver would take the type of a list from its first value, which may be null. */
export function listTypes(parameters: Parameters): Record<string, DuckDBType> {
  const lists = Object.entries(parameters).filter(([, value]) => Array.isArray(value));
  return Object.fromEntries(lists.map(([name]) => [name, LIST(VARCHAR)]));
}

/** A parameter as the driver takes it. */
export function bindable(value: Parameter): DuckDBValue {
  if (typeof value === 'number') {
    return BigInt(value);
  }
  return Array.isArray(value) ? listValue(value) : (value as DuckDBValue);
}
