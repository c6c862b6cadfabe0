/** The addresses of the workbench on the PC: /admin, /admin/{division}/{page}. Pure. */
import { COUNTY_DIGITS } from "../../domain/division/division.ts";

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
  "decisions",
  "reviews",
  "areas",
  "clients",
] as const;
export type Page = (typeof PAGES)[number];

export interface Place {
  /** Null on the page that chooses a division. */
  readonly division: string | null;
  readonly page: Page;
}

/** A street's 9 digits: from here down a division runs points (product.md §1). */
const STREET_DIGITS = 9;
/** A province's 2 digits or a city's 4: these may issue codes, and have rules of their own. */
const ISSUER_DIGITS = 4;
const COLOUR_PAGES: ReadonlySet<Page> = new Set<Page>([
  "proposals",
  "rules",
  "facts",
  "decisions",
  "reviews",
  "areas",
  "clients",
]);
const GATE_PAGES = PAGES.filter((page) => !COLOUR_PAGES.has(page));

/**
 * The places of a division, its first page first: a community's live board, and the statistics of all above it. Above a street there are no
 * gates, and below a community nobody who applies. Only the administrators of the issuer's own region are its officers, who decide about colours.
 * @param issuer its code
 */
export function pagesOf(division: string, issuer: string): readonly Page[] {
  const above = ["statistics", "administrators", "applications", "appeals", "track", "decisions", "looks"] as const;
  if (division === issuer) return [...above, "reviews", "facts", "areas", "proposals", "rules", "clients"];
  if (division.length <= ISSUER_DIGITS) return [...above, "rules"];
  if (division.length === COUNTY_DIGITS) return [...above, "reviews"];
  if (division.length > STREET_DIGITS) return GATE_PAGES.filter((page) => page !== "applications");
  return ["statistics", ...GATE_PAGES.filter((page) => page !== "statistics")];
}

/** Reads an address; what is no place of the division is its first. */
export function placeOf(path: string, issuer: string): Place {
  const [, division, rest] = /^\/admin\/(\d{2,12})(?:\/([^/]*))?/.exec(path) ?? [];
  if (division === undefined) return { division: null, page: "board" };
  const pages = pagesOf(division, issuer);
  return { division, page: pages.find((page) => page === rest) ?? firstOf(division) };
}

/** Which collector the page of collectors is about; null where it is about all. */
export function collectorOf(path: string): string | null {
  return /^\/admin\/\d{2,12}\/collectors\/([\w-]{8,64})$/.exec(path)?.[1] ?? null;
}

/** The same whoever issues the codes. */
function firstOf(division: string): Page {
  return pagesOf(division, "")[0] ?? "statistics";
}

export function addressOf(division: string, page?: Page): string {
  return `/admin/${division}/${page ?? firstOf(division)}`;
}
