/** Refuses writes that another site could have forged: a custom header that no form can send, and the browser's own word on the origin. */
import { createMiddleware } from "hono/factory";
import { problem } from "../problem.ts";

const SAFE = new Set(["GET", "HEAD"]);

export const sameSite = createMiddleware(async (c, next) => {
  if (SAFE.has(c.req.method)) return next();
  const origin = c.req.header("origin");
  const site = c.req.header("sec-fetch-site");
  const foreign =
    c.req.header("x-yima") !== "1" ||
    (origin !== undefined && origin !== new URL(c.req.url).origin) ||
    (site !== undefined && site !== "same-origin" && site !== "none");
  return foreign ? problem({ code: "cross_site_request" }) : next();
});
