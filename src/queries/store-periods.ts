import { columnsOf, type Query } from './query.ts';
import { storePeriodParameters } from './store-report.ts';

/** The periods behind a store's numbers, on the store's own clock. */
export const storePeriods: Query = {
  file: 'store_periods',
  parameters: storePeriodParameters,
  columns: columnsOf(
    'store_id text',
    'shift_opens_at instant time_zone',
    'starts_at instant time_zone',
    'ends_at instant time_zone',
    'status text',
    'seconds seconds',
    'basis text',
    'ping_at instant time_zone',
    'time_zone text',
  ),
  order: ['store_id', 'starts_at'],
};
