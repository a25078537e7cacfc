import type { Group } from './case.ts';
import { events, manyEvents, output } from './event-cases.ts';
import { history } from './history-cases.ts';
import { onPostgres } from './postgres-cases.ts';
import { start } from './start-cases.ts';
import { manyStores, realShape, tenTimes } from './store-cases.ts';

/** All groups by the name that `--only` takes. */
export const groups: Readonly<Record<string, Group>> = {
  start: { title: 'Start', cases: start },
  real: { title: 'The real shape', cases: realShape },
  stores: { title: 'Many stores', cases: manyStores },
  events: { title: 'Events', cases: events },
  output: { title: 'Output', cases: output },
  history: { title: 'History', cases: history },
  postgres: { title: 'PostgreSQL, server and client together', cases: onPostgres },
  large: { title: 'Ten times the real shape', cases: tenTimes },
  'many-events': { title: 'Fifty million events', cases: manyEvents },
};
