import { columnsOf, type Query } from './query.ts';

/** Input rows that were not loaded, and why. */
export const rejects: Query = {
  file: 'rejects',
  parameters: ['load_id', 'reason'],
  columns: columnsOf(
    'load_id integer',
    'kind text',
    'file text',
    'line integer',
    'column integer',
    'field text',
    'reason text',
    'raw_line text',
  ),
  order: ['load_id', 'line', 'reason', 'raw_line'],
};
