/** GET /status/{list}: the status list of one community and day as it was published, read from KV. Source: docs/code-format.md §7. */
import { Hono } from "hono";
import { etag } from "hono/etag";
import { publishedStatusList } from "../storage/published.ts";
import { STATUS_LIST_TYPE } from "../token/status-list.ts";
import type { OfIssuer } from "./env.ts";
import { problem } from "./problem.ts";

/** Together with KV's own half minute a list is at most a minute old; any page may read it (draft-ietf-oauth-status-list §8.1). */
const HEADERS = {
  "content-type": `application/${STATUS_LIST_TYPE}`,
  "cache-control": "public, max-age=20",
  "access-control-allow-origin": "*",
};
const LIST = /^\d{12}-\d{8}$/;

export const status = new Hono<OfIssuer>().use(etag()).get("/:list", async (c) => {
  const list = c.req.param("list");
  const token = LIST.test(list) ? await publishedStatusList(c.env.PUBLISHED, c.var.issuer.code, list) : null;
  return token === null ? problem({ code: "not_found" }) : c.body(token, 200, HEADERS);
});
