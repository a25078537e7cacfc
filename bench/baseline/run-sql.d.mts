/** Opens a database, runs statements in turn with the parameters each of them names, closes it. */
export function runSql(job: {
  readonly database: string;
  readonly statements: readonly string[];
  readonly parameters: Readonly<Record<string, unknown>>;
}): Promise<void>;
