// DuckDB by itself, with its own settings: no checks, no options, nothing of ordstat. It is
// JavaScript because a TypeScript loader in the measured process would be measured too.
// `node run-sql.mjs FILE`, where FILE holds the job as JSON.
import { readFileSync } from 'node:fs';
import { DuckDBInstance } from '@duckdb/node-api';

/**
 * Opens a database, runs statements in turn with the parameters each of them names, and closes it.
 * @param {{ database: string, statements: string[], parameters: Record<string, unknown> }} job
 */
export async function runSql({ database, statements, parameters }) {
  const instance = await DuckDBInstance.create(database);
  const connection = await instance.connect();
  await connection.run("set global TimeZone = 'UTC'; set integer_division = true");
  for (const statement of statements) {
    const names = new Set([...statement.matchAll(/\$([a-z_][a-z_0-9]*)/g)].map(([, name]) => name));
    const values = Object.entries(parameters).filter(([name]) => names.has(name));
    await (values.length > 0
      ? connection.run(statement, Object.fromEntries(values))
      : connection.run(statement));
  }
  connection.closeSync();
  instance.closeSync();
}

const [, program, file] = process.argv;
if (file !== undefined && program?.endsWith('run-sql.mjs')) {
  await runSql(JSON.parse(readFileSync(file, 'utf8')));
}
