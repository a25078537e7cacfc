import { onOneLine } from '../output/printable.ts';
import type { CommonOptions } from './common-options.ts';
import type { Context } from './context.ts';

const redrawMs = 200;
const patienceMs = 1000;
const barLength = 24;
const clearLine = '\r\u001b[K';

/**
 * Shows how far work is while it runs, on a terminal only and once it has taken a second.
 * `look` says what is done and the share of it, from 0 to 1, that is over.
 */
export async function withProgressBar<T>(
  context: Context,
  options: CommonOptions,
  look: () => { name: string; share: number },
  work: () => Promise<T>,
): Promise<T> {
  const { errorTerminal, stderr } = context;
  if (errorTerminal === undefined || options.quiet || !options.progress) {
    return work();
  }
  const startedMs = performance.now();
  let isDrawn = false;
  const timer = setInterval(() => {
    if (performance.now() - startedMs > patienceMs) {
      const { name, share } = look();
      stderr.write(clearLine + progressLine(name, share, errorTerminal.columns));
      isDrawn = true;
    }
  }, redrawMs);
  try {
    return await work();
  } finally {
    clearInterval(timer);
    if (isDrawn) {
      stderr.write(clearLine);
    }
  }
}

/** `[######------]  50 % pings.csv`, within the width of a terminal. */
export function progressLine(name: string, share: number, columns: number): string {
  const filled = Math.floor(share * barLength);
  const bar = `${'#'.repeat(filled)}${'-'.repeat(barLength - filled)}`;
  const percent = `${Math.floor(share * 100)}`.padStart(3);
  return `[${bar}] ${percent} % ${onOneLine(name)}`.slice(0, Math.max(0, columns - 1));
}
