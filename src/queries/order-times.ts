import { lifecycleNames } from './lifecycle-parameters.ts';
import { orderFilterNames } from './order-status.ts';
import { columnsOf, type Query } from './query.ts';

const common = ['as_of', ...lifecycleNames, ...orderFilterNames] as const;

const statistics = [
  'avg_seconds seconds',
  'min_seconds seconds',
  'p50_seconds seconds',
  'p90_seconds seconds',
  'p95_seconds seconds',
  'p99_seconds seconds',
  'max_seconds seconds',
];

const between = [
  'from_status text',
  'to_status text',
  'n integer',
  'open integer',
  'negative integer',
  'untimed integer',
  ...statistics,
];

/** How long orders took from one status to another. */
export const orderTimes: Query = {
  file: 'order_times',
  parameters: [...common, 'from_status', 'to_status', 'tz'],
  columns: columnsOf(...between),
  order: ['position'],
};

/** The same, by the day on which they had the first status. */
export const orderTimesByDay: Query = {
  file: 'order_times_by_day',
  parameters: [...common, 'from_status', 'to_status', 'tz'],
  columns: columnsOf('day date', ...between),
  order: ['day'],
};

/** How long orders were in each status. */
export const orderTimesStates: Query = {
  file: 'order_times_states',
  parameters: common,
  columns: columnsOf(
    'status text',
    'visits integer',
    'open_now integer',
    'total_seconds seconds',
    ...statistics,
  ),
  order: ['position'],
  naming: ['status'],
};
