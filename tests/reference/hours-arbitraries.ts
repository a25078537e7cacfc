import fc from 'fast-check';
import type { HoursRow } from './store-types.ts';

type ClockHours = Pick<HoursRow, 'opens' | 'closes'>;

const WEEKDAYS = [0, 1, 2, 3, 4, 5, 6];

/** What a day may look like, each written `opens-closes` for readability. */
const DAYS = [
  '09:00:00-17:00:00',
  '11:30:00-15:59:00 20:00:00-23:59:00',
  // overnight, as one row and split at midnight
  '22:00:00-02:00:00',
  '23:30:00-02:30:00',
  '00:00:00-01:00:00 11:00:00-23:59:00',
  '00:00:00-01:00:00 11:00:00-23:59:59',
  // touching and overlapping
  '09:00:00-12:00:00 12:00:00-17:00:00',
  '09:00:00-13:00:00 12:00:00-17:00:00 10:00:00-11:00:00',
  '08:00:00-08:00:00 07:00:00-09:00:00',
  // several, with breaks of 59, 60 and 61 seconds
  '00:00:30-05:59:29 06:00:28-12:00:00 12:01:00-18:00:00 18:01:01-23:30:00',
  '06:00:00-10:00:00 11:00:00-14:00:00 15:00:00-18:00:00 19:00:00-24:00:00',
  // whole days, or nearly
  '00:00:00-24:00:00',
  '00:00:00-23:59:00',
  '00:00:00-23:59:59',
  '00:00:00-23:59:30',
  '00:00:00-23:58:59',
  '00:00:00-00:00:00',
  '09:00:00-09:00:00',
  '12:00:00-24:00:00',
  // inside and around the hours that clocks skip or repeat
  '02:30:00-03:10:00',
  '01:30:00-02:15:00 02:15:00-03:00:00',
  '00:15:00-00:45:00 23:15:00-23:45:00',
  '01:15:00-01:45:00',
].map((day) => day.split(' ').map(rowOf));

/** Days that run together, with breaks that reopen nothing. */
const WHOLE_DAYS = ['00:00:00-24:00:00', '00:00:00-23:59:00', '00:00:00-23:59:59'].map(rowOf);

/** The rows of a store that opens once or twice a week, and stays open for days on end. */
export const daysOnEnd: fc.Arbitrary<Omit<HoursRow, 'storeId'>[]> = fc
  .record({
    row: fc.constantFrom(...WHOLE_DAYS),
    others: fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom(...WEEKDAYS).map((dayOfWeek) => [dayOfWeek]) },
      { weight: 1, arbitrary: fc.subarray(WEEKDAYS, { minLength: 2, maxLength: 2 }) },
    ),
    hours: fc.oneof({ weight: 3, arbitrary: fc.constant<ClockHours[]>([]) }, day()),
  })
  .map(({ row, others, hours }) =>
    onWeekdays(WEEKDAYS, (dayOfWeek) => (others.includes(dayOfWeek) ? hours : [row])),
  );

/** The rows of one store: none, every day alike, some weekdays only, or each day different. */
export const hoursRows: fc.Arbitrary<Omit<HoursRow, 'storeId'>[]> = fc.oneof(
  { weight: 1, arbitrary: fc.constant<Omit<HoursRow, 'storeId'>[]>([]) },
  { weight: 4, arbitrary: day().map((hours) => onWeekdays(WEEKDAYS, () => hours)) },
  {
    weight: 2,
    arbitrary: fc
      .record({ hours: day(), weekdays: fc.subarray(WEEKDAYS, { minLength: 1 }) })
      .map(({ hours, weekdays }) => onWeekdays(weekdays, () => hours)),
  },
  {
    weight: 3,
    arbitrary: fc
      .array(fc.oneof({ weight: 4, arbitrary: day() }, fc.constant<ClockHours[]>([])), {
        minLength: 7,
        maxLength: 7,
      })
      .map((days) => onWeekdays(WEEKDAYS, (dayOfWeek) => days[dayOfWeek] ?? [])),
  },
);

function day(): fc.Arbitrary<ClockHours[]> {
  const clock = fc.integer({ min: 0, max: 95 }).map(quarterHour);
  const row = fc.record({ opens: clock, closes: fc.oneof(clock, fc.constant('24:00:00')) });
  return fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...DAYS) },
    { weight: 1, arbitrary: fc.array(row, { minLength: 1, maxLength: 4 }) },
  );
}

function onWeekdays(weekdays: number[], hoursOf: (dayOfWeek: number) => ClockHours[]) {
  return weekdays.flatMap((dayOfWeek) => hoursOf(dayOfWeek).map((row) => ({ dayOfWeek, ...row })));
}

function rowOf(text: string): ClockHours {
  const [opens = '', closes = ''] = text.split('-');
  return { opens, closes };
}

function quarterHour(index: number): string {
  const hours = String(Math.floor(index / 4)).padStart(2, '0');
  const minutes = String((index % 4) * 15).padStart(2, '0');
  return `${hours}:${minutes}:00`;
}
