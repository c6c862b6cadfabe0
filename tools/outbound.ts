/** The worker's requests to other hosts, on one machine: workerd does not know that each name below `localhost` is this machine (RFC 6761 §6.3). */
import { request as send } from "node:http";
import { Readable } from "node:stream";
import { fetch, type Request, Response } from "miniflare";

const BELOW_LOCALHOST = /\.localhost$/;
/** Statuses whose answers have no body, even no empty one. */
const WITHOUT_BODY: ReadonlySet<number> = new Set([204, 304]);

/** Miniflare's `outboundService`. Follows no redirect: the worker does, where it wants one. */
export function outbound(request: Request): Promise<Response> {
  const url = new URL(request.url);
  return BELOW_LOCALHOST.test(url.hostname) ? toThisMachine(url, request) : fetch(request, { redirect: "manual" });
}

function toThisMachine({ host, port, pathname, search }: URL, request: Request): Promise<Response> {
  const { method, body } = request;
  const headers = { ...Object.fromEntries(request.headers), host };
  return new Promise((done, failed) => {
    const sending = send({ host: "localhost", port, path: pathname + search, method, headers }, (answer) => {
      const status = answer.statusCode ?? 502;
      const fields = Object.entries(answer.headers).map(([name, value]): [string, string] => [name, String(value)]);
      done(new Response(WITHOUT_BODY.has(status) ? null : Readable.toWeb(answer), { status, headers: fields }));
    });
    sending.on("error", failed);
    if (body === null) sending.end();
    else Readable.fromWeb(body).pipe(sending);
  });
}
