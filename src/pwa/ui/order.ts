/** Sorting and paging of a table's rows, and the form of both in the address. Pure. */

export interface Order {
  readonly by: string;
  readonly down: boolean;
}

export interface PageOfRows<Row> {
  /** The number of this page, from 1. */
  readonly page: number;
  readonly pages: number;
  readonly rows: readonly Row[];
}

const COLLATOR = new Intl.Collator("zh-CN", { numeric: true });

/** Reads an order from the address: `phone` ascending, `-phone` descending. Returns `otherwise` for null and for a name that is not in `keys`. */
export function orderOf(text: string | null, keys: readonly string[], otherwise: Order): Order {
  const by = text?.replace(/^-/, "");
  return text === null || by === undefined || !keys.includes(by) ? otherwise : { by, down: text.startsWith("-") };
}

export function orderText(order: Order): string {
  return order.down ? `-${order.by}` : order.by;
}

/** The order after a click on a column's head: the same column reversed, or another column ascending. */
export function reverse(order: Order, key: string): Order {
  return { by: key, down: order.by === key ? !order.down : false };
}

/** A sorted copy; equal rows keep their order. Digits within text count as numbers. */
export function sort<Row>(rows: readonly Row[], valueOf: (row: Row) => string | number, down: boolean): readonly Row[] {
  const sign = down ? -1 : 1;
  return rows.toSorted((one, other) => {
    const [a, b] = [valueOf(one), valueOf(other)];
    return sign * (typeof a === "number" && typeof b === "number" ? a - b : COLLATOR.compare(String(a), String(b)));
  });
}

/** One page of the rows, by its number in the address. Null or an invalid number gives the first page, a number past the end the last one. */
export function pageOf<Row>(rows: readonly Row[], text: string | null, size: number): PageOfRows<Row> {
  const pages = Math.max(1, Math.ceil(rows.length / size));
  const page = Math.min(pages, Math.max(1, Math.trunc(Number(text)) || 1));
  return { page, pages, rows: rows.slice((page - 1) * size, page * size) };
}
