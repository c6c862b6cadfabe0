/** GET /api/v1/communities/{division}/live: the board's WebSocket, for those in charge. Source: product.md §4. */
import { Hono } from "hono";
import { shardOf } from "../../domain/issuer/issuer.ts";
import { communityOf } from "../../objects/env.ts";
import type { OfOffice } from "../env.ts";
import { inCharge } from "../who/in-charge.ts";
import { problem } from "../http/problem.ts";

export const live = new Hono<OfOffice>().get("/:division/live", inCharge, async (c) => {
  if (c.req.header("upgrade")?.toLowerCase() !== "websocket") return problem({ code: "upgrade_required" });
  // A cookie goes along from any site's page, and no header of ours can: the browser's word on the origin is all there is. RFC 6455 §10.2.
  if (c.req.header("origin") !== new URL(c.req.url).origin) return problem({ code: "cross_site_request" });
  const { issuer, actor, office } = c.var;
  const { sessionHash } = c.var.asking;
  const watcher = {
    account: actor.account,
    person: actor.person,
    office,
    shard: shardOf(actor.account, issuer.shards),
    sessionHash,
  };
  const community = communityOf(c.env, issuer, c.req.param("division"));
  const answer = await community.fetch("https://community/live", {
    headers: { upgrade: "websocket", "x-watcher": JSON.stringify(watcher) },
  });
  const { webSocket } = answer;
  if (webSocket === null) return problem({ code: "too_many_watchers" });
  return new Response(null, { status: 101, webSocket });
});
