/** A part of an input file, whole lines in most cases. */
export interface Piece {
  readonly bytes: Buffer;
  /** The row it means, as the table holds it; none for a header or for what is no row. */
  readonly row?: readonly string[];
  /** Whether its lines may be rejects. */
  readonly isDamaged?: boolean;
}

/** What ordstat may do with a file. */
export type Verdict =
  /** Exit 3, nothing loaded. */
  | 'refused'
  /** Exit 0, every true row. */
  | 'loads all'
  /** One of these two. */
  | 'refused or all'
  /** Rows on damaged lines may be missing if a reject points at them, no others. */
  | 'rejects'
  /** Whole, as a first line that is none makes another kind of file; or line by line. */
  | 'refused or rejects'
  /** The bytes hold nothing that tells true from false: no crash, no lost database. */
  | 'anything but a crash';

/** A row of the file before it was damaged, and the lines it takes, from 1. */
export interface TrueRow {
  readonly values: readonly string[];
  readonly firstLine: number;
  readonly lastLine: number;
}

/** An input file that something happened to. */
export interface DamagedFile {
  /** What happened. */
  readonly damage: string;
  /** Which file, and where in it. */
  readonly name: string;
  readonly kind: string;
  readonly fileName: string;
  readonly bytes: Buffer;
  /** The lines as a reader sees them, decoded; empty for what is packed. */
  readonly lines: readonly string[];
  readonly rows: readonly TrueRow[];
  readonly damagedLines: ReadonlySet<number>;
  readonly verdict: Verdict;
}

interface Case {
  readonly damage: string;
  readonly name: string;
  readonly kind: string;
  readonly fileName: string;
  readonly verdict?: Verdict;
}

/** Puts pieces together and notes on which lines each row is. */
export function damagedFile(about: Case, pieces: readonly Piece[]): DamagedFile {
  const bytes = Buffer.concat(pieces.map((piece) => piece.bytes));
  const rows: TrueRow[] = [];
  const damagedLines = new Set<number>();
  let line = 1;
  for (const piece of pieces) {
    const text = piece.bytes.toString('latin1');
    const ends = [...text.matchAll(/\r\n|\n|\r/g)].length;
    const lastLine = /[\r\n]$/.test(text) ? line + ends - 1 : line + ends;
    if (piece.row !== undefined) {
      rows.push({ values: piece.row, firstLine: line, lastLine });
    }
    for (let number = line; piece.isDamaged && number <= lastLine; number++) {
      damagedLines.add(number);
    }
    line += ends;
  }
  const lines = linesOf(bytes);
  return { verdict: 'rejects', ...about, bytes, lines, rows, damagedLines };
}

/** The same file, packed or encoded: what is in `bytes` is no longer its lines. */
export function disguised(
  file: DamagedFile,
  about: Pick<DamagedFile, 'damage' | 'name' | 'bytes' | 'verdict'> & { fileName?: string },
): DamagedFile {
  return { ...file, lines: [], damagedLines: new Set(), ...about };
}

function linesOf(bytes: Buffer): string[] {
  const text = bytes.toString('utf8').replaceAll('\0', '\u2400');
  return text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
}
