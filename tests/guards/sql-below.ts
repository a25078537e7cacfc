import { globSync } from 'tinyglobby';

/** Names of all files below a folder of sql/, as the loader knows them. */
export const sqlBelow = (folder: string): string[] =>
  globSync(`sql/${folder}/**/*.sql`)
    .map((path) => path.slice('sql/'.length, -'.sql'.length))
    .sort();
