import { columnsOf, type Query } from './query.ts';

/** Parameters of the model event_gaps. */
export const eventGapParameters = [
  'window_start',
  'window_end',
  'as_of',
  'across_midnight',
  'max_gap_us',
] as const;

const measures = [
  'gaps integer',
  'idle_gaps integer',
  'total_seconds seconds',
  'avg_gap_seconds seconds',
  'max_gap_seconds seconds',
  'first_event_at instant',
  'last_event_at instant',
];

/** Time between events; the grain is the argument of `--by`. */
export const eventSummaries = {
  'user,type': {
    file: 'event_summary',
    parameters: eventGapParameters,
    columns: columnsOf('user_id text', 'event_type text', 'events integer', ...measures),
    order: ['user_id', 'event_type'],
  },
  type: {
    file: 'event_summary_by_type',
    parameters: eventGapParameters,
    columns: columnsOf('event_type text', 'events integer', 'users integer', ...measures),
    order: ['event_type'],
  },
  user: {
    file: 'event_summary_by_user',
    parameters: eventGapParameters,
    columns: columnsOf('user_id text', 'events integer', ...measures),
    order: ['user_id'],
  },
} as const satisfies Record<string, Query>;
