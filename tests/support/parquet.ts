import { DuckDBInstance } from '@duckdb/node-api';

/** Writes the result of a query as Parquet. */
export async function writeParquet(path: string, query: string): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run("set TimeZone = 'UTC'");
  await connection.run(`copy (${query}) to '${path}' (format parquet)`);
  connection.closeSync();
  instance.closeSync();
}
