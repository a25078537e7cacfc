import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  countsOf,
  eventsFile,
  openWorkspace,
  type Workspace,
  workspacePerTest,
} from './workspace.ts';

const at = '2024-10-15 08:00:00';
const row = (id: number) => `u${id},click,${at}`;

interface Damage {
  readonly what: string;
  /** Lines below the header. */
  readonly lines: readonly string[];
  /** Ids that must be loaded: all others must be rejected. */
  readonly loaded: string;
  /** Line and reason of each reject. */
  readonly rejected: readonly string[];
  readonly lineEnd?: string;
}

const damages: Damage[] = [
  {
    what: 'short and long rows',
    lines: [row(1), 'u2,click', row(3), `${row(4)},more`, `${row(5)},`, 'u6', row(7)],
    loaded: 'u1 u3 u7',
    rejected: [3, 5, 6, 7].map((line) => `${line} wrong number of fields`),
  },
  {
    what: 'a trailing comma alone',
    lines: [row(1), `${row(2)},`, row(3)],
    loaded: 'u1 u3',
    rejected: ['3 wrong number of fields'],
  },
  {
    what: 'an unclosed quote in the middle',
    lines: [row(1), `u2,"click,${at}`, row(3), row(4)],
    loaded: 'u1 u3 u4',
    rejected: ['3 unclosed quote'],
  },
  {
    what: 'an unclosed quote at the start of a line',
    lines: [row(1), `"${row(2)}`, row(3), `"u4","click","${at}"`, row(5)],
    loaded: 'u1 u3 u4 u5',
    rejected: ['3 unclosed quote'],
  },
  {
    what: 'an unclosed quote in the last line',
    lines: [row(1), row(2), `u3,"click,${at}`],
    loaded: 'u1 u2',
    rejected: ['4 unclosed quote'],
  },
  {
    what: 'an unclosed quote in the last field, before a quoted row',
    lines: [row(1), `u2,click,"${at}`, `u3,click,"${at}"`, row(4)],
    loaded: 'u1 u3 u4',
    rejected: ['3 unclosed quote'],
  },
  {
    what: 'two unclosed quotes, one after the other',
    lines: [row(1), `"${row(2)}`, `"${row(3)}`, row(4)],
    loaded: 'u1 u4',
    rejected: ['3 unclosed quote', '4 unclosed quote'],
  },
  {
    what: 'stray quotes',
    lines: [row(1), `u2,cl"ick,${at}`, `u3,"cl"ick,${at}`, `u4,"click" ,${at}`, row(5)],
    loaded: 'u1 u5',
    rejected: [3, 4, 5].map((line) => `${line} misplaced quote`),
  },
  {
    what: 'a space after a closing quote alone',
    lines: [row(1), `u2,"click" ,${at}`, row(3)],
    loaded: 'u1 u3',
    rejected: ['3 misplaced quote'],
  },
  {
    what: 'a space before an opening quote alone',
    lines: [row(1), `u2, "click",${at}`, row(3)],
    loaded: 'u1 u3',
    rejected: ['3 misplaced quote'],
  },
  {
    what: 'a backslash before a quote',
    lines: [row(1), `u2,"cl\\"ick",${at}`, row(3)],
    loaded: 'u1 u3',
    rejected: ['3 misplaced quote'],
  },
  {
    what: 'a repeated header and a footer',
    lines: [row(1), 'user_id,event_type,timestamp', row(3), '(3 rows)'],
    loaded: 'u1 u3',
    rejected: ['3 bad time', '5 wrong number of fields'],
  },
  {
    what: 'a line of spaces',
    lines: [row(1), '   ', row(3)],
    loaded: 'u1 u3',
    rejected: ['3 wrong number of fields'],
  },
  {
    what: 'line numbers after quoted line ends and blank lines',
    lines: ['"a\nb",click,x', '', '', `"c\n\nd",click,${at}`, 'u2,click', '', row(3), '"e\nf",g,h'],
    loaded: 'c\n\nd u3',
    rejected: ['2 bad time', '9 wrong number of fields', '12 bad time'],
  },
  {
    what: 'line numbers of CRLF',
    lines: [row(1), '', 'u2,click', '"a\r\nb",click,x', row(4), 'u5,click,x'],
    loaded: 'u1 u4',
    rejected: ['4 wrong number of fields', '5 bad time', '8 bad time'],
    lineEnd: '\r\n',
  },
  {
    what: 'line numbers of CR alone',
    lines: [row(1), 'u2,click', '', row(3), 'u4,click,x'],
    loaded: 'u1 u3',
    rejected: ['3 wrong number of fields', '6 bad time'],
    lineEnd: '\r',
  },
  {
    what: 'mixed line ends',
    lines: [`${row(1)}\r`, row(2), `${row(3)}\r${row(4)}`, 'u5,click\r', row(6)],
    loaded: 'u1 u2 u3 u4 u6',
    rejected: ['6 wrong number of fields'],
  },
];

