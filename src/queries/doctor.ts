import { columnsOf, type Query } from './query.ts';

/** The health of a database, a row per check. */
export const doctor: Query = {
  file: 'doctor',
  parameters: ['checks', 'results', 'details', 'remedies'],
  columns: columnsOf('check text', 'result text', 'detail text', 'remedy text'),
  order: ['position'],
};
