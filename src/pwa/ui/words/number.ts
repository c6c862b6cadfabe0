/** Numbers on the screens. Pure. */
const GROUPED = new Intl.NumberFormat("en-US");

/** A count with its digits in groups of three: `2,722`. */
export function numberOf(count: number): string {
  return GROUPED.format(count);
}

/** A change in per cent: `+4%`, or `−4%` with a real minus sign. */
export function changeOf(perCent: number): string {
  return perCent < 0 ? `−${numberOf(-perCent)}%` : `+${numberOf(perCent)}%`;
}
