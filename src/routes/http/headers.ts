/** Headers of every answer under /api/ (no caching, no type sniffing, the server's time); and the host of a URL. */

const JSON_TYPE = { "content-type": "application/json" };

let cached: { readonly second: number; readonly headers: Headers } | null = null;

/** Changes the answer's own headers. Hono's `c.header` would make a new answer for each header and turn its text into a stream. */
export function withHeaders(answer: Response, now: number): Response {
  addTo(answer.headers, now);
  return answer;
}

/** The same headers for a JSON answer; the caller must not change them. Made once a second, because setting four headers costs 10 µs. */
export function jsonHeaders(now: number): Headers {
  const second = Math.floor(now / 1000);
  if (cached?.second === second) return cached.headers;
  const headers = new Headers(JSON_TYPE);
  addTo(headers, now);
  cached = { second, headers };
  return headers;
}

function addTo(headers: Headers, now: number): void {
  if (!headers.has("cache-control")) headers.set("cache-control", "no-store");
  headers.set("x-content-type-options", "nosniff");
  headers.set("date", new Date(now).toUTCString());
}

const HOST = /^https?:\/\/([\w.-]+)(?::\d+)?\//;

/** The host name without its port, in lower case. Every request needs it, and this pattern costs a tenth of parsing the URL. */
export function hostOf(url: string): string {
  return HOST.exec(url)?.[1]?.toLowerCase() ?? new URL(url).hostname;
}
