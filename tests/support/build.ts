import { execa } from 'execa';
import { root } from './binary.ts';

/** Once before all tests: those of the real program run what is built from this source. */
export default async function build(): Promise<void> {
  await execa(process.execPath, ['build.mjs'], { cwd: root });
}
