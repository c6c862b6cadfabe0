/** Numbers on the screens. Pure. */
const GROUPED = new Intl.NumberFormat("en-US");

/** `2,722`. */
export function numberOf(count: number): string {
  return GROUPED.format(count);
}

/** `+4%`, with a real minus sign. */
export function changeOf(perCent: number): string {
  return perCent < 0 ? `−${numberOf(-perCent)}%` : `+${numberOf(perCent)}%`;
}
