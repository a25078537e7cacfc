import pg from 'pg';

/** What PostgreSQL says of a result's column. */
export interface PostgresColumn {
  /** The object id of the type, as in pg_type. */
  readonly dataTypeID: number;
  /** Precision and scale of a numeric, or -1. */
  readonly dataTypeModifier: number;
}

interface Type {
  /** DuckDB's name. */
  readonly name: string;
  /** PostgreSQL's text as DuckDB's driver has it; unchanged where nothing is said. */
  readonly text?: (value: string) => string;
  /** In a list the text is no string of JSON. */
  readonly isBare?: true;
}

const truth = (value: string) => (value === 't' ? 'true' : 'false');

const scalars: Readonly<Record<number, Type>> = {
  16: { name: 'BOOLEAN', text: truth, isBare: true },
  17: { name: 'BLOB', text: blobText },
  20: { name: 'BIGINT' },
  21: { name: 'SMALLINT', isBare: true },
  23: { name: 'INTEGER', isBare: true },
  114: { name: 'JSON' },
  700: { name: 'FLOAT', text: (value) => String(Math.fround(Number(value))), isBare: true },
  701: { name: 'DOUBLE', text: (value) => String(Number(value)), isBare: true },
  1082: { name: 'DATE' },
  1083: { name: 'TIME' },
  1114: { name: 'TIMESTAMP' },
  1184: { name: 'TIMESTAMP WITH TIME ZONE' },
  1186: { name: 'INTERVAL' },
  1700: { name: 'DECIMAL' },
  2950: { name: 'UUID' },
};

/** Ids of lists, and of what is in them. */
const lists: Readonly<Record<number, number>> = {
  1000: 16,
  1005: 21,
  1007: 23,
  1009: 25,
  1015: 1043,
  1016: 20,
  1021: 700,
  1022: 701,
  1115: 1114,
  1182: 1082,
  1185: 1184,
  1231: 1700,
};

const text: Type = { name: 'VARCHAR' };
const numeric = 1700;
const headerBytes = 4;

/**
 * DuckDB's name of a column's type. `DECIMAL` without precision where PostgreSQL knows none, as of
 * everything that a function or an operator gives. Types that DuckDB does not have are VARCHAR.
 */
export function typeName({ dataTypeID, dataTypeModifier }: PostgresColumn): string {
  const element = lists[dataTypeID];
  if (element !== undefined) {
    return `${typeName({ dataTypeID: element, dataTypeModifier })}[]`;
  }
  const { name } = scalars[dataTypeID] ?? text;
  if (dataTypeID !== numeric || dataTypeModifier < 0) {
    return name;
  }
  const modifier = dataTypeModifier - headerBytes;
  return `${name}(${(modifier >> 16) & 0xffff},${modifier & 0x7ff})`;
}

/** What makes PostgreSQL's text of a type the text that DuckDB's driver gives. */
export function textOf(dataTypeID: number): (value: string) => string {
  const element = lists[dataTypeID];
  if (element === undefined) {
    return scalars[dataTypeID]?.text ?? unchanged;
  }
  const { text: elementText = unchanged, isBare = false } = scalars[element] ?? text;
  const shown = (each: string | null) => {
    const value = each === null ? 'null' : elementText(each);
    return each === null || isBare ? value : JSON.stringify(value);
  };
  return (value) => `[${listElements(value).map(shown).join(',')}]`;
}

const unchanged = (value: string) => value;

const textList = 1009;
const parserOf = pg.types.getTypeParser as (id: number) => (value: string) => unknown;

/** The texts of the elements of a list that is written as PostgreSQL writes lists: `{a,"b c",NULL}`. */
const listElements = (value: string) => parserOf(textList)(value) as (string | null)[];

/** `\\x6100` as DuckDB's driver has it: quotes and what is no plain character by their code, `a\\x00`. */
function blobText(value: string): string {
  return Buffer.from(value.slice(2), 'hex')
    .toString('latin1')
    .replace(
      /[^ -~]|['"]/g,
      (each) => `\\x${each.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
    );
}

/** The column type of PostgreSQL for a DuckDB type; text is compared by bytes. */
export function postgresType(type: string): string {
  return type
    .replace(/^VARCHAR(\[\])?$/, 'text$1 collate "C"')
    .replace(/^BLOB$/, 'bytea')
    .replace(/^HUGEINT$/, 'numeric');
}
