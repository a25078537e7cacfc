import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setImmediate } from 'node:timers/promises';
import type { Row } from '../engine/engine.ts';
import { writeAtomically } from '../output/atomic-file.ts';
import type { Format } from '../output/format.ts';
import { withoutControls } from '../output/printable.ts';
import type { Writer } from '../output/writer.ts';
import type { Column } from '../queries/query.ts';
import type { Context } from './context.ts';
import { hasColor } from './narration.ts';
import type { ReportOptions } from './report-options.ts';

const defaultWidth = 80;

/** Writes rows to stdout, or to a file whole or not at all. */
export async function print(
  context: Context,
  options: ReportOptions,
  format: Format,
  writer: Writer,
  out: string | undefined,
  columns: readonly Column[],
  batches: AsyncIterable<readonly Row[]>,
  keyCount: number,
): Promise<void> {
  const rows = until(context.signal, batches);
  const common = { keyCount, escapesFormulas: options.escapeFormulas ?? false };
  if (out !== undefined) {
    await writeAtomically(out, async (path) => {
      const layout = { ...common, width: defaultWidth, isColored: false };
      await pipeline(writer(columns, rows, layout), createWriteStream(path));
    });
    return;
  }
  const width = context.terminal?.columns ?? (Number(context.environment.COLUMNS) || defaultWidth);
  const pieces = writer(columns, rows, {
    ...common,
    width,
    isColored: hasColor(context, options, context.terminal),
  });
  const isForEyes = context.terminal !== undefined && format !== 'table';
  await send(isForEyes ? harmless(pieces) : pieces, context.stdout, context.signal);
}

/** Prints a file as it is. */
export async function printFile({ stdout, signal }: Context, path: string): Promise<void> {
  await send(createReadStream(path, { highWaterMark: 1 << 20 }), stdout, signal);
}

async function* harmless(pieces: AsyncIterable<string>): AsyncIterable<string> {
  for await (const piece of pieces) {
    yield withoutControls(piece);
  }
}

/** How long a loop may go on before it listens for signals, in milliseconds. */
const listenEveryMs = 50;

/** The same items, until told to stop: signals are only heard between turns of the event loop. */
async function* until<T>(signal: AbortSignal, items: AsyncIterable<T>): AsyncIterable<T> {
  let listenedAt = performance.now();
  for await (const item of items) {
    if (performance.now() - listenedAt > listenEveryMs) {
      await setImmediate();
      listenedAt = performance.now();
    }
    signal.throwIfAborted();
    yield item;
  }
}

/** Waits when the reader is slower; throws what the stream throws. */
async function send(pieces: AsyncIterable<string | Buffer>, stream: Writable, signal: AbortSignal) {
  for await (const piece of until(signal, pieces)) {
    if (!stream.write(piece)) {
      await once(stream, 'drain', { signal });
    }
  }
}
