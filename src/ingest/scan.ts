import { isUtf8 } from 'node:buffer';

/** What the bytes of a text file say before anybody parses them. */
export interface Scan {
  /** Lines up to the last one that is not empty. */
  readonly lineCount: number;
  /** Bytes of all lines, without their ends. */
  readonly contentBytes: number;
  /** The same of the first line, a byte order mark included. */
  readonly firstLineBytes: number;
  readonly quoteCount: number;
  readonly firstLineQuotes: number;
  /**
   * Valid UTF-8 without NUL bytes, every line ended the same way, by LF or by CRLF, and no byte
   * order mark before any line but the first.
   */
  readonly isPlain: boolean;
}

const LF = 0x0a;
const CR = 0x0d;
const QUOTE = 0x22;
const byteOrderMark = Buffer.from('efbbbf', 'hex');

/** Reads a file once, at about the speed of the disk. Memory: the longest line. */
export async function scanned(chunks: AsyncIterable<Buffer>): Promise<Scan> {
  const scanner = new Scanner();
  for await (const chunk of chunks) {
    scanner.add(chunk);
  }
  return scanner.end();
}

class Scanner {
  #rest: Buffer[] = [];
  #lines = 0;
  #emptyLinesAtEnd = 0;
  #crLfs = 0;
  #contentBytes = 0;
  #firstLineBytes = 0;
  #quotes = 0;
  #firstLineQuotes = 0;
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
      contentBytes: this.#contentBytes,
      firstLineBytes: this.#firstLineBytes,
      quoteCount: this.#quotes,
      firstLineQuotes: this.#firstLineQuotes,
      isPlain: this.#isClean && (this.#crLfs === 0 || this.#crLfs === this.#lines),
    };
  }

  #addLines(bytes: Buffer): void {
    this.#quotes += countOf(QUOTE, bytes);
    this.#isClean &&= isUtf8(bytes) && !bytes.includes(0);
    const hasCr = bytes.includes(CR);
    for (let start = 0; start < bytes.length; ) {
      const lf = bytes.indexOf(LF, start);
      const end = lf < 0 ? bytes.length : lf;
      if (this.#lines === 0) {
        this.#firstLineQuotes = countOf(QUOTE, bytes.subarray(0, end));
      } else if (bytes[start] === byteOrderMark[0]) {
        this.#isClean &&= !bytes.subarray(start, Math.min(start + 3, end)).equals(byteOrderMark);
      }
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
    const content = cr >= 0 ? length - 1 : length;
    this.#lines += 1;
    this.#contentBytes += content;
    this.#firstLineBytes = this.#lines === 1 ? content : this.#firstLineBytes;
    const isEmpty = content === 0;
    this.#emptyLinesAtEnd = isEmpty ? this.#emptyLinesAtEnd + 1 : 0;
  }
}

function countOf(byte: number, bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(byte); at >= 0; at = bytes.indexOf(byte, at + 1)) {
    count += 1;
  }
  return count;
}
