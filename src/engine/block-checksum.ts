/**
 * DuckDB's checksum of a block (`Checksum` in its src/common/checksum.cpp): 5381, xor each
 * little-endian 64-bit word times a constant, modulo 2^64. It is kept in front of the block.
 * Words are multiplied in 32-bit pieces, because BigInt is many times slower.
 */
const start = 5381;
const factorHigh = 0xbf58476d | 0;
const factorLow = 0x1ce4e5b9;
const factorLowUpper = factorLow >>> 16;
const factorLowLower = factorLow & 0xffff;

/** Whether a block is what its checksum says. Its length must be a multiple of 8. */
export function checksumHolds(block: Uint8Array): boolean {
  const words = wordsOf(block);
  const [low, high] = checksum(words);
  return words[0] === low && words[1] === high;
}

/**
 * Whether changing a single byte makes the checksum hold. If so, the block was written whole and
 * then damaged; a write that was cut off half way differs in more.
 */
export function isOneByteOff(block: Uint8Array): boolean {
  const words = wordsOf(block);
  const stored = word(words, 0);
  const [low, high] = checksum(words);
  const difference = stored ^ joined(low, high);
  if (isOneByte(difference)) {
    return true;
  }
  for (let index = 2; index < words.length; index += 2) {
    const found = word(words, index);
    const product = (found * factor) & mask;
    const wanted = ((product ^ difference) * inverse) & mask;
    if (isOneByte(wanted ^ found)) {
      return true;
    }
  }
  return false;
}

const mask = (1n << 64n) - 1n;
const factor = joined(factorLow, factorHigh);
/** The factor times this is 1 modulo 2^64: x -> x (2 - factor x) doubles the digits that are right. */
const inverse = [1, 2, 3, 4, 5, 6].reduce((x) => (x * (2n - factor * x)) & mask, 1n);

function isOneByte(difference: bigint): boolean {
  let rest = difference;
  while (rest !== 0n && (rest & 0xffn) === 0n) {
    rest >>= 8n;
  }
  return rest <= 0xffn;
}

function joined(low: number, high: number): bigint {
  return (BigInt(high >>> 0) << 32n) | BigInt(low >>> 0);
}

function word(words: Int32Array, index: number): bigint {
  return joined(words[index] as number, words[index + 1] as number);
}

function wordsOf(block: Uint8Array): Int32Array {
  return new Int32Array(block.buffer, block.byteOffset, block.byteLength / 4);
}

/** Low and high half of the checksum of all words but the first, which holds the stored one. */
function checksum(words: Int32Array): [low: number, high: number] {
  let low = start;
  let high = 0;
  for (let index = 2; index < words.length; index += 2) {
    const wordLow = words[index] as number;
    const lower = wordLow & 0xffff;
    const upper = wordLow >>> 16;
    const cross1 = Math.imul(lower, factorLowUpper);
    const cross2 = Math.imul(upper, factorLowLower);
    const middle =
      (Math.imul(lower, factorLowLower) >>> 16) + (cross1 & 0xffff) + (cross2 & 0xffff);
    low ^= Math.imul(wordLow, factorLow);
    high ^=
      Math.imul(upper, factorLowUpper) +
      (cross1 >>> 16) +
      (cross2 >>> 16) +
      (middle >>> 16) +
      Math.imul(wordLow, factorHigh) +
      Math.imul(words[index + 1] as number, factorLow);
  }
  return [low, high | 0];
}
