/** The list of all pages of the workbench on the phone, and their addresses: /workbench, /workbench/{division}/{page}. Pure. */
import type { ComponentType } from "preact";
import type { Workbench } from "../../contract/community.ts";
import type { Sentence } from "../app/say.ts";

export interface PageProps {
  readonly workbench: Workbench;
}

type Role = Workbench["roles"][number];

interface Row {
  /** The last part of the page's address. */
  readonly name: string;
  /** The role that sees the page: only collectors register; only administrators change points and collectors (product.md §4). */
  readonly role: Role;
  /** The page's word in the navigation; absent for a page that is only reached from another page. */
  readonly word?: Sentence;
  readonly load: () => Promise<{ readonly default: ComponentType<PageProps> }>;
}

/** The first page of a role is shown where the address names no page that the role may see. A new page is a new row. */
const ROWS = [
  { name: "scan", role: "collector", word: { zh: "扫码", en: "Scan" }, load: () => import("../gate/gate-screen.tsx") },
  {
    name: "points",
    role: "administrator",
    word: { zh: "采集点", en: "Points" },
    load: () => import("./points/points-phone.tsx"),
  },
  {
    name: "points/add",
    role: "administrator",
    load: () => import("./points/point-form.tsx").then(({ AddPoint }) => ({ default: AddPoint })),
  },
  {
    name: "points/change",
    role: "administrator",
    load: () => import("./points/point-form.tsx").then(({ ChangePoint }) => ({ default: ChangePoint })),
  },
  {
    name: "collectors",
    role: "administrator",
    word: { zh: "采集员", en: "Collectors" },
    load: () => import("./collectors/collectors-phone.tsx"),
  },
  { name: "collectors/add", role: "administrator", load: () => import("./collectors/add-by-code.tsx") },
  { name: "collectors/phone", role: "administrator", load: () => import("./collectors/add-by-phone.tsx") },
] as const satisfies readonly Row[];

export type PageName = (typeof ROWS)[number]["name"];

export interface Page extends Row {
  readonly name: PageName;
}

export const PAGES: readonly Page[] = ROWS;

export interface Place {
  /** Null on the page that chooses a community. */
  readonly division: string | null;
  /** Null where the address has no page name or an unknown one. */
  readonly page: PageName | null;
}

export function placeOf(path: string): Place {
  const [, division, rest] = /^\/workbench\/(\d{2,12})(?:\/(.*))?$/.exec(path) ?? [];
  return { division: division ?? null, page: pageNamed(rest ?? null) };
}

/** The page with that name; null for an unknown name. */
export function pageNamed(name: string | null): PageName | null {
  return PAGES.find((page) => page.name === name)?.name ?? null;
}

/** The page to show to an account with these roles: the named page if they may see it, otherwise the first page that they may see. */
export function pageFor(roles: readonly Role[], name: PageName | null): Page {
  const theirs = PAGES.filter(({ role }) => roles.includes(role));
  return theirs.find((page) => page.name === name) ?? theirs[0] ?? ROWS[0];
}

export function addressOf(division: string, page: PageName): string {
  return `/workbench/${division}/${page}`;
}
