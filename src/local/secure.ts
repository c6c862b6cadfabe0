/** What a browser asked for, said again as it was before the TLS front (tools/front.ts) took the encryption off. On one machine only. */

const IPV4 = /^\d{1,3}(?:\.\d{1,3}){3}$/;

/**
 * The request under https. Where it names an address instead of a host, as a phone on the same network does, the port says whose page it is.
 * The browser's own word on where a write comes from moves along; of any other page it says "null", which is nobody's.
 * @param hosts by port
 */
export function asAsked(request: Request, hosts: Readonly<Record<string, string>>): Request {
  const url = new URL(request.url);
  url.protocol = "https:";
  const seen = url.origin;
  const host = IPV4.test(url.hostname) ? hosts[url.port] : undefined;
  if (host !== undefined) url.hostname = host;
  const headers = new Headers(request.headers);
  if (headers.has("origin")) headers.set("origin", headers.get("origin") === seen ? url.origin : "null");
  return new Request(url, new Request(request, { headers }));
}
