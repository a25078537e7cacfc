import { Argument, type Command } from 'commander';
import type { Context } from './context.ts';

/**
 * Ours, because that of @bomb.sh/tab needs the package bash-completion, evaluates what was typed,
 * can be sourced only once, and does not complete file names or after `--policy=`.
 */
const bashScript = `# bash completion for ordstat
_ordstat() {
    local value description
    COMPREPLY=()
    while IFS=$'\\t' read -r value description; do
        case $value in
            :0) ;;
            :*) compopt +o default 2> /dev/null ;;
            *) COMPREPLY+=("$value") ;;
        esac
    done < <(ordstat complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2> /dev/null)
}
complete -o default -F _ordstat ordstat
`;

/** `ordstat completion`: what a shell needs to complete command lines of ordstat. */
export function completionCommand(command: Command, context: Context): void {
  command
    .description('print a script that completes commands, options and their values')
    .addArgument(new Argument('<shell>', 'the shell that reads it').choices(shells))
    .addHelpText('after', '\nExample:\n  ordstat completion bash > ~/.ordstat-completion')
    .action((shell: Shell) => run(shell, context));
}

const shells = ['bash', 'zsh', 'fish'] as const;
type Shell = (typeof shells)[number];

async function run(shell: Shell, context: Context): Promise<void> {
  if (shell === 'bash') {
    context.stdout.write(bashScript);
    return;
  }
  const { script } = await import('@bomb.sh/tab');
  script(shell, 'ordstat', 'ordstat');
}
