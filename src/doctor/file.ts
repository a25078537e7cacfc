import { examineDatabaseFile } from '../engine/database-file.ts';
import { examineLog, type LogState } from '../engine/write-ahead-log.ts';
import { firstLine } from '../errors.ts';
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
    const log = examineLog(path);
    if (log === 'damaged') {
      return failure('file', `the log ${path}.wal beside it is damaged (${size})`, restore);
    }
    const leftovers = leftoversOf(unfinished, log);
    return leftovers === ''
      ? sound('file', `${size}, all as they were written`)
      : warning(
          'file',
          `${leftovers} (${size})`,
          'harmless if a load was killed: load its files again; if none was, check the disk',
        );
  } catch (error) {
    signal.throwIfAborted();
    return failure('file', `can't be read: ${firstLine(error)}`, 'check the file and the disk');
  }
}

/** What a load that is killed leaves behind. */
function leftoversOf(unfinished: number, log: LogState): string {
  return [
    ...(unfinished > 0
      ? [`not written to their end: ${counted(unfinished, 'block')} that hold nothing`]
      : []),
    ...(log === 'unfinished' ? ['the log beside it ends within a commit'] : []),
  ].join('; ');
}
