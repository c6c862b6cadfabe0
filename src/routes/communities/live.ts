/** The WebSocket of a community's board, for its administrators. Source: product.md §4. */
import { BOARDS } from "../../contract/board.ts";
import { COMMUNITY } from "../../contract/operation.ts";
import { shardOf } from "../../domain/issuer/issuer.ts";
import { accept, refuse } from "../../domain/result.ts";
import { communityOf } from "../../objects/env.ts";
import type { OfOffice } from "../env.ts";
import { inCharge } from "../who/in-charge.ts";
import { Routes } from "../http/operation.ts";

export const live = new Routes<OfOffice>(COMMUNITY).on(BOARDS.board, inCharge, async (c, { params }) => {
  if (c.req.header("upgrade")?.toLowerCase() !== "websocket") return refuse({ code: "upgrade_required" });
  // A page of another site could open this WebSocket with our cookie, and a browser sends no custom header with a WebSocket: so `Origin` must name this site. RFC 6455 §10.2.
  if (c.req.header("origin") !== new URL(c.req.url).origin) return refuse({ code: "cross_site_request" });
  const { issuer, actor, office } = c.var;
  const { sessionHash } = c.var.session;
  const watcher = {
    account: actor.account,
    person: actor.person,
    office,
    shard: shardOf(actor.account, issuer.shards),
    sessionHash,
  };
  const community = communityOf(c.env, issuer, params.division);
  const answer = await community.fetch("https://community/live", {
    headers: { upgrade: "websocket", "x-watcher": JSON.stringify(watcher) },
  });
  const { webSocket } = answer;
  if (webSocket === null) return refuse({ code: answer.status === 429 ? "too_many_watchers" : "not_administrator" });
  return accept(new Response(null, { status: 101, webSocket }));
});
