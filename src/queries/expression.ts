/** A node of DuckDB's syntax tree, as json_serialize_sql writes it. */
export type SyntaxNode = Readonly<Record<string, unknown>>;

const classes = new Set([
  'BETWEEN',
  'CASE',
  'CAST',
  'COLUMN_REF',
  'COMPARISON',
  'CONJUNCTION',
  'CONSTANT',
  'FUNCTION',
  'OPERATOR',
]);

const operators = new Set([
  'COMPARE_IN',
  'COMPARE_NOT_IN',
  'OPERATOR_COALESCE',
  'OPERATOR_IS_NOT_NULL',
  'OPERATOR_IS_NULL',
  'OPERATOR_NOT',
]);

/** Harmless ones: what they give is as small as what they take, and depends on nothing else. */
const functions = new Set(
  [
    '+ - * / // % || ~~ !~~ ~~* !~~* like_escape not_like_escape ilike_escape not_ilike_escape',
    'abs sign round floor ceil ceiling trunc mod greatest least nullif',
    'lower upper trim ltrim rtrim length left right substring substr concat position strpos',
    'starts_with ends_with prefix suffix contains regexp_matches regexp_full_match',
    'date_part date_trunc date_diff datediff epoch year month day hour minute second',
    'isodow dayofweek dayname',
    'to_days to_hours to_minutes to_seconds',
  ].flatMap((names) => names.split(' ')),
);

const types = new Set([
  'BOOLEAN',
  'INTEGER',
  'BIGINT',
  'HUGEINT',
  'DOUBLE',
  'DECIMAL',
  'VARCHAR',
  'DATE',
  'TIME',
  'TIMESTAMP',
  'TIMESTAMP WITH TIME ZONE',
  'INTERVAL',
]);

/** All expressions in a tree: itself and whatever it is made of. */
export function* expressionsIn(tree: unknown): Iterable<SyntaxNode> {
  if (typeof tree !== 'object' || tree === null) {
    return;
  }
  if ('class' in tree) {
    yield tree as SyntaxNode;
  }
  for (const part of Object.values(tree)) {
    yield* expressionsIn(part);
  }
}

/** What has no place in a condition on one row, in words; undefined for what has. */
export function objectionTo(expression: SyntaxNode): string | undefined {
  const { class: kind, type, function_name: name, schema, catalog, cast_type: cast } = expression;
  if (!classes.has(kind as string)) {
    return `${words(kind)} is more than a condition on one row`;
  }
  if (kind === 'OPERATOR' && !operators.has(type as string)) {
    return `${words(type)} has no place in a condition`;
  }
  const isBuiltIn = catalog === '' && (schema === '' || schema === 'main');
  if (kind === 'FUNCTION' && !(functions.has(name as string) && isBuiltIn)) {
    return `the function ${name} has no place in a condition`;
  }
  const { id } = (cast ?? {}) as SyntaxNode;
  return kind === 'CAST' && !types.has(id as string)
    ? `a cast to ${id === 'UNBOUND' ? 'that type' : id} has no place in a condition`
    : undefined;
}

const words = (name: unknown) => String(name).toLowerCase().replaceAll('_', ' ');
