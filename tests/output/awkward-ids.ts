/** Ids that text formats, terminals, spreadsheets and SQL are known to trip over; none twice. */
export function awkwardIds(): string[] {
  return [...new Set([...written, ...inPlaces, ...numbers])];
}

const characters = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => String.fromCodePoint(from + index));

/** All but NUL. */
const controls = [...characters(0x01, 0x1f), ...characters(0x7f, 0x9f)];
const invisible = [
  ...characters(0x200b, 0x200f),
  ...characters(0x2028, 0x202e),
  ...characters(0x2060, 0x2069),
  ...'\u00a0\u00ad\u034f\u061c\u115f\u180e\u1680\u2002\u2003\u202f\u205f\u3000\ufeff\ufff9\ufffc\ufffd',
  ...'\ufe0f\u{e0001}\u{e0020}',
];
const delimiters = [...',;\t|\'"`\\/#$%&*?[]{}()<>^~!@:=+-_. '];
const beyond = [...'🚚🏬👩‍👩‍👧𝒳\u{10ffff}\u{1f3f4}\u0301\u0336\u0e33\u05d0\u0627\ud7a3\u4e00ßıİſﬁ'];

/** A character alone, in front, inside, behind, and twice in a row. */
const inPlaces = [...controls, ...invisible, ...delimiters, ...beyond].flatMap((character) => [
  character,
  `${character}a`,
  `a${character}b`,
  `a${character}`,
  `a${character}${character}b`,
]);

const numbers = [
  ...[
    '0',
    '-0',
    '+0',
    '00',
    '007',
    '7',
    '7.0',
    '07e2',
    '1e5',
    '1E5',
    '1e400',
    '-1e-400',
    '.5',
    '5.',
  ],
  ...['9007199254740992', '9007199254740993', '9223372036854775807', '9223372036854775808'],
  ...['18446744073709551616', '170141183460469231731687303715884105728', '1_000', '1,000', '0x1F'],
  ...[
    '0b1',
    '1/2',
    '50%',
    '$5',
    '١٢٣',
    '１２３',
    '²',
    '½',
    'Infinity',
    '-inf',
    '1.7976931348623157e309',
  ],
];

const written = [
  ...['NA', 'N/A', 'null', 'NULL', 'Null', 'nan', 'NaN', 'None', 'nil', 'undefined', '\\N', '""'],
  ...['true', 'false', 'TRUE', 'yes', 'no', 'on', 'off', '-', '--', '.', '..', '*', "''", '"'],
  ...["'; drop table events; --", "' or '1'='1", '$day', ':day', '?', '@day', '{day}', '%s', '%n'],
  ...['user_id', 'user_id,event_type,timestamp', 'select 1', '/* x', '*/', '--', '$$', "E'\\x'"],
  ...['/etc/passwd', '../../etc/passwd', 'C:\\con', '\\\\server\\share', 'file:///x', 'https://x'],
  ...[
    '=1+1',
    '+1',
    '-1',
    '@sum(a1)',
    '=cmd|/c calc',
    '\t=1',
    '＝1',
    '＠1',
    '<script>',
    '&amp;',
    '$' + '{x}',
  ],
  ...[
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    'length',
    '[object Object]',
    '{}',
    '[]',
  ],
  ...[
    'a\nb',
    'a\r\nb',
    'a\rb',
    '\n',
    '\r\n',
    'a\n',
    '\na',
    'a\n\nb',
    'a","b',
    'a"\n"b',
    '"a"',
    'a""b',
  ],
  ...['a, b', ',', ',,,', '",",', '\t', 'a\tb', '|', ';', '#a', 'a#b', '//', 'a\\', '\\"', "\\'"],
  ...[
    ' a',
    'a ',
    '  a  ',
    'a  b',
    '   ',
    '\u00a0a',
    'a\u3000',
    '\ufeffa',
    'a\ufeff',
    '\u200b',
    '\u200d',
  ],
  ...[
    'é',
    'e\u0301',
    'Å',
    'Å',
    'ＡＢＣ',
    'ABC',
    'abc',
    'İstanbul',
    'istanbul',
    'ıstanbul',
    'straße',
  ],
  ...[
    '\u001b[31mred\u001b[0m',
    '\u001b]0;title\u0007',
    '\u009b2J',
    'a\b\b\bb',
    'a\u0007',
    'a\u007f',
  ],
  ...['\u202egnp.exe', 'a\u2066b\u2069', '\u061ca', 'שלום', 'مرحبا', 'Z̷̢͝a̵l̴g̶o̸', '\u0301', 'a\u2028b'],
  'x'.repeat(5000),
  '"'.repeat(500),
  ','.repeat(500),
  'é\u0301🚚'.repeat(700),
  '2024-10-15 08:00:00',
];
