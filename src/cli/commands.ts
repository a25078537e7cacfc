import type { Command } from 'commander';
import type { Context } from './context.ts';

/** Adds the flags and the action of a command. */
type Declare = (command: Command, context: Context) => void;

interface Entry {
  readonly summary: string;
  readonly hidden?: true;
  readonly load: () => Promise<Declare>;
}

/** Every command, with what loads it: a run pays only for its own. */
export const commands: Readonly<Record<string, Entry>> = {
  ingest: {
    summary: 'load files; every row is loaded or accounted for',
    load: async () => (await import('./ingest.ts')).ingestCommand,
  },
  'event-summary': {
    summary: 'time between events of a day, per user and event type',
    load: async () => (await import('./event-summary.ts')).eventSummaryCommand,
  },
  'event-gaps': {
    summary: 'each event of a day and the time since the previous one',
    load: async () => (await import('./event-gaps.ts')).eventGapsCommand,
  },
  'store-report': {
    summary: 'how long each store was up and down',
    load: async () => (await import('./store-report.ts')).storeReportCommand,
  },
  'store-periods': {
    summary: "the periods behind a store's numbers, and what decided each",
    load: async () => (await import('./store-periods.ts')).storePeriodsCommand,
  },
  'order-status': {
    summary: 'where each order is, and for how long',
    load: async () => (await import('./order-status.ts')).orderStatusCommand,
  },
  'order-show': {
    summary: 'one order, step by step',
    load: async () => (await import('./order-show.ts')).orderShowCommand,
  },
  'order-events': {
    summary: 'everything that happened to orders',
    load: async () => (await import('./order-events.ts')).orderEventsCommand,
  },
  'order-summary': {
    summary: 'how many orders are in each status',
    load: async () => (await import('./order-summary.ts')).orderSummaryCommand,
  },
  'order-failures': {
    summary: 'failures of orders by reason and day',
    load: async () => (await import('./order-failures.ts')).orderFailuresCommand,
  },
  'order-funnel': {
    summary: 'how many orders reached each step',
    load: async () => (await import('./order-funnel.ts')).orderFunnelCommand,
  },
  'order-times': {
    summary: 'how long orders take, and stay in each status',
    load: async () => (await import('./order-times.ts')).orderTimesCommand,
  },
  'order-stuck': {
    summary: 'orders that are too long in their status',
    load: async () => (await import('./order-stuck.ts')).orderStuckCommand,
  },
  'order-problems': {
    summary: 'orders that did what is not allowed',
    load: async () => (await import('./order-problems.ts')).orderProblemsCommand,
  },
  'order-metrics': {
    summary: 'figures on all orders, also for Prometheus',
    load: async () => (await import('./order-metrics.ts')).orderMetricsCommand,
  },
  loads: {
    summary: 'the ledger of what was loaded; show or take back a load',
    load: async () => (await import('./loads.ts')).loadsCommand,
  },
  rejects: {
    summary: 'input rows that were not loaded, and why',
    load: async () => (await import('./rejects.ts')).rejectsCommand,
  },
  prune: {
    summary: 'drop old events, pings and orders',
    load: async () => (await import('./prune.ts')).pruneCommand,
  },
  status: {
    summary: 'what is loaded, and what is missing',
    load: async () => (await import('./status.ts')).statusCommand,
  },
  config: {
    summary: 'the settings in force, and where each comes from',
    load: async () => (await import('./config.ts')).configCommand,
  },
  doctor: {
    summary: 'the health of the database and of what is loaded',
    load: async () => (await import('./doctor.ts')).doctorCommand,
  },
  lifecycle: {
    summary: 'check a lifecycle file: which statuses orders go through',
    load: async () => (await import('./lifecycle.ts')).lifecycleCommand,
  },
  sql: {
    summary: 'run one query of your own on the tables',
    load: async () => (await import('./sql.ts')).sqlCommand,
  },
  db: {
    summary: 'create, upgrade or copy a database',
    load: async () => (await import('./db.ts')).dbCommand,
  },
  completion: {
    summary: 'a script for the shell that completes command lines',
    load: async () => (await import('./completion.ts')).completionCommand,
  },
  complete: {
    summary: 'what the script asks',
    hidden: true,
    load: async () => (await import('./complete.ts')).completeCommand,
  },
  help: {
    summary: 'help on a command or a topic',
    load: async () => (await import('./help.ts')).helpCommand,
  },
};
