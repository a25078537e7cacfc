import type { Command } from 'commander';
import type { Lifecycle, LifecycleStatus } from '../lifecycle/lifecycle.ts';
import { readLifecycle } from '../lifecycle/read-lifecycle.ts';
import type { CommonOptions } from './common-options.ts';
import type { Context } from './context.ts';
import { narrationOf } from './narration.ts';

const example = '\nExample:\n  ordstat lifecycle check lifecycles/simple.json';

/** `ordstat lifecycle`: the file that says which statuses orders go through. */
export function lifecycleCommand(command: Command, context: Context): void {
  command
    .description('check a lifecycle file: which statuses orders go through, and how long they may')
    .addHelpText('after', example);
  const check = command
    .command('check')
    .description('say what is wrong with a lifecycle file, with the place of each mistake')
    .argument('<file>', 'a JSON file, or the name of a lifecycle that comes with ordstat')
    .addHelpText('after', example)
    .action((file: string) => run(file, check.optsWithGlobals(), context));
}

async function run(file: string, options: CommonOptions, context: Context): Promise<void> {
  const lifecycle = await readLifecycle('lifecycle check', file);
  narrationOf(context, options).note(`${file}: sound: ${summary(lifecycle)}`);
}

/** `lifecycle saga, 8 statuses (initial CREATED; terminal COMPLETED, CANCELLED)` */
function summary({ name, statuses }: Lifecycle): string {
  const count = statuses.length === 1 ? '1 status' : `${statuses.length} statuses`;
  const initial = namesOf(statuses, ({ isInitial }) => isInitial);
  const terminal = namesOf(statuses, ({ next }) => next?.length === 0);
  return `lifecycle ${name}, ${count} (initial ${initial}; terminal ${terminal})`;
}

function namesOf(
  statuses: readonly LifecycleStatus[],
  isMeant: (status: LifecycleStatus) => boolean,
): string {
  const names = statuses.filter(isMeant).map(({ name }) => name);
  return names.length === 0 ? 'none' : names.join(', ');
}
