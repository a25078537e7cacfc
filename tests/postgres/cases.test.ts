import { describe } from 'vitest';
import { testAllCases } from './all-cases.ts';
import { freshDatabase, hasPostgres } from './database.ts';
import { ordstatTemplate } from './template.ts';

describe.skipIf(!hasPostgres)('on PostgreSQL', () => {
  testAllCases(() => freshDatabase(ordstatTemplate));
});
