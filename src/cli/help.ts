import { readFileSync } from 'node:fs';
import { Argument, type Command } from 'commander';
import { ExitCode, UserError } from '../errors.ts';
import { didYouMean } from '../suggest.ts';
import type { Context } from './context.ts';
import { topics } from './help-topics.ts';

/** `ordstat help`: the options of a command, or a topic. Declared after all other commands. */
export function helpCommand(command: Command, context: Context): void {
  const name = new Argument('[name]', 'of a command or a topic');
  // Shown and completed; a wrong one is refused with a suggestion.
  name.argChoices = [...names(command.parent as Command), ...Object.keys(topics)];
  command
    .description('help on a command or a topic')
    .addArgument(name)
    .addHelpText('after', '\nExample:\n  ordstat help cron')
    .action((name?: string) => run(name, command.parent as Command, context));
}

const names = (program: Command) =>
  program
    .createHelp()
    .visibleCommands(program)
    .map((command) => command.name());

function run(name: string | undefined, program: Command, context: Context): void {
  const commands = program.createHelp().visibleCommands(program);
  const command =
    name === undefined ? program : commands.find((candidate) => candidate.name() === name);
  if (command !== undefined) {
    command.outputHelp();
    return;
  }
  if (!Object.hasOwn(topics, name as string)) {
    const known = [...names(program), ...Object.keys(topics)];
    throw new UserError(
      ExitCode.usage,
      `no such command or topic: ${name}`,
      `${didYouMean(name as string, known)}topics: ${Object.keys(topics).join(', ')}`,
    );
  }
  context.stdout.write(
    readFileSync(new URL(`../../docs/help/${name}.md`, import.meta.url), 'utf8'),
  );
}
