// Control characters, and the marks that turn the direction of text around.
const unprintable = /[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu;
const harmful = /(?![\t\n])[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu;

/** User data on one line of a terminal: whatever could move the cursor is written as an escape. */
export function onOneLine(text: string): string {
  return text.replace(unprintable, escaped);
}

/** Text of several lines for a terminal. */
export function withoutControls(text: string): string {
  return text.replace(harmful, escaped);
}

function escaped(character: string): string {
  const code = character.charCodeAt(0);
  const short = { 9: '\\t', 10: '\\n', 13: '\\r' }[code];
  return short ?? `\\u${code.toString(16).padStart(4, '0')}`;
}
