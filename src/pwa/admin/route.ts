/** The addresses of the workbench on the PC: /admin, /admin/{division}/{page}. Pure. */

export const PAGES = [
  "board",
  "passes",
  "track",
  "exports",
  "looks",
  "points",
  "collectors",
  "administrators",
  "applications",
  "appeals",
  "statistics",
  "proposals",
  "rules",
  "facts",
] as const;
export type Page = (typeof PAGES)[number];

export interface Place {
  /** Null on the page that chooses a division. */
  readonly division: string | null;
  readonly page: Page;
}

/** A street's 9 digits: from here down a division runs points (product.md §1). */
const STREET_DIGITS = 9;
/** A province's 2 digits or a city's 4: these issue codes, and their administrators are the officers who decide about colours. */
const ISSUER_DIGITS = 4;
const GATE_PAGES = PAGES.filter((page) => page !== "proposals" && page !== "rules" && page !== "facts");

/**
 * The places of a division, its first page first: a community's live board, and the statistics of all above it. Above a street there are no
 * gates, and below a community nobody who applies.
 */
export function pagesOf(division: string): readonly Page[] {
  const above = ["statistics", "administrators", "applications", "appeals", "track", "looks"] as const;
  if (division.length <= ISSUER_DIGITS) return [...above, "facts", "proposals", "rules"];
  if (division.length < STREET_DIGITS) return above;
  if (division.length > STREET_DIGITS) return GATE_PAGES.filter((page) => page !== "applications");
  return ["statistics", ...GATE_PAGES.filter((page) => page !== "statistics")];
}

/** Reads an address; what is no place of the division is its first. */
export function placeOf(path: string): Place {
  const [, division, rest] = /^\/admin\/(\d{2,12})(?:\/([^/]*))?/.exec(path) ?? [];
  if (division === undefined) return { division: null, page: "board" };
  const pages = pagesOf(division);
  return { division, page: pages.find((page) => page === rest) ?? pages[0] ?? "statistics" };
}

/** Which collector the page of collectors is about; null where it is about all. */
export function collectorOf(path: string): string | null {
  return /^\/admin\/\d{2,12}\/collectors\/([\w-]{8,64})$/.exec(path)?.[1] ?? null;
}

export function addressOf(division: string, page?: Page): string {
  return `/admin/${division}/${page ?? pagesOf(division)[0]}`;
}
