/** Restores the URL that the browser requested: the TLS front (tools/front.ts) hands requests on without encryption. On one machine only. */

const IPV4 = /^\d{1,3}(?:\.\d{1,3}){3}$/;

/**
 * The request with its https URL. If the URL has an IPv4 address, as from a phone on the same network, its port decides the host name. An `Origin` header
 * that names the requested page is changed in the same way. Any other `Origin` becomes "null", so that the check against forged requests refuses it.
 * @param hosts the host names by port
 */
export function restoreRequest(request: Request, hosts: Readonly<Record<string, string>>): Request {
  const url = new URL(request.url);
  url.protocol = "https:";
  const requestedOrigin = url.origin;
  const host = IPV4.test(url.hostname) ? hosts[url.port] : undefined;
  if (host !== undefined) url.hostname = host;
  const headers = new Headers(request.headers);
  if (headers.has("origin")) headers.set("origin", headers.get("origin") === requestedOrigin ? url.origin : "null");
  return new Request(url, new Request(request, { headers }));
}
