/** Refuses writes that another site could have forged: a custom header that no form can send, and the browser's own word on the origin. */
import { createMiddleware } from "hono/factory";
import { problem } from "../http/problem.ts";

const SAFE = new Set(["GET", "HEAD"]);

export const sameSite = createMiddleware(async (c, next) => {
  if (SAFE.has(c.req.method)) return next();
  return mayBeForged(c.req.raw) ? problem({ code: "cross_site_request" }) : next();
});

/** Whether another site could have sent a request that writes. */
export function mayBeForged({ headers, url }: Request): boolean {
  if (headers.get("x-yima") !== "1") return true;
  const origin = headers.get("origin");
  if (origin !== null && origin !== new URL(url).origin) return true;
  const site = headers.get("sec-fetch-site");
  return site !== null && site !== "same-origin" && site !== "none";
}
