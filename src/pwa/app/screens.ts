/** The one list of the app's screens: address, file, and when the phone fetches the file. The page, the service worker and the build read the list. */
import type { ComponentType } from "preact";

/** When the phone fetches the file of a screen in advance: with the app itself, or at the second visit. */
export type Ahead = "with-app" | "second-visit";

export interface Loadable {
  /** Loads the file. It must be one `import` of a path in quotes, because the build searches for that. */
  readonly load: () => Promise<{ readonly default: unknown }>;
  /** When the file is fetched in advance; absent: only when the screen is first opened. */
  readonly offline?: Ahead;
}

/** A tab, named by the address that it opens. */
export type Tab = "/" | "/declare" | "/family" | "/workbench" | "/me";

export interface Screen extends Loadable {
  /** `:name` matches one part of an address; `/*` at the end matches each address below. */
  readonly path: string;
  readonly load: () => Promise<{ readonly default: ComponentType }>;
  /** The tab that is marked while this screen is open. */
  readonly tab?: Tab;
  /** Also for visitors without a login. */
  readonly isOpen?: boolean;
}

const CODE: Screen = {
  path: "/",
  tab: "/",
  offline: "with-app",
  load: () => import("../resident/code/code-screen.tsx"),
};

export const SCREENS: readonly Screen[] = [
  CODE,
  { path: "/declare", tab: "/declare", offline: "second-visit", load: () => import("../resident/declare/declare.tsx") },
  { path: "/family", tab: "/family", offline: "second-visit", load: () => import("../resident/family/family.tsx") },
  { path: "/family/add", tab: "/family", load: () => import("../resident/family/add-person.tsx") },
  { path: "/me", tab: "/me", offline: "second-visit", load: () => import("../resident/me.tsx") },
  { path: "/proof", tab: "/me", offline: "second-visit", load: () => import("../resident/proof/proof.tsx") },
  { path: "/history", tab: "/me", offline: "second-visit", load: () => import("../resident/history.tsx") },
  { path: "/history/:person/:number", tab: "/me", load: () => import("../resident/history-detail.tsx") },
  { path: "/privacy", load: () => import("../resident/privacy.tsx") },
  { path: "/record", isOpen: true, load: () => import("../resident/record.tsx") },
  { path: "/handover/*", isOpen: true, load: () => import("../resident/code/handover.tsx") },
  { path: "/r/*", isOpen: true, load: () => import("../resident/entry/region-screen.tsx") },
  { path: "/check", isOpen: true, load: () => import("../check/check.tsx") },
  { path: "/devices", load: () => import("../resident/devices.tsx") },
  { path: "/passkeys", load: () => import("../resident/passkeys.tsx") },
  { path: "/looks", load: () => import("../resident/looks.tsx") },
  { path: "/decisions", load: () => import("../resident/decisions.tsx") },
  { path: "/appeals", load: () => import("../resident/appeals/appeals.tsx") },
  { path: "/check-in", load: () => import("../resident/check-in/check-in.tsx") },
  { path: "/workbench/*", tab: "/workbench", load: () => import("../community/workbench.tsx") },
  { path: "/admin/*", load: () => import("../admin/admin.tsx") },
];

/** The files that are shown in place of a screen, at any address. */
export const IN_PLACE = {
  login: { load: () => import("../resident/login/login.tsx") },
  unreachable: { offline: "with-app", load: () => import("./unreachable.tsx") },
  storageNotice: { offline: "with-app", load: () => import("./storage-notice.tsx") },
  notHere: { offline: "with-app", load: () => import("./not-here.tsx") },
} as const satisfies Readonly<Record<string, Loadable>>;

/** The screen at a path of the app without a slash at its end; the code screen for an unknown path. */
export function screenAt(path: string): Screen {
  return SCREENS.find((screen) => fits(screen.path, path)) ?? CODE;
}

function fits(pattern: string, path: string): boolean {
  return new RegExp(`^${pattern.replace("/*", "(?:/.*)?").replace(/:\w+/g, "[\\w-]+")}$`).test(path);
}

/** The first parts of all screens' addresses. Each address at or below one is a page of the app, which the service worker answers. */
export function ownPages(): readonly string[] {
  return [...new Set(SCREENS.map(({ path }) => `/${path.split("/")[1]}`))];
}
