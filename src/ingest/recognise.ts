import { ExitCode, UserError } from '../errors.ts';
import { didYouMean } from '../suggest.ts';
import { type Kind, namesOf } from './kinds.ts';

/** Field name -> position of its column in the file, from 0. */
export type FieldPositions = ReadonlyMap<string, number>;

export interface Recognised {
  readonly kind: Kind;
  readonly positions: FieldPositions;
  /** What the user said of the columns. */
  readonly map: FieldMap;
}

/** Field name -> column name, as the user gave it with `--map`. */
export type FieldMap = ReadonlyMap<string, string>;

/**
 * Finds which of the kinds that come into question a file is of, from the names of its columns.
 * Names are compared without regard to case and surrounding spaces.
 * @throws UserError exit 3 when columns are missing, ambiguous or named twice, 2 for a wrong map.
 */
export function recognise(
  file: string,
  columns: readonly string[],
  candidates: readonly Kind[],
  map: FieldMap,
): Recognised {
  refuseTwins(file, columns);
  checkMap(file, columns, candidates, map);
  const matches = candidates
    .map((kind) => ({ kind, positions: positionsOf(kind, columns, map), map }))
    .filter(({ kind, positions }) => missingFields(kind, positions).length === 0);
  const [match, second] = matches;
  if (match === undefined) {
    throw noMatch(file, columns, candidates, map);
  }
  if (second !== undefined) {
    throw new UserError(
      ExitCode.data,
      `${file}:1: could be ${matches.map(({ kind }) => kind.name).join(' or ')}`,
      'say which with --as KIND',
    );
  }
  return match;
}

/**
 * The kinds that come into question: the one that was named, or all.
 * @throws UserError exit 2 for an unknown name.
 */
export function candidatesOf(kinds: readonly Kind[], name: string | undefined): readonly Kind[] {
  const named = kinds.filter((kind) => name === undefined || kind.name === name);
  if (named.length === 0) {
    const names = kinds.map((kind) => kind.name);
    throw new UserError(
      ExitCode.usage,
      `unknown kind: ${name}`,
      `${didYouMean(name as string, names)}kinds: ${names.join(', ')}`,
    );
  }
  return named;
}

/**
 * Where every row has all columns, no two of them may be one field: nobody could tell which is meant.
 * @throws UserError exit 3.
 */
export function refuseRivals(
  file: string,
  columns: readonly string[],
  { kind, map }: Recognised,
): void {
  for (const field of kind.fields.filter(({ name }) => !map.has(name))) {
    const names = namesOf(field).map(folded);
    const rivals = columns.filter((column) => names.includes(folded(column)));
    if (rivals.length > 1) {
      throw new UserError(
        ExitCode.data,
        `${file}:1: ${rivals.join(' and ')} could each be the ${field.name}`,
        `say which: --map ${field.name}=${rivals[0]}`,
      );
    }
  }
}

const folded = (name: string) => name.trim().toLowerCase();

function refuseTwins(file: string, columns: readonly string[]): void {
  const seen = new Set<string>();
  for (const column of columns.map(folded).filter((name) => name !== '')) {
    if (seen.has(column)) {
      throw new UserError(
        ExitCode.data,
        `${file}:1: two columns are called ${column}`,
        'rename one of them in the header',
      );
    }
    seen.add(column);
  }
}

function checkMap(
  file: string,
  columns: readonly string[],
  candidates: readonly Kind[],
  map: FieldMap,
): void {
  const fields = candidates.flatMap((kind) => kind.fields.map((field) => field.name));
  for (const [field, column] of map) {
    if (!fields.includes(field)) {
      throw new UserError(
        ExitCode.usage,
        `--map names an unknown field: ${field}`,
        `${didYouMean(field, fields)}fields: ${[...new Set(fields)].join(', ')}`,
      );
    }
    if (!columns.map(folded).includes(folded(column))) {
      throw new UserError(
        ExitCode.data,
        `${file}:1: --map ${field}=${column}: there is no such column`,
        `${didYouMean(column, columns)}columns: ${columns.join(', ')}`,
      );
    }
  }
}

function positionsOf(kind: Kind, columns: readonly string[], map: FieldMap): FieldPositions {
  const positions = new Map<string, number>();
  for (const field of kind.fields) {
    const names = map.has(field.name) ? [map.get(field.name) as string] : namesOf(field);
    const position = names
      .map((name) => columns.map(folded).indexOf(folded(name)))
      .find((index) => index >= 0);
    if (position !== undefined) {
      positions.set(field.name, position);
    }
  }
  return positions;
}

function missingFields(kind: Kind, positions: FieldPositions): string[] {
  const missing = kind.fields
    .filter((field) => field.isRequired && !positions.has(field.name))
    .map((field) => field.name);
  return kind.oneOf.length === 0 || kind.oneOf.some((name) => positions.has(name))
    ? missing
    : [...missing, kind.oneOf[0] as string];
}

interface Match {
  readonly kind: Kind;
  readonly missing: readonly string[];
}

/** How far a file is from a kind: of several with as many columns missing, most are there of one. */
const shareMissing = ({ kind, missing }: Match) =>
  missing.length / missingFields(kind, new Map()).length;

const shown = (kind: Kind, name: string) =>
  kind.oneOf.includes(name) ? `${name} or another time` : name;

function noMatch(
  file: string,
  columns: readonly string[],
  candidates: readonly Kind[],
  map: FieldMap,
): UserError {
  const byDistance = candidates
    .map((kind) => ({ kind, missing: missingFields(kind, positionsOf(kind, columns, map)) }))
    .sort((left, right) => shareMissing(left) - shareMissing(right));
  const { kind, missing } = byDistance[0] as Match;
  const [other] = byDistance
    .slice(1)
    .filter((match) => shareMissing(match) === shareMissing({ kind, missing }));
  const found = columns.join(', ');
  const needed = missingFields(kind, new Map()).length;
  if (missing.length === needed && candidates.length > 1) {
    return new UserError(
      ExitCode.data,
      `${file}:1: the header has no column of any kind of file; it has: ${found}`,
      'the first line must name the columns; name others with --as KIND and --map field=COLUMN',
    );
  }
  return new UserError(
    ExitCode.data,
    `${file}:1: the header lacks ${missing.map((name) => shown(kind, name)).join(', ')} ` +
      `(nearest kind: ${kind.name}); it has: ${found}`,
    `the first line must name the columns; name others with --map ${missing[0]}=COLUMN${
      other === undefined ? '' : ` (it is as near to ${other.kind.name}: --as ${other.kind.name})`
    }`,
  );
}
