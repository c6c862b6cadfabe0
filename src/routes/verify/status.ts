/**
 * GET /status/{list}: the published status list of one community and day of expiry, from KV. If the issuer's setting has had a turn (change of the shown
 * colours) since then, the list's object first makes a new one. Source: docs/code-format.md §7. GET /status/{issuer}/{list}: the list of another issuer, for gates.
 */
import { etag } from "hono/etag";
import { readConfig } from "../../config.ts";
import { ISSUERS } from "../../contract/issuer/issuer.ts";
import { mayIssueFor } from "../../domain/code/claims.ts";
import { statusListEnd } from "../../domain/code/status.ts";
import { lastTurn } from "../../domain/colour/showing-change.ts";
import { DAY_MS, MINUTE_MS } from "../../domain/instant.ts";
import { type Issuer, isIssuerCode } from "../../domain/issuer/issuer.ts";
import { refuse } from "../../domain/result.ts";
import { type ObjectsEnv, statusListOf } from "../../objects/env.ts";
import { settingOf } from "../../storage/colour-setting.ts";
import { publishedStatusList } from "../../storage/published.ts";
import type { TrustedIssuer } from "../../token/status/trust.ts";
import type { OfIssuer } from "../env.ts";
import { MinuteLimit } from "../http/minute-limit.ts";
import { Routes } from "../http/operation.ts";
import { listText } from "./status-lists.ts";
import { trustWith } from "./trust.ts";

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
  })
  .on(ISSUERS.listOfIssuer, async (c, { params, answer }) => {
    const { env, executionCtx } = c;
    const { issuer: own, address, now } = c.var;
    const counted = requests.count(address, now);
    if (!counted.ok) return counted;
    const config = readConfig(env);
    const here = config.issuers.find(({ code }) => code === params.issuer);
    if (here !== undefined) {
      const token = LIST.test(params.list) ? await listAt(env, here, params.list, now) : null;
      return token === null ? refuse({ code: "not_found" }) : answer(200, token, HEADERS);
    }
    const later = (work: Promise<unknown>) => executionCtx.waitUntil(work);
    if (!isIssuerCode(params.issuer)) return refuse({ code: "not_found" });
    const trust = await trustWith({ env, config, own: own.code, now, later }, [params.issuer]);
    const member = trust.issuers.get(params.issuer);
    if (member === undefined) return refuse({ code: "not_found" });
    if (member.origin === null) return refuse({ code: "issuer_unreachable" });
    if (!mayExist(member, params.list, now)) return refuse({ code: "not_found" });
    const token = await listText({ env, config, trust, now, later }, { issuer: member.code, list: params.list });
    if (token === undefined) return refuse({ code: "issuer_unreachable" });
    return token === null ? refuse({ code: "not_found" }) : answer(200, token, HEADERS);
  });

/** A gate asks four times a minute for the lists of at most six others, and some gates share an address; each list that is not in memory is a request to another issuer. */
const PER_MINUTE = 240;
const requests = new MinuteLimit(PER_MINUTE);

/** Whether a member can have such a list now: of a community in its region, and of codes that are not over. A list ends with the day in its name. */
function mayExist({ code, membership }: TrustedIssuer, list: string, now: number): boolean {
  const left = LIST.test(list) ? statusListEnd(list) - now : 0;
  const longest = (membership?.maxLifetimeMinutes.live ?? 0) * MINUTE_MS + DAY_MS;
  return mayIssueFor(code, list.slice(0, 12)) && left > 0 && left <= longest;
}

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
