import { availableParallelism } from 'node:os';

/** What a thread of the engine needs to sort and join without running out. */
const bytesPerThread = 125_000_000;
const unitBytes = { K: 1e3, M: 1e6, G: 1e9, T: 1e12 } as const;

/** As many threads as the machine has cores, but no more than the memory is enough for. */
export function threadsWithin(memoryLimit: string, cores: number = availableParallelism()): number {
  const [, number, unit] = /^([\d.]+) ?([KMGT])i?B$/i.exec(memoryLimit) ?? [];
  const bytes = Number(number) * unitBytes[(unit ?? 'M').toUpperCase() as keyof typeof unitBytes];
  return Math.max(1, Math.min(cores, Math.floor(bytes / bytesPerThread)));
}
