import { examineDatabaseFile } from '../engine/database-file.ts';
import { firstLine } from '../engine/duckdb.ts';
import { counted, type Finding, failure, restore, sound, warning } from './finding.ts';

const mostNamed = 3;

/** Whether every byte of the database file is what was written. Lets go of the engine's lock. */
export async function checkFile(path: string, signal: AbortSignal): Promise<Finding> {
  try {
    const { bytes, blocks, damage, unfinished } = await examineDatabaseFile(path, signal);
    const size = `${bytes} bytes in ${counted(blocks, 'block')}`;
    if (damage.length > 0) {
      const more = damage.length > mostNamed ? ` and ${damage.length - mostNamed} more` : '';
      const named = damage.slice(0, mostNamed).join(', ');
      return failure('file', `damaged: ${named}${more} (${size})`, restore);
    }
    return unfinished === 0
      ? sound('file', `${size}, all as they were written`)
      : warning(
          'file',
          `${counted(unfinished, 'block')} that hold nothing were not written to their end (${size})`,
          'harmless after a load was killed: the next ones use them; otherwise check the disk',
        );
  } catch (error) {
    signal.throwIfAborted();
    return failure('file', `can't be read: ${firstLine(error)}`, 'check the file and the disk');
  }
}
