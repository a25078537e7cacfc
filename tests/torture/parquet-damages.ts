import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { plainEvents, wholeFile } from './base-files.ts';
import { offsets, withBitFlipped } from './packed-damages.ts';
import { type DamagedFile, disguised, type Verdict } from './pieces.ts';

/**
 * Parquet that is cut or flipped. Its pages carry no check sum: a flip inside a value leaves
 * another value, and nobody can tell.
 */
export async function damagedParquet(): Promise<DamagedFile[]> {
  const whole = { ...wholeFile(plainEvents), lines: [] };
  const files: DamagedFile[] = [];
  for (const codec of ['uncompressed', 'snappy', 'zstd']) {
    const packed = await parquetBytes(codec);
    const add = (damage: string, place: string, bytes: Buffer, verdict: Verdict) =>
      files.push(
        disguised(whole, {
          damage: `Parquet: ${damage}`,
          name: `${codec} ${place}`,
          bytes,
          verdict,
          fileName: 'input.parquet',
        }),
      );
    add('whole', '', packed, 'loads all');
    for (const length of offsets(packed.length, 0.05).filter((at) => at > 0)) {
      add('truncated', `byte ${length}`, packed.subarray(0, length), 'refused');
    }
    for (const at of offsets(packed.length, 0.05)) {
      add('bit flipped', `byte ${at}`, withBitFlipped(packed, at, at % 8), 'anything but a crash');
    }
    add('garbage after it', '', Buffer.concat([packed, Buffer.from('x')]), 'refused');
    add('twice', '', Buffer.concat([packed, packed]), 'refused or all');
  }
  return files;
}

async function parquetBytes(codec: string): Promise<Buffer> {
  const folder = mkdtempSync(join(tmpdir(), 'ordstat-test-'));
  const path = join(folder, 'input.parquet');
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    const tuples = plainEvents.rows.map(
      ([user, type, time, id]) => `('${user}', '${type}', '${time}', '${id}')`,
    );
    await connection.run(`copy (
      select * replace (cast("timestamp" as timestamp) as "timestamp")
      from (values ${tuples.join(', ')}) as rows(user_id, event_type, "timestamp", event_id)
    ) to '${path}' (format parquet, compression ${codec})`);
    return readFileSync(path);
  } finally {
    connection.closeSync();
    instance.closeSync();
    rmSync(folder, { recursive: true });
  }
}
