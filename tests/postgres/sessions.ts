import { administer } from './database.ts';

/** The name of the database in an address. */
export const nameOf = (url: string) => new URL(url).pathname.slice(1);

/** How many sessions of a database there are of which a condition on pg_stat_activity is true. */
export async function countSessions(url: string, condition = 'true'): Promise<number> {
  const { rows } = await administer(
    `select count(*)::int as count from pg_stat_activity where datname = '${nameOf(url)}' and ${condition}`,
  );
  return (rows[0] as { count: number }).count;
}

/** Sessions of the program itself. */
export const ofOrdstat = "application_name = 'ordstat'";
/** Those among them that wait for somebody else's lock. */
export const waiting = `${ofOrdstat} and wait_event_type = 'Lock'`;

/** Ends the sessions of the program from the server's side. */
export async function terminate(url: string): Promise<void> {
  await administer(
    `select pg_terminate_backend(pid) from pg_stat_activity
    where datname = '${nameOf(url)}' and ${ofOrdstat}`,
  );
}

/** Asks again until it is so; the test's own time limit ends it. */
export async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) {
    await new Promise(setImmediate);
  }
}

/** Until so many sessions of the program wait for a lock. */
export const untilWaiting = (url: string, count = 1) =>
  until(async () => (await countSessions(url, waiting)) >= count);

/** Until no session of the program is left. */
export const untilGone = (url: string) =>
  until(async () => (await countSessions(url, ofOrdstat)) === 0);
