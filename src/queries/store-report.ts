import { columnsOf, type Query } from './query.ts';

/** Parameters of the models store_windows and store_shifts. */
export const storeShiftParameters = [
  'as_of',
  'clock',
  'latest_at',
  'window_start',
  'window_end',
  'day',
  'default_tz',
  'stores',
  'all_stores',
  'missing_day',
  'snap_midnight',
] as const;

/** Parameters of the model store_periods and what it needs. */
export const storePeriodParameters = [
  ...storeShiftParameters,
  'policy',
  'before_first',
  'max_gap_us',
] as const;

/** Up, down and unknown in the last hour, day and week. */
export const storeReport: Query = {
  file: 'store_report',
  parameters: storePeriodParameters,
  columns: columnsOf(
    'store_id text',
    'uptime_last_hour_minutes decimal',
    'uptime_last_day_hours decimal',
    'uptime_last_week_hours decimal',
    'downtime_last_hour_minutes decimal',
    'downtime_last_day_hours decimal',
    'downtime_last_week_hours decimal',
    'unknown_last_hour_minutes decimal',
    'unknown_last_day_hours decimal',
    'unknown_last_week_hours decimal',
    'open_last_hour_minutes decimal',
    'open_last_day_hours decimal',
    'open_last_week_hours decimal',
    'pings_last_week integer',
    'unobserved_last_week_minutes decimal',
    'time_zone text',
    'policy text',
    'as_of instant',
  ),
  order: ['store_id'],
};

/** Up, down and unknown in one window. */
export const storeReportWindow: Query = {
  file: 'store_report_window',
  parameters: storePeriodParameters,
  columns: columnsOf(
    'store_id text',
    'uptime_seconds seconds',
    'downtime_seconds seconds',
    'unknown_seconds seconds',
    'open_seconds seconds',
    'uptime_pct decimal',
    'pings integer',
    'time_zone text',
    'policy text',
    'window_start instant',
    'window_end instant',
  ),
  order: ['store_id'],
};
