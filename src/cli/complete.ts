import type { Command, Option } from 'commander';
import type { Context } from './context.ts';

/** What a word may become, and whether it may be the name of a file instead. */
interface Answer {
  readonly candidates: readonly (readonly [value: string, description: string])[];
  readonly isFile: boolean;
}

/**
 * `ordstat complete -- WORD...`: what the scripts of `ordstat completion` ask. The last word is the
 * one to complete. Prints a line for each candidate, then `:0` where files may follow, or `:4`: the
 * protocol of cobra and @bomb.sh/tab, whose own answers leave out files, and the common options
 * after a command.
 */
export function completeCommand(command: Command, context: Context): void {
  command.argument('[words...]').action((words: string[]) => {
    const { candidates, isFile } = answer(command.parent as Command, words);
    const lines = candidates.map(([value, description]) => `${value}\t${description}\n`);
    context.stdout.write(`${lines.join('')}:${isFile ? 0 : 4}\n`);
  });
}

function answer(program: Command, words: readonly string[]): Answer {
  const typed = words.at(-1) ?? '';
  const { command, option, operands } = contextOf(program, words.slice(0, -1));
  // bash splits --policy=nearest at the sign.
  const value = typed === '=' ? '' : typed;
  if (option !== undefined) {
    return valuesOf(option.argChoices, option.flags, value);
  }
  const [, name, prefix = ''] = /^(--[^=]+)=(.*)$/.exec(typed) ?? [];
  const assigned = name === undefined ? undefined : optionNamed(program, command, name);
  if (assigned !== undefined) {
    return valuesOf(assigned.argChoices, assigned.flags, prefix);
  }
  if (typed.startsWith('-')) {
    return { candidates: matching(optionNames(program, command), typed), isFile: false };
  }
  if (command === program) {
    return { candidates: matching(commandNames(program), typed), isFile: false };
  }
  const argument = command.registeredArguments.at(Math.min(operands, lastArgument(command)));
  return argument === undefined || (operands > lastArgument(command) && !argument.variadic)
    ? { candidates: [], isFile: false }
    : valuesOf(argument.argChoices, argument.name(), typed);
}

const lastArgument = (command: Command) => Math.max(0, command.registeredArguments.length - 1);

/** The command that was typed, the option that waits for its value, how many operands there are. */
function contextOf(program: Command, words: readonly string[]) {
  let command = program;
  let option: Option | undefined;
  let operands = 0;
  for (const word of words) {
    if (option !== undefined) {
      option = word === '=' ? option : undefined;
    } else if (word.startsWith('-')) {
      const found = optionNamed(program, command, word);
      option = found?.required ? found : undefined;
    } else if (command === program) {
      command = program.commands.find((each) => each.name() === word) ?? program;
    } else {
      operands += 1;
    }
  }
  return { command, option, operands };
}

function valuesOf(choices: readonly string[] | undefined, name: string, prefix: string): Answer {
  const candidates = (choices ?? []).map((choice) => [choice, ''] as const);
  return { candidates: matching(candidates, prefix), isFile: /file|path/.test(name) };
}

const matching = (candidates: Answer['candidates'], prefix: string) =>
  candidates.filter(([value]) => value.startsWith(prefix));

const commandNames = (program: Command) =>
  program
    .createHelp()
    .visibleCommands(program)
    .map((command) => [command.name(), command.summary()] as const);

function optionsOf(program: Command, command: Command): Option[] {
  const help = program.createHelp();
  const own = command === program ? [] : help.visibleOptions(command);
  return [
    ...own,
    ...help
      .visibleOptions(program)
      .filter(({ long }) => !own.some((option) => option.long === long)),
  ];
}

const optionNamed = (program: Command, command: Command, name: string) =>
  optionsOf(program, command).find(({ short, long }) => name === short || name === long);

const optionNames = (program: Command, command: Command) =>
  optionsOf(program, command).map(
    ({ long, description }) => [long as string, description] as const,
  );
