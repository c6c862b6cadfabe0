/** Decides how the service worker answers a request: from its cache, from the network, or not at all. Pure. */

export type Strategy =
  /** The service worker does nothing; the browser sends the request to the network. */
  | "network"
  /** A page of the app: the stored index page answers, with or without a network. */
  | "shell"
  /** For a file whose name changes with its content: the stored copy answers, because it never becomes old. */
  | "cache-first"
  /** A file with a fixed name: the stored copy answers when the network does not. */
  | "network-first";

export interface PageRequest {
  readonly method: string;
  readonly origin: string;
  readonly path: string;
  readonly navigates: boolean;
}

const ASSETS = /^\/assets\//;
const STATIC = /^\/(?:icons|divisions)\/|^\/manifest\.webmanifest$/;

export interface Own {
  readonly origin: string;
  /** The result of `ownPages` in screens.ts. Any other page, such as the API document, is the server's. */
  readonly pages: readonly string[];
}

/** Decides by method, origin and path. Answers of the API are never stored: they are personal data. */
export function decide(request: PageRequest, own: Own): Strategy {
  if (request.method !== "GET" || request.origin !== own.origin) return "network";
  if (request.navigates) return own.pages.some((page) => isWithin(request.path, page)) ? "shell" : "network";
  if (ASSETS.test(request.path)) return "cache-first";
  return STATIC.test(request.path) ? "network-first" : "network";
}

function isWithin(path: string, page: string): boolean {
  return path === page || (page !== "/" && path.startsWith(`${page}/`));
}
