import { columnsOf, type Query } from './query.ts';

/** The settings in force, a row per key. */
export const config: Query = {
  file: 'config',
  parameters: ['keys', 'settings', 'origins'],
  columns: columnsOf('key text', 'value text', 'origin text'),
  order: ['key'],
};
