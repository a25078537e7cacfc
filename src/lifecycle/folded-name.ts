/** What is compared of names of statuses and kinds: letters and digits, in lower case. */
export function foldedName(name: string): string {
  // Letter by letter, as the engine does it: the last one of a word has no form of its own.
  const small = Array.from(name, (letter) => letter.toLowerCase()).join('');
  return small.replace(/[^\p{L}\p{N}]/gu, '');
}
