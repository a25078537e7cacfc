/** Microseconds since 1970: whole numbers, exact in a double until the year 2255. */
export type Micros = number;

export const SECOND: Micros = 1_000_000;
export const MINUTE: Micros = 60 * SECOND;
export const DAY: Micros = 24 * 60 * MINUTE;

/** The instant of an ISO text with its offset. */
export function micros(iso: string): Micros {
  return Date.parse(iso) * 1000;
}

/**
 * A writer of instants as `2023-01-18 00:00:14.426796` with `between` for the space: the zeros at
 * the end of the fraction are left out, as in the public data set (so 0 to 6 digits). It keeps
 * the text of the last minute, which makes instants in time order cheap.
 */
export function instantWriter(between: ' ' | 'T'): (at: Micros) => string {
  let minute = Number.NaN;
  let text = '';
  return (at) => {
    const whole = Math.floor(at / MINUTE);
    if (whole !== minute) {
      minute = whole;
      text = new Date((whole * MINUTE) / 1000).toISOString().slice(0, 17).replace('T', between);
    }
    return text + seconds(at - whole * MINUTE);
  };
}

/** Two digits and a fraction without the zeros at its end; the point goes with the last of them. */
function seconds(part: Micros): string {
  const digits = String(100 * SECOND + part);
  let end = digits.length;
  while (end > 3 && digits.charCodeAt(end - 1) === ZERO) end--;
  return end === 3 ? digits.slice(1, 3) : `${digits.slice(1, 3)}.${digits.slice(3, end)}`;
}

const ZERO = '0'.charCodeAt(0);
