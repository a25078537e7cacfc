/** What `ordstat help TOPIC` explains; the texts are in docs/help. */
export const topics: Readonly<Record<string, string>> = {
  cron: 'running every night: what to do when it fails',
  'exit-codes': 'what each exit code means, and what to do about it',
  time: 'zones, days, as of, durations, changes of the clock',
  policies: 'what a ping says of the time around it',
  formats: 'what each output format looks like',
  orders: 'lifecycles, stuck orders, metrics for Prometheus',
};

/** The list of topics, as `ordstat --help` shows it. */
export function topicList(): string {
  const lines = Object.entries(topics).map(([name, summary]) => `  ${name.padEnd(25)}  ${summary}`);
  return ['Topics (ordstat help TOPIC):', ...lines].join('\n');
}
