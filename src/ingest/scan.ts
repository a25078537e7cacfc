import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';

/** What the bytes of a text file say before anybody parses them. */
export interface Scan {
  /** Lines up to the last one that is not empty. */
  readonly lineCount: number;
  readonly hasQuotes: boolean;
  /** Valid UTF-8 without NUL bytes, every line ended the same way, by LF or by CRLF. */
  readonly isPlain: boolean;
  readonly hasCrLf: boolean;
}

const LF = 0x0a;
const CR = 0x0d;

/** Reads a file once, at about the speed of the disk. Memory: the longest line. */
export async function scanFile(path: string): Promise<Scan> {
  const scanner = new Scanner();
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) {
    scanner.add(chunk as Buffer);
  }
  return scanner.end();
}

class Scanner {
  #rest: Buffer[] = [];
  #lines = 0;
  #emptyLinesAtEnd = 0;
  #crLfs = 0;
  #hasQuotes = false;
  #isClean = true;

  add(chunk: Buffer): void {
    const end = chunk.lastIndexOf(LF) + 1;
    if (end === 0) {
      this.#rest.push(chunk);
      return;
    }
    this.#addLines(Buffer.concat([...this.#rest, chunk.subarray(0, end)]));
    this.#rest = [chunk.subarray(end)];
  }

  end(): Scan {
    const rest = Buffer.concat(this.#rest);
    if (rest.length > 0) {
      this.#addLines(rest);
    }
    return {
      lineCount: this.#lines - this.#emptyLinesAtEnd,
      hasQuotes: this.#hasQuotes,
      isPlain: this.#isClean && (this.#crLfs === 0 || this.#crLfs === this.#lines),
      hasCrLf: this.#crLfs > 0,
    };
  }

  #addLines(bytes: Buffer): void {
    this.#hasQuotes ||= bytes.includes(0x22);
    this.#isClean &&= isUtf8(bytes) && !bytes.includes(0);
    const hasCr = bytes.includes(CR);
    for (let start = 0; start < bytes.length; ) {
      const lf = bytes.indexOf(LF, start);
      const end = lf < 0 ? bytes.length : lf;
      this.#addLine(hasCr ? bytes.subarray(start, end) : undefined, end - start, lf >= 0);
      start = end + 1;
    }
  }

  /** `line` is only given where a carriage return may be in it. */
  #addLine(line: Buffer | undefined, length: number, isEnded: boolean): void {
    const cr = line === undefined ? -1 : line.indexOf(CR);
    if (cr >= 0) {
      this.#crLfs += 1;
      this.#isClean &&= cr === length - 1 && isEnded;
    }
    this.#lines += 1;
    const isEmpty = length === 0 || (length === 1 && cr === 0);
    this.#emptyLinesAtEnd = isEmpty ? this.#emptyLinesAtEnd + 1 : 0;
  }
}
