import { plainEvents, wholeFile } from './base-files.ts';
import { packedDamages } from './packed-damages.ts';
import { type DamagedFile, disguised, type Verdict } from './pieces.ts';
import { zstdFrames } from './zst-frames.ts';

/** zstd that is cut, flipped, followed by what is none, or misnamed. */
export function* damagedZstd(): Generator<DamagedFile> {
  const whole = wholeFile(plainEvents);
  const { withCheckSum, firstHalf, secondHalf, withoutCheckSum } = zstdFrames;
  const made = (
    damage: string,
    name: string,
    parts: Buffer[],
    verdict: Verdict,
    fileName = 'input.csv.zst',
  ) =>
    disguised(whole, {
      damage: `zst: ${damage}`,
      name,
      bytes: Buffer.concat(parts),
      verdict,
      fileName,
    });
  const loads = (damage: string, name: string, parts: Buffer[], fileName?: string) =>
    made(damage, name, parts, 'loads all', fileName);
  yield loads('whole', '', [withCheckSum]);
  yield loads('misnamed', 'packed .csv', [withCheckSum], 'input.csv');
  yield made('misnamed', 'plain .zst', [whole.bytes], 'loads all');
  yield loads('two frames', '', [firstHalf, secondHalf]);
  yield loads('skippable frame', 'before', [skippable(20), withCheckSum]);
  yield loads('skippable frame', 'between', [firstHalf, skippable(0), secondHalf]);
  yield loads('skippable frame', 'after', [withCheckSum, skippable(300)]);
  yield made('skippable frame', 'cut', [withCheckSum, skippable(20).subarray(0, 15)], 'refused');
  yield made('skippable frame', 'too long', [withCheckSum, skippable(20, 1000)], 'refused');
  yield made('skippable frame', 'alone', [skippable(20)], 'refused');
  for (let cut = 1; cut < secondHalf.length; cut += 8) {
    yield made(
      'second frame cut',
      `byte ${cut}`,
      [firstHalf, secondHalf.subarray(0, cut)],
      'refused',
    );
  }
  for (let bit = 0; bit < 32; bit++) {
    const bytes = Buffer.from(secondHalf);
    bytes[bit >> 3] = (bytes[bit >> 3] as number) ^ (1 << (bit & 7));
    yield made('second frame without its magic', `bit ${bit}`, [firstHalf, bytes], 'refused');
  }
  yield* packedDamages(whole, withCheckSum, 'zst', 'refused or all');
  yield made('no check sum', 'whole', [withoutCheckSum], 'refused or all');
  for (let length = 1; length < withoutCheckSum.length; length += 10) {
    const bytes = withoutCheckSum.subarray(0, length);
    yield made('no check sum', `cut at byte ${length}`, [bytes], 'refused');
  }
}

/** A frame that readers must pass over, by RFC 8878. */
function skippable(length: number, claimed = length): Buffer {
  const header = Buffer.alloc(8);
  header.writeUInt32LE(0x184d2a50, 0);
  header.writeUInt32LE(claimed, 4);
  return Buffer.concat([header, Buffer.alloc(length, 'x')]);
}
