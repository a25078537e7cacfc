/** A command of a session and what it prints, stderr before stdout. */
export interface CommandBlock {
  readonly command: string;
  readonly output: string;
}

/** The commands of all `console` blocks, in order. */
export function commandBlocks(markdown: string): CommandBlock[] {
  return [...markdown.matchAll(/^```console\n([\s\S]*?)^```$/gm)].flatMap(([, block = '']) =>
    block
      .split(/^\$ /m)
      .filter((part) => part !== '')
      .map((part) => {
        const end = part.indexOf('\n');
        return { command: part.slice(0, end), output: part.slice(end + 1) };
      }),
  );
}

/** The ordstat command lines of all `crontab` blocks. */
export function crontabCommands(markdown: string): string[] {
  return [...markdown.matchAll(/^```crontab\n([\s\S]*?)^```$/gm)].flatMap(([, block = '']) =>
    [...block.matchAll(/(?:\S+ +){5}(ordstat .+)/g)].map(([, command]) => command as string),
  );
}

/** Words of a command line; quotes group, as in a shell. */
export function words(command: string): string[] {
  return [...command.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(
    ([, single, double, bare]) => (single ?? double ?? bare) as string,
  );
}
