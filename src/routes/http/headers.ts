/** The headers of the worker's answers: those of every answer, and those of the answers under /api/ (except POST /api/v1/verify). Also reads the host of a URL. Decision 60. */

type Header = readonly [name: string, value: string];

/** Every answer carries these. An answer is no page, so nothing in it may run, and no page may frame it. */
const EVERY_ANSWER: readonly Header[] = [
  ["x-content-type-options", "nosniff"],
  ["content-security-policy", "default-src 'none'; frame-ancestors 'none'"],
  ["cross-origin-resource-policy", "same-origin"],
];

/** Two years, with all hosts below. RFC 6797: over https only. */
const STRICT_TRANSPORT: Header = ["strict-transport-security", "max-age=63072000; includeSubDomains"];

/** The same headers, with and without strict transport. */
const SETS = { plain: EVERY_ANSWER, strict: [...EVERY_ANSWER, STRICT_TRANSPORT] } as const;

/** Whether the browser may learn that this host is to be asked by https only: `strict` over https in a deployed build. */
export type Transport = keyof typeof SETS;

/** Documents that pages of other sites may read: the discovery of an issuer and its status lists. */
const FOR_OTHER_SITES = /^https?:\/\/[^/?#]+\/(?:\.well-known|status)\//;

/** Adds the headers of every answer to the answer itself, and keeps a narrower policy that it has. @param url of the request */
export function secured(answer: Response, transport: Transport, url: string): Response {
  const { headers } = answer;
  for (const [name, value] of SETS[transport]) if (!headers.has(name)) headers.set(name, value);
  if (FOR_OTHER_SITES.test(url)) headers.set("cross-origin-resource-policy", "cross-origin");
  return answer;
}

function jsonSet(transport: Transport): Headers {
  const headers = new Headers({ "content-type": "application/json" });
  for (const [name, value] of SETS[transport]) headers.set(name, value);
  return headers;
}

/** The headers of a JSON answer outside the router; the caller must not change them. Made once: a copy of headers takes less time than the parsing of names and values. */
export const JSON_HEADERS: Readonly<Record<Transport, Headers>> = { plain: jsonSet("plain"), strict: jsonSet("strict") };

/** Adds the headers to the answer itself. Hono's `c.header` would copy the answer for each header and turn its text into a stream. */
export function withHeaders(answer: Response, now: number): Response {
  addTo(answer.headers, now);
  return answer;
}

let cache: { readonly second: number; readonly transport: Transport; readonly headers: Headers } | null = null;

/** The headers of a JSON answer under /api/; the caller must not change them. They are made once per second, because setting the headers takes 10 µs. */
export function jsonHeaders(now: number, transport: Transport): Headers {
  const second = Math.floor(now / 1000);
  if (cache?.second === second && cache.transport === transport) return cache.headers;
  const headers = new Headers(JSON_HEADERS[transport]);
  addTo(headers, now);
  cache = { second, transport, headers };
  return headers;
}

function addTo(headers: Headers, now: number): void {
  if (!headers.has("cache-control")) headers.set("cache-control", "no-store");
  headers.set("date", new Date(now).toUTCString());
}

const HOST = /^https?:\/\/([\w.-]+)(?::\d+)?\//;

/** The host name without its port, in lower case. Every request needs it, and this pattern takes a tenth of the time of a URL parser. */
export function hostOf(url: string): string {
  return HOST.exec(url)?.[1]?.toLowerCase() ?? new URL(url).hostname;
}
