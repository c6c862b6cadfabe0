/** The filters of the passes: their form in the page's address and in the API's query. Pure. */
import type { PassFilters } from "../../../contract/pass-filter.ts";

const KEYS = ["person", "point", "collector", "colour", "mark", "from", "to"] as const;
export type FilterKey = (typeof KEYS)[number];

const MINUTE = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/;

/** The filters that the address sets, without invalid times. Times are minutes in Beijing time, `2020-02-29T20:15`. */
export function filterOf(address: URLSearchParams): ReadonlyMap<FilterKey, string> {
  const values = KEYS.map((key) => [key, address.get(key) ?? ""] as const);
  return new Map(values.filter(([key, value]) => value !== "" && ((key !== "from" && key !== "to") || MINUTE.test(value))));
}

/** The query of the API for the page's address: its filters, with times as instants. */
export function apiQuery(address: URLSearchParams): PassFilters {
  const filters = [...filterOf(address)].map(([key, value]) => [
    key,
    key === "from" || key === "to" ? `${value}:00+08:00` : value,
  ]);
  // The server checks the values that are not times.
  return Object.fromEntries(filters) as PassFilters;
}

/** The query of the page's address with one filter changed; an empty value removes the filter. The list goes back to its first page. */
export function withFilter(address: URLSearchParams, key: FilterKey, value: string): URLSearchParams {
  const next = new URLSearchParams(address);
  next.delete("page");
  if (value === "") next.delete(key);
  else next.set(key, value);
  return next;
}
