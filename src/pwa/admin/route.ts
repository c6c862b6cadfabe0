/** The addresses of the workbench on the PC: /admin, /admin/{division}/{page}. Pure. */
import { type AdminPage, firstOf, type PageName, pagesOf } from "./pages.ts";

export interface Place {
  readonly division: string;
  readonly page: AdminPage;
}

/**
 * Reads an address; null on the page that chooses a division. A page name that the division does not have means its first page.
 * @param issuer the issuer's division code
 */
export function placeOf(path: string, issuer: string): Place | null {
  const [, division, rest] = /^\/admin\/(0|\d{2,12})(?:\/([^/]*))?/.exec(path) ?? [];
  if (division === undefined) return null;
  const pages = pagesOf(division, issuer);
  const page = pages.find(({ name }) => name === rest) ?? pages[0];
  return page === undefined ? null : { division, page };
}

/** The id of the collector whose record the address opens; null for the list of all collectors. */
export function collectorOf(path: string): string | null {
  return /^\/admin\/\d{2,12}\/collectors\/([\w-]{8,64})$/.exec(path)?.[1] ?? null;
}

export function addressOf(division: string, page: PageName = firstOf(division)): string {
  return `/admin/${division}/${page}`;
}
