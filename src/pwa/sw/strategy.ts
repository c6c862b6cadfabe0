/** What the service worker does with a request, as a pure decision. No caches, no fetch. Source: style.md habit 13. */

export type Strategy =
  /** Not ours to touch: the browser goes to the network. */
  | "network"
  /** A page of the app: the kept shell answers, with or without a network. */
  | "shell"
  /** A file whose name changes with its content: what is kept is right forever. */
  | "kept-first"
  /** A file whose name stays: what is kept answers when the network does not. */
  | "network-first";

export interface Asked {
  readonly method: string;
  readonly origin: string;
  readonly path: string;
  readonly navigates: boolean;
}

/** The app's own pages. Whatever else is navigated to (a message outbox, an API document) is the server's. */
const PAGES = ["/", "/declare", "/family", "/history", "/looks", "/appeals", "/check-in", "/me", "/workbench", "/admin"];
const HASHED = /^\/assets\//;
const STATIC = /^\/(?:icons|divisions)\/|^\/manifest\.webmanifest$/;

/** Decides by method, origin and path only. What an API answers is never kept: it is somebody's data. */
export function decide(asked: Asked, ownOrigin: string): Strategy {
  if (asked.method !== "GET" || asked.origin !== ownOrigin) return "network";
  if (asked.navigates)
    return PAGES.some((page) => asked.path === page || (page !== "/" && asked.path.startsWith(`${page}/`))) ? "shell" : "network";
  if (HASHED.test(asked.path)) return "kept-first";
  return STATIC.test(asked.path) ? "network-first" : "network";
}
