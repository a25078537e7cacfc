// PostgreSQL by itself, with a driver and nothing else. It is JavaScript because a TypeScript loader
// in the measured process would be measured too. `node run-postgres.mjs FILE`, where FILE holds the
// job as JSON: an address, and a statement that copies rows from a file, or to one.
import { createReadStream, createWriteStream, readFileSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import copy from 'pg-copy-streams';

const { url, sql, from, to } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const client = new pg.Client({ connectionString: url });
await client.connect();
await (from === undefined
  ? pipeline(client.query(copy.to(sql)), createWriteStream(to))
  : pipeline(createReadStream(from), client.query(copy.from(sql))));
await client.end();
