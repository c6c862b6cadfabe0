/** The origin under which the issuer of a request publishes itself. On one machine, where each host and port serves, it is that of the request. */
import type { OfRoute } from "../env.ts";

interface Asked {
  readonly req: { readonly url: string };
  readonly var: Pick<OfRoute["Variables"], "publicHost">;
}

export function originOf({ req, var: { publicHost } }: Asked): string {
  return publicHost === null ? new URL(req.url).origin : `https://${publicHost}`;
}
