import { existsSync, readFileSync } from 'node:fs';

/** `unfinished`: it ends within a commit. `damaged`: it ends with a commit, but not all of it is one. */
export type LogState = 'none' | 'whole' | 'unfinished' | 'damaged';

/** The first entry, which says the version and has no checksum. */
const versionEntry = Buffer.from('640062650002ffff', 'hex');
const frameBytes = 16;
const typeOffset = 2;
const flushType = 100;
const checkpointType = 99;

/**
 * Follows the write-ahead log beside a database file from entry to entry: a length and a checksum of
 * 8 bytes each, then what is to be done (WriteAheadLog in DuckDB's src/storage/write_ahead_log.cpp).
 * The engine compares the checksums when it opens the database, but takes a length that leads beyond
 * the end for a commit that was killed, and forgets what follows.
 */
export function examineLog(databasePath: string): LogState {
  const path = `${databasePath}.wal`;
  const log = existsSync(path) ? readFileSync(path) : Buffer.alloc(0);
  if (log.length === 0) {
    return 'none';
  }
  if (!log.subarray(0, versionEntry.length).equals(versionEntry)) {
    return log.length < versionEntry.length ? 'unfinished' : 'damaged';
  }
  let end = versionEntry.length;
  let isCommitted = true;
  while (end + frameBytes <= log.length) {
    const type = log[end + frameBytes + typeOffset];
    isCommitted = type === flushType || type === checkpointType;
    end += frameBytes + Number(log.readBigUInt64LE(end));
  }
  if (end === log.length && isCommitted) {
    return 'whole';
  }
  return endsWithCommit(log) ? 'damaged' : 'unfinished';
}

const flushEntry = Buffer.from('640064ffff', 'hex');

function endsWithCommit(log: Buffer): boolean {
  return log.subarray(-flushEntry.length).equals(flushEntry);
}
