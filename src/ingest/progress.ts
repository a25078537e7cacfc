/** Which part of the time of a load is over when reading is, and the rest is merging. */
const readingShare = 0.4;
/** Of the reading, the part that looks at the bytes before they are parsed. */
const scanShare = 0.15;

/** How far an ingest is. Time is taken to be in proportion to bytes. */
export class Progress {
  /** What is being loaded. */
  name = '';
  #totalBytes = 0;
  #doneBytes = 0;
  #bytes = 0;
  #readBytes = 0;
  #highest = 0;
  #merging: { from: number; to: number } | undefined;

  /** Begins with everything that is to be loaded. */
  begin(totalBytes: number): void {
    this.#totalBytes = totalBytes;
  }

  /** Goes on to the next unit of `bytes` bytes. */
  next(name: string, bytes: number): void {
    this.#doneBytes += this.#bytes;
    this.name = name;
    this.#bytes = bytes;
    this.#readBytes = 0;
    this.#merging = undefined;
  }

  /** Bytes of the unit have been looked at; the second time round they are parsed. */
  read(bytes: number): void {
    this.#readBytes += bytes;
  }

  /** Its rows are in; the running statement is the part of the merging between two shares. */
  merging(from: number, to: number): void {
    this.#merging = { from, to };
  }

  /**
   * Between 0 and 1, and never less than before: between two statements the engine's word is of
   * neither. `statementShare`: how far the running statement is, as the engine says.
   */
  fraction(statementShare: number): number {
    if (this.#totalBytes > 0) {
      const done = this.#doneBytes + this.#bytes * this.#unitShare(statementShare);
      this.#highest = Math.min(1, Math.max(this.#highest, done / this.#totalBytes));
    }
    return this.#highest;
  }

  #unitShare(statementShare: number): number {
    if (this.#merging !== undefined) {
      const { from, to } = this.#merging;
      return readingShare + (1 - readingShare) * (from + (to - from) * statementShare);
    }
    const rounds = this.#bytes === 0 ? 0 : this.#readBytes / this.#bytes;
    const parsed = Math.min(1, Math.max(rounds - 1, rounds < 1 ? 0 : statementShare));
    return readingShare * (scanShare * Math.min(1, rounds) + (1 - scanShare) * parsed);
  }
}
