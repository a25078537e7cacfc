import { isUtf8 } from 'node:buffer';

/** A line of a text file. */
export interface Line {
  readonly number: number;
  readonly text: string;
  /** What ends it in the file. */
  readonly ending: string;
  readonly problem: string | null;
  /** The bytes in hexadecimal, where they are no text. */
  readonly hex: string | null;
}

/** Lines to come, as many as somebody wants to look at. */
export class LineQueue {
  readonly #source: AsyncGenerator<Line>;
  readonly waiting: Line[] = [];
  /** What ended the line before the one at hand. */
  endingBefore = '';
  #ending = '';

  constructor(source: AsyncGenerator<Line>) {
    this.#source = source;
  }

  async next(): Promise<Line | undefined> {
    await this.refill(1);
    const line = this.waiting.shift();
    this.endingBefore = this.#ending;
    this.#ending = line?.ending ?? '';
    return line;
  }

  async refill(count: number): Promise<void> {
    while (this.waiting.length < count) {
      const next = await this.#source.next();
      if (next.done) {
        return;
      }
      this.waiting.push(next.value);
    }
  }
}

const LF = 0x0a;
const CR = 0x0d;

/** Lines ended by LF, CRLF or CR, decoded; a byte order mark before the first is dropped. */
export async function* linesOf(chunks: AsyncIterable<Buffer>): AsyncGenerator<Line> {
  let number = 0;
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of chunks) {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const cuts = new LineCuts(bytes);
    let start = 0;
    for (let cut = cuts.next(); cut !== undefined; cut = cuts.next()) {
      number += 1;
      yield decodedLine(number, bytes.subarray(start, cut.at), cut.ending);
      start = cut.at + cut.ending.length;
    }
    rest = bytes.subarray(start);
  }
  if (rest.length > 0) {
    const ending = rest.at(-1) === CR ? '\r' : '';
    yield decodedLine(number + 1, rest.subarray(0, rest.length - ending.length), ending);
  }
}

/** Where lines end in a buffer. A CR as its last byte may be half of a CRLF and is left over. */
class LineCuts {
  readonly #bytes: Buffer;
  #lf: number;
  #cr: number;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
    this.#lf = bytes.indexOf(LF);
    this.#cr = bytes.indexOf(CR);
  }

  next(): { at: number; ending: string } | undefined {
    const [lf, cr] = [this.#lf, this.#cr];
    if (cr >= 0 && (lf < 0 || cr < lf)) {
      if (cr + 1 === this.#bytes.length) {
        return undefined;
      }
      this.#cr = this.#bytes.indexOf(CR, cr + 1);
      if (lf !== cr + 1) {
        return { at: cr, ending: '\r' };
      }
      this.#lf = this.#bytes.indexOf(LF, lf + 1);
      return { at: cr, ending: '\r\n' };
    }
    if (lf < 0) {
      return undefined;
    }
    this.#lf = this.#bytes.indexOf(LF, lf + 1);
    return { at: lf, ending: '\n' };
  }
}

function decodedLine(number: number, bytes: Buffer, ending: string): Line {
  const text = bytes.toString('utf8').replaceAll('\0', '\u2400');
  const isMarked = text.startsWith('\uFEFF');
  const unfit = byteProblem(bytes);
  const hex = unfit === null ? null : bytes.toString('hex');
  return number === 1 && isMarked
    ? { number, text: text.slice(1), ending, problem: unfit, hex }
    : { number, text, ending, problem: unfit ?? (isMarked ? 'byte order mark' : null), hex };
}

function byteProblem(bytes: Buffer): string | null {
  if (!isUtf8(bytes)) {
    return 'not UTF-8';
  }
  return bytes.includes(0) ? 'NUL byte' : null;
}
