import { eventGapParameters } from './event-summary.ts';
import { columnsOf, type Query } from './query.ts';

/** The rows behind event-summary. */
export const eventGaps: Query = {
  file: 'event_gaps',
  parameters: eventGapParameters,
  columns: columnsOf(
    'user_id text',
    'event_type text',
    'occurred_at instant',
    'previous_at instant',
    'gap_seconds seconds',
    'is_idle boolean',
    'event_id text',
  ),
  order: ['user_id', 'event_type', 'occurred_at', 'event_id'],
};
