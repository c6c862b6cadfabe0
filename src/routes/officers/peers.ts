/** What other issuers have told of persons of this one, for its officers. docs/trust.md §10. */
import { readConfig } from "../../config.ts";
import { PEERS } from "../../contract/issuer/peers.ts";
import { issuerObjectOf, mailboxOf } from "../../objects/env.ts";
import type { OfOfficer } from "../env.ts";
import { Routes } from "../http/operation.ts";
import { trustWith } from "../verify/trust.ts";
import { actor } from "../who/actor.ts";
import { officer } from "../who/officer.ts";

export const peers = new Routes<OfOfficer>("/api/v1/peers")
  .use(actor)
  .use(officer)
  .on(PEERS.peers, async (c, { answer }) => {
    const { env } = c;
    const { issuer, now } = c.var;
    const config = readConfig(env);
    const codes = await issuerObjectOf(env, issuer.code).peers();
    const later = (work: Promise<unknown>) => c.executionCtx.waitUntil(work);
    const trust = await trustWith({ env, config, own: issuer.code, now, later }, codes);
    const views = codes.map(async (code) => {
      const { days, waiting } = await mailboxOf(env, issuer.code, code).told();
      const name = trust.issuers.get(code)?.name ?? config.byCode.get(code)?.name ?? { zh: code, en: code };
      return {
        code,
        name,
        days: days.map(({ refused, ...day }) => ({ ...day, refused: [...refused] })),
        waiting: waiting && { lines: waiting.lines, kinds: [...waiting.kinds], sources: [...waiting.sources] },
      };
    });
    return answer(200, { peers: await Promise.all(views) });
  });
