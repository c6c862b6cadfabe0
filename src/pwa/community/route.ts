/** The workbench's addresses: /workbench, /workbench/{division}/{page}. Pure. */

const PAGES = ["scan", "points", "points/add", "points/change", "collectors", "collectors/add", "collectors/phone"] as const;
export type Page = (typeof PAGES)[number];

export interface Place {
  /** Null on the page that chooses a community. */
  readonly division: string | null;
  readonly page: Page;
}

/** Reads an address; what is no page of the workbench is its scanner. */
export function placeOf(path: string): Place {
  const [, division, rest] = /^\/workbench\/(\d{2,12})(?:\/(.*))?$/.exec(path) ?? [];
  return { division: division ?? null, page: pageNamed(rest ?? null) ?? "scan" };
}

/** The page of that name; null where there is none. */
export function pageNamed(name: string | null): Page | null {
  return PAGES.find((page) => page === name) ?? null;
}

export function addressOf(division: string, page: Page): string {
  return `/workbench/${division}/${page}`;
}
