/** A statement as PostgreSQL takes it: `$1`, and which name each number stands for. */
export interface NumberedStatement {
  readonly sql: string;
  readonly names: readonly string[];
}

/**
 * Where `$name` is no parameter, by PostgreSQL's lexical rules: comments (block comments nest, and
 * are matched apart), text with and without escapes, quoted identifiers, dollar quotes, and
 * identifiers, which may contain `$`.
 */
const tokens = [
  String.raw`(?<comment>--[^\n]*)`,
  String.raw`(?<block>\/\*)`,
  String.raw`(?<escaped>[eE]'(?:[^'\\]|\\[^]|'')*')`,
  "(?<text>'(?:[^']|'')*')",
  '(?<quoted>"(?:[^"]|"")*")',
  String.raw`(?<dollar>\$(?<tag>[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$)`,
  String.raw`\$(?<name>[A-Za-z_][A-Za-z_0-9]*)`,
  String.raw`(?<word>[\w\u0080-\uffff][\w$\u0080-\uffff]*)`,
].join('|');

/**
 * Numbers the named parameters (`$day`) of a statement. A name has one number, however often it
 * stands there, so all its uses must agree on a type.
 */
export function numbered(sql: string): NumberedStatement {
  const names: string[] = [];
  let text = '';
  let end = 0;
  const pattern = new RegExp(tokens, 'g');
  for (let match = pattern.exec(sql); match !== null; match = pattern.exec(sql)) {
    const { block, dollar, name } = match.groups ?? {};
    if (name !== undefined) {
      text += `${sql.slice(end, match.index)}$${numberOf(name, names)}`;
      end = pattern.lastIndex;
    } else if (block !== undefined) {
      pattern.lastIndex = endOfBlock(sql, pattern.lastIndex);
    } else if (dollar !== undefined) {
      const close = sql.indexOf(dollar, pattern.lastIndex);
      pattern.lastIndex = close < 0 ? sql.length : close + dollar.length;
    }
  }
  return { sql: text + sql.slice(end), names };
}

function numberOf(name: string, names: string[]): number {
  const index = names.indexOf(name);
  return index < 0 ? names.push(name) : index + 1;
}

/** Where a block comment ends, from behind its opening; comments within it are whole. */
function endOfBlock(sql: string, start: number): number {
  const pattern = /\/\*|\*\//g;
  pattern.lastIndex = start;
  let depth = 1;
  for (let match = pattern.exec(sql); match !== null; match = pattern.exec(sql)) {
    depth += match[0] === '/*' ? 1 : -1;
    if (depth === 0) {
      return pattern.lastIndex;
    }
  }
  return sql.length;
}
