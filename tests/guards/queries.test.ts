import { expect, test } from 'vitest';
import { composedSql, parameterNames } from '../../src/engine/sql-files.ts';
import { config } from '../../src/queries/config.ts';
import { doctor } from '../../src/queries/doctor.ts';
import { eventGaps } from '../../src/queries/event-gaps.ts';
import { eventSummaries } from '../../src/queries/event-summary.ts';
import { loadDetails, loads } from '../../src/queries/loads.ts';
import { orderEvents } from '../../src/queries/order-events.ts';
import { orderFailures } from '../../src/queries/order-failures.ts';
import { orderFunnel } from '../../src/queries/order-funnel.ts';
import { orderMetrics } from '../../src/queries/order-metrics.ts';
import { orderProblems } from '../../src/queries/order-problems.ts';
import { orderShow } from '../../src/queries/order-show.ts';
import { orderStatus } from '../../src/queries/order-status.ts';
import { orderStuck } from '../../src/queries/order-stuck.ts';
import { orderSummary } from '../../src/queries/order-summary.ts';
import { orderTimes, orderTimesByDay, orderTimesStates } from '../../src/queries/order-times.ts';
import type { ColumnType, Query } from '../../src/queries/query.ts';
import { rejects } from '../../src/queries/rejects.ts';
import { status } from '../../src/queries/status.ts';
import { storePeriods } from '../../src/queries/store-periods.ts';
import { storeReport, storeReportWindow } from '../../src/queries/store-report.ts';
import { memoryDatabase } from '../support/memory-database.ts';

const queries: Query[] = [
  ...Object.values(eventSummaries),
  eventGaps,
  storeReport,
  storeReportWindow,
  storePeriods,
  status,
  loads,
  loadDetails,
  rejects,
  config,
  doctor,
  orderStatus,
  orderShow,
  orderEvents,
  orderSummary,
  orderFailures,
  orderFunnel,
  orderTimes,
  orderTimesByDay,
  orderTimesStates,
  orderStuck,
  orderProblems,
  orderMetrics,
];

const engineTypes: Readonly<Record<ColumnType, RegExp>> = {
  text: /^VARCHAR$/,
  prose: /^VARCHAR$/,
  integer: /^BIGINT$/,
  amount: /^DECIMAL\(18,4\)$/,
  date: /^DATE$/,
  decimal: /^DECIMAL\(\d+,[24]\)$/,
  seconds: /^DECIMAL\(\d+,6\)$/,
  instant: /^TIMESTAMP$/,
  boolean: /^BOOLEAN$/,
};

test.each(queries.map((query) => [query.file, query] as const))(
  '%s: module and SQL agree on parameters, columns and types',
  async (_, query) => {
    const sql = composedSql(`4_reports/${query.file}`);
    expect([...parameterNames(sql)].sort()).toEqual([...query.parameters].sort());
    const engine = await memoryDatabase();
    try {
      const parameters = Object.fromEntries(query.parameters.map((name) => [name, null]));
      const { columns } = await engine.run(sql, parameters);
      const shown = columns.filter(({ name }) => name !== 'position');
      expect(shown.map(({ name }) => name)).toEqual(query.columns.map(({ name }) => name));
      for (const [index, column] of query.columns.entries()) {
        expect(shown[index]?.type, column.name).toMatch(engineTypes[column.type]);
      }
      const available = columns.map(({ name }) => name);
      expect(query.order.filter((name) => !available.includes(name))).toEqual([]);
    } finally {
      await engine.close();
    }
  },
);
