/** What is compared of names of statuses and kinds: letters and digits, in lower case. */
export function foldedName(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}
