/**
 * GET /status/{list}: the published status list of one community and day of expiry, from KV. If the issuer's setting has had a turn (change of the shown
 * colours) since then, the list's object first makes a new one. Source: docs/code-format.md §7.
 */
import { etag } from "hono/etag";
import { ISSUERS } from "../../contract/issuer/issuer.ts";
import { lastTurn } from "../../domain/colour/showing-change.ts";
import type { Issuer } from "../../domain/issuer/issuer.ts";
import { refuse } from "../../domain/result.ts";
import { type ObjectsEnv, statusListOf } from "../../objects/env.ts";
import { settingOf } from "../../storage/colour-setting.ts";
import { publishedStatusList } from "../../storage/published.ts";
import type { OfIssuer } from "../env.ts";
import { Routes } from "../http/operation.ts";

/** With KV's cache of 30 s, a list is at most a minute old. Pages of any site may read it (draft-ietf-oauth-status-list §8.1). */
const HEADERS = {
  "cache-control": "public, max-age=20",
  "access-control-allow-origin": "*",
};
const LIST = /^\d{12}-\d{8}$/;

export const status = new Routes<OfIssuer>("/status")
  .use(etag())
  .on(ISSUERS.statusList, async (c, { params: { list }, answer }) => {
    const token = LIST.test(list) ? await listAt(c.env, c.var.issuer, list, c.var.now) : null;
    return token === null ? refuse({ code: "not_found" }) : answer(200, token, HEADERS);
  });

/** The published list; after a later turn (change of the shown colours), the new list that the object signs. Null if none was published. */
async function listAt(env: ObjectsEnv, issuer: Issuer, list: string, now: number): Promise<string | null> {
  const [publication, { turns }] = await Promise.all([
    publishedStatusList(env.PUBLISHED, issuer.code, list),
    settingOf(env.PUBLISHED, issuer, now),
  ]);
  if (publication === null) return null;
  const turn = lastTurn(turns, list, now);
  return publication.turnedAt >= turn ? publication.token : statusListOf(env, issuer.code, list).turned(turn);
}
