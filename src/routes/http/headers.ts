/** What every answer under /api/ carries besides its content: kept by nobody, taken for nothing else, and the time here. */

const JSON_TYPE = { "content-type": "application/json" };

let kept: { readonly second: number; readonly headers: Headers } | null = null;

/** Adds what is missing to the answer's own headers: Hono's own way makes a new answer for each header, and its text a stream. */
export function withHeaders(answer: Response, now: number): Response {
  addTo(answer.headers, now);
  return answer;
}

/** The same for a JSON answer, to be copied and not changed. Made once a second: setting four headers costs an answer 10 µs. */
export function jsonHeaders(now: number): Headers {
  const second = Math.floor(now / 1000);
  if (kept?.second === second) return kept.headers;
  const headers = new Headers(JSON_TYPE);
  addTo(headers, now);
  kept = { second, headers };
  return headers;
}

function addTo(headers: Headers, now: number): void {
  if (!headers.has("cache-control")) headers.set("cache-control", "no-store");
  headers.set("x-content-type-options", "nosniff");
  headers.set("date", new Date(now).toUTCString());
}

const HOST = /^https?:\/\/([\w.-]+)(?::\d+)?\//;

/** The host name without its port, in lower case. A pattern costs a tenth of a parsed URL, and every request pays for it. */
export function hostOf(url: string): string {
  return HOST.exec(url)?.[1]?.toLowerCase() ?? new URL(url).hostname;
}
