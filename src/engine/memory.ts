import { availableParallelism } from 'node:os';

/** What a thread of the engine needs to sort and join without running out. */
const bytesPerThread = 125_000_000;
/** So little memory is the engine's own. */
const littleBytes = 256_000_000;
/** Of more, the part that the engine counts; it also uses some that it does not count. */
const countedShare = 0.8;
const unitBytes = { K: 1e3, M: 1e6, G: 1e9, T: 1e12 } as const;

/** As many threads as the machine has cores, but no more than the memory is enough for. */
export function threadsWithin(memoryLimit: string, cores: number = availableParallelism()): number {
  return Math.max(1, Math.min(cores, Math.floor(bytesOf(memoryLimit) / bytesPerThread)));
}

/** The limit to give to the engine, so that the process stays near the one that was asked for. */
export function engineLimit(memoryLimit: string): string {
  const bytes = bytesOf(memoryLimit);
  return bytes <= littleBytes
    ? memoryLimit
    : `${Math.round(Math.max(littleBytes, bytes * countedShare) / 1e6)}MB`;
}

function bytesOf(memoryLimit: string): number {
  const [, number, unit] = /^([\d.]+) ?([KMGT])i?B$/i.exec(memoryLimit) ?? [];
  return Number(number) * unitBytes[(unit ?? 'M').toUpperCase() as keyof typeof unitBytes];
}
