/** A table with sorting and pages, both stored in the address. Independent of its content. */
import type { ComponentChildren, JSX } from "preact";
import { useLocation } from "../app/location.ts";
import { say } from "../app/say.ts";
import { type Order, orderOf, orderText, pageOf, reverse, sort } from "./order.ts";

const ROWS_PER_PAGE = 50;

export interface Column<Row> {
  /** The column's name in the page's address. */
  readonly key: string;
  readonly word: string;
  /** The cell's value for sorting, which is also displayed unless the column has `show`. */
  readonly value: (row: Row) => string | number;
  readonly show?: (row: Row) => ComponentChildren;
}

interface TableProps<Row> {
  /** The prefix of the table's parameters (sorting and page) in the page's address. */
  readonly name: string;
  /** The table's name for a screen reader. */
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly idOf: (row: Row) => string;
  readonly first: Order;
  /** The buttons of a row, in a column of their own. */
  readonly actions?: (row: Row) => ComponentChildren;
}

export function Table<Row>(props: TableProps<Row>): JSX.Element {
  const { name, columns } = props;
  const { path, query, route } = useLocation();
  const keys = columns.map(({ key }) => key);
  const order = orderOf(query.get(`${name}-sort`), keys, props.first);
  const by = columns.find(({ key }) => key === order.by);
  const all = by === undefined ? props.rows : sort(props.rows, by.value, order.down);
  const { page, pages, rows } = pageOf(all, query.get(`${name}-page`), ROWS_PER_PAGE);

  function ask(changes: Readonly<Record<string, string>>): void {
    const next = new URLSearchParams({ ...Object.fromEntries(query), ...changes });
    route(`${path}?${next.toString()}`, true);
  }

  return (
    <div class="admin-card admin-table">
      <table>
        <caption class="hidden-words">{props.caption}</caption>
        <thead>
          <tr>
            {columns.map(({ key, word }) => (
              <th key={key} scope="col" aria-sort={key === order.by ? (order.down ? "descending" : "ascending") : undefined}>
                <button
                  type="button"
                  onClick={() => ask({ [`${name}-sort`]: orderText(reverse(order, key)), [`${name}-page`]: "1" })}
                >
                  {word}
                  <span class="admin-order" aria-hidden="true">
                    {key === order.by && (order.down ? "▼" : "▲")}
                  </span>
                </button>
              </th>
            ))}
            {props.actions !== undefined && (
              <th scope="col" class="admin-actions">
                {say("操作", "Actions")}
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={props.idOf(row)}>
              {columns.map(({ key, value, show }) => (
                <td key={key}>{show === undefined ? value(row) : show(row)}</td>
              ))}
              {props.actions !== undefined && <td class="admin-actions">{props.actions(row)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
      {pages > 1 && (
        <nav class="admin-pages" aria-label={say(`${props.caption}：翻页`, `${props.caption}: pages`)}>
          <button class="chip" type="button" disabled={page === 1} onClick={() => ask({ [`${name}-page`]: String(page - 1) })}>
            {say("上一页", "Previous")}
          </button>
          <span aria-live="polite">
            {say(`第 ${page} 页，共 ${pages} 页（${all.length} 条）`, `Page ${page} of ${pages} (${all.length})`)}
          </span>
          <button
            class="chip"
            type="button"
            disabled={page === pages}
            onClick={() => ask({ [`${name}-page`]: String(page + 1) })}
          >
            {say("下一页", "Next")}
          </button>
        </nav>
      )}
    </div>
  );
}

export function Older(props: { readonly page: string | null; readonly nextPage: string | null }): JSX.Element | null {
  const { path, query } = useLocation();
  const at = (page: string | null): string => {
    const next = new URLSearchParams(query);
    next.delete("page");
    if (page !== null) next.set("page", page);
    return `${path}?${next.toString()}`;
  };
  if (props.page === null && props.nextPage === null) return null;
  return (
    <nav class="admin-pages" aria-label={say("翻页", "Pages")}>
      {props.page !== null && (
        <a class="chip" href={at(null)}>
          {say("回到最新", "Newest")}
        </a>
      )}
      {props.nextPage !== null && (
        <a class="chip" href={at(props.nextPage)}>
          {say("更早的", "Older")}
        </a>
      )}
    </nav>
  );
}
