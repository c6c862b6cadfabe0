/** The addresses of the workbench on the PC: /admin, /admin/{division}/{page}. Pure. */
import { type AdminPage, firstOf, type PageName, pagesOf } from "./pages.ts";

export interface Place {
  readonly division: string;
  readonly page: AdminPage;
}

/**
 * Reads an address; null on the page that chooses a division. A page that the division does not have is its first one.
 * @param issuer its code
 */
export function placeOf(path: string, issuer: string): Place | null {
  const [, division, rest] = /^\/admin\/(\d{2,12})(?:\/([^/]*))?/.exec(path) ?? [];
  if (division === undefined) return null;
  const pages = pagesOf(division, issuer);
  const page = pages.find(({ name }) => name === rest) ?? pages[0];
  return page === undefined ? null : { division, page };
}

/** The collector that the page of collectors is about; null where it is about all. */
export function collectorOf(path: string): string | null {
  return /^\/admin\/\d{2,12}\/collectors\/([\w-]{8,64})$/.exec(path)?.[1] ?? null;
}

export function addressOf(division: string, page: PageName = firstOf(division)): string {
  return `/admin/${division}/${page}`;
}
