const string = String.raw`"(?:[^"\\\p{Cc}]|[\u007f-\u009f]|\\(?:["\\\/bfnrt]|u[\da-fA-F]{4}))*"`;
const scalar = String.raw`-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null`;
const token = new RegExp(String.raw`${string}|${scalar}|[\{\}\[\],:]`, 'uy');
const blank = /[ \t\r\n]*/y;

/** Kinds of tokens that begin a value: a string, an object, an array, anything else. */
const valueKinds = '"{[v';

/**
 * `line:column` of the first character that can't stand where it does, in a text that is no JSON
 * object.
 */
export function placeOfError(text: string): string {
  const open: string[] = [];
  let allowed = '{';
  let offset = 0;
  for (;;) {
    offset += matchAt(blank, text, offset).length;
    const found = matchAt(token, text, offset);
    const kind = kindOf(found);
    if (kind === '' || !allowed.includes(kind)) {
      return place(text, offset);
    }
    offset += found.length;
    allowed = allowedAfter(kind, kind === '"' && !allowed.includes('{'), open);
  }
}

function matchAt(pattern: RegExp, text: string, offset: number): string {
  pattern.lastIndex = offset;
  return pattern.exec(text)?.[0] ?? '';
}

function kindOf(found: string): string {
  const first = found.slice(0, 1);
  return /^[^-\da-z]?$/.test(first) ? first : 'v';
}

/** The kinds that may follow; `open` holds what closes the objects and arrays around. */
function allowedAfter(kind: string, isKey: boolean, open: string[]): string {
  if (kind === ':') {
    return valueKinds;
  }
  if (kind === ',') {
    return open.at(-1) === '}' ? '"' : valueKinds;
  }
  if (kind === '{') {
    open.push('}');
    return '"}';
  }
  if (kind === '[') {
    open.push(']');
    return `${valueKinds}]`;
  }
  if (isKey) {
    return ':';
  }
  if (kind === '}' || kind === ']') {
    open.pop();
  }
  return open.length === 0 ? '' : `,${open.at(-1)}`;
}

function place(text: string, offset: number): string {
  const lines = text.slice(0, offset).split('\n');
  return `${lines.length}:${(lines.at(-1) as string).length + 1}`;
}