const cutLines = [row(3).slice(0, -9), 'u3,clic', 'u', 'u3,click,', 'u3,"click'];
const reasons = ['bad time', 'wrong number of fields', 'wrong number of fields', 'bad time'];
const cuts: Damage[] = cutLines.map((last, index) => ({
  what: `a last line cut off after ${last}`,
  lines: [row(1), row(2), last],
  loaded: 'u1 u2',
  rejected: [`4 ${reasons[index] ?? 'unclosed quote'}`],
}));

describe('one command with a file for every damage', () => {
  const cases = [...damages, ...cuts].map((damage, index) => ({ ...damage, index }));
  let all: Workspace;
  let counts: Record<string, number>[];
  let loadedRows: string[][];
  let rejectedRows: string[][];

  beforeAll(async () => {
    all = openWorkspace();
    const files = cases.map(({ lines, lineEnd, index, what }) => {
      const content = eventsFile(lines, lineEnd).replaceAll('click', `click${index}`);
      const ending = lineEnd ?? '\n';
      const isCut = what.startsWith('a last line') || what.endsWith('last line');
      return all.file(`${index}.csv`, isCut ? content.slice(0, -ending.length) : content);
    });
    const outcome = await all.ingest(files);
    expect(outcome.code).toBe(3);
    counts = countsOf(outcome);
    loadedRows = await all.rows('select event_type, user_id from events order by 1, 2');
    rejectedRows = await all.rows(
      `select load_id - 1, line_number || ' ' || reason from rejects
      order by load_id, line_number`,
    );
  });
  afterAll(() => all.remove());

  test.each(cases)('$what', ({ loaded, rejected, index }) => {
    const ids = loadedRows.filter(([type]) => type === `click${index}`).map(([, id]) => id);
    expect(ids).toEqual(loaded.split(' '));
    const rejects = rejectedRows.filter(([load]) => load === String(index));
    // A line that an earlier file has too is counted, not stored again.
    expect(rejected).toEqual(expect.arrayContaining(rejects.map(([, reject]) => reject)));
    expect(rejects.length).toBeGreaterThan(0);
    expect(counts[index]?.rejected).toBe(rejected.length);
  });
});

const work = workspacePerTest();
const loadedIds = async () => (await work.rows('select user_id from events order by 1')).flat();
const rejected = async () =>
  (await work.rows('select line_number, reason from rejects order by 1')).map((r) => r.join(' '));

test('NUL bytes and bad UTF-8 are rejects of their own line', async () => {
  const [head, middle, tail] = eventsFile([row(1), '@', row(3), '@', row(5)]).split('@');
  const content = Buffer.concat([
    Buffer.from(head as string),
    Buffer.from(`u2,cl\0ick,${at}`),
    Buffer.from(middle as string),
    Buffer.from(`u4,caf\xe9,${at}`, 'latin1'),
    Buffer.from(tail as string),
  ]);
  expect((await work.ingest([work.file('a.csv', content)])).code).toBe(3);
  expect(await loadedIds()).toEqual(['u1', 'u3', 'u5']);
  expect(await rejected()).toEqual(['3 NUL byte', '5 not UTF-8']);
});

test.each([1_000_000, 3_000_000])('a field of %i characters is kept whole', async (length) => {
  const long = `u2,${'ü'.repeat(length)},${at}`;
  const outcome = await work.ingest([work.file('a.csv', eventsFile([row(1), long, row(3)]))]);
  expect(outcome.code).toBe(0);
  const lengths = await work.rows('select user_id, length(event_type) from events order by 1');
  expect(lengths).toEqual([
    ['u1', '5'],
    ['u2', String(length)],
    ['u3', '5'],
  ]);
});

test('damage does not change how the rows around it are read', async () => {
  const odd = [`"u2",click,${at}`, ` u3 ,click,${at}`, `u4,"a ""b""",${at}`, `NA,"",${at}`];
  const whole = await work.ingest([work.file('a.csv', eventsFile(odd))]);
  const held = await work.rows('select user_id, event_type from events order by 1, 2');
  const again = await work.ingest([work.file('b.csv', eventsFile([...odd, '', 'x']))]);
  expect(countsOf(whole)[0]).toMatchObject({ new: 3, rejected: 1 });
  expect(countsOf(again)[0]).toMatchObject({ duplicate: 3, rejected: 2 });
  expect(await work.rows('select user_id, event_type from events order by 1, 2')).toEqual(held);
});

test('records inside a quoted field are neither loaded nor lost', async () => {
  const work = openWorkspace();
  try {
    const file = work.file(
      'quoted.csv',
      `user_id,event_type,timestamp,comment
u1,a,2024-10-15T08:00:00Z,"see
u9,ghost,2024-10-15T09:00:00Z,quoted text
end"
u2,a,2024-10-15T08:00:00Z,ok
`,
    );
    expect((await work.ingest([file])).code).toBe(3);
    expect(await work.rows('select user_id from events')).toEqual([['u2']]);
    expect(await work.rows('select line_number, reason from rejects')).toEqual([
      ['2', 'ambiguous quote'],
    ]);
  } finally {
    work.remove();
  }
});
