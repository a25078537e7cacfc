/**
 * How a column is printed. `prose`: text that a table may put on several lines. `seconds`: exact, without trailing zeros. `amount`: two decimals, or as
 * many as it has. `instant`: RFC 3339 in the
 * report's zone, or in the zone that another column of the row names.
 */
export type ColumnType =
  | 'text'
  | 'prose'
  | 'integer'
  | 'decimal'
  | 'amount'
  | 'seconds'
  | 'instant'
  | 'date'
  | 'boolean';

export interface Column {
  readonly name: string;
  readonly type: ColumnType;
  /** The column that holds the zone in which an instant is printed. */
  readonly zoneColumn?: string;
}

/** A report: its .sql file, what it takes and what it gives. Guards compare both with the SQL. */
export interface Query {
  /** Name of the file in sql/4_reports, without its ending. */
  readonly file: string;
  readonly parameters: readonly string[];
  readonly columns: readonly Column[];
  /** The total order of the rows. */
  readonly order: readonly string[];
  /** The columns that tell rows apart, where the order does not say. */
  readonly naming?: readonly string[];
}

/** Columns from a compact list: `store_id text`, `starts_at instant time_zone`. */
export function columnsOf(...definitions: string[]): Column[] {
  return definitions.map((definition) => {
    const [name, type, zoneColumn] = definition.split(' ') as [string, ColumnType, string?];
    return zoneColumn === undefined ? { name, type } : { name, type, zoneColumn };
  });
}
