import { closeSync, openSync, writeSync } from 'node:fs';

const CHUNK = 1 << 18;

/**
 * Writes lines to a file in chunks, so that a file of any length needs the memory of one chunk.
 * Writing is synchronous: there is nothing else to do meanwhile, and no back pressure to wait for.
 */
export class LineFile {
  readonly #descriptor: number;
  #chunk = '';
  #lines = 0;

  constructor(path: string, header: string) {
    this.#descriptor = openSync(path, 'w');
    this.#chunk = `${header}\n`;
  }

  /** Lines written so far, without the header. */
  get lines(): number {
    return this.#lines;
  }

  write(line: string): void {
    this.#chunk += line;
    this.#chunk += '\n';
    this.#lines++;
    if (this.#chunk.length >= CHUNK) this.#flush();
  }

  close(): void {
    this.#flush();
    closeSync(this.#descriptor);
  }

  #flush(): void {
    // A write may be partial: writeSync says how many bytes went out.
    let rest = Buffer.from(this.#chunk);
    while (rest.length > 0) rest = rest.subarray(writeSync(this.#descriptor, rest));
    this.#chunk = '';
  }
}
