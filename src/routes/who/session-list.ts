/** The sessions of the caller's account: the list, and the end of one or of all others. */
import { SESSIONS } from "../../contract/session.ts";
import { providerOf } from "../../domain/issuer/issuer.ts";
import { instantOf } from "../../domain/instant.ts";
import { accountsOf } from "../../objects/env.ts";
import type { OfActor } from "../env.ts";
import { Routes } from "../http/operation.ts";
import { actor } from "./actor.ts";
import { forgetSessions } from "./sessions.ts";

export const sessionList = new Routes<OfActor>("/api/v1/sessions")
  .use(actor)
  .on(SESSIONS.list, async (c, { answer }) => {
    const { issuer, now, session } = c.var;
    const { account, id: own } = session.actor;
    const sessions = await accountsOf(c.env, issuer, account).sessions(account, now);
    return answer(200, {
      sessions: sessions.map(({ provider, begunAt, usedAt, id, device }) => ({
        id,
        device,
        begunAt: instantOf(begunAt),
        usedAt: instantOf(usedAt),
        provider: (provider === null ? undefined : providerOf(issuer, provider)?.name) ?? null,
        isCurrent: id === own,
      })),
    });
  })
  .on(SESSIONS.endOthers, async (c, { answer }) => {
    const { issuer, session } = c.var;
    const { account, id } = session.actor;
    const end = accountsOf(c.env, issuer, account).endOtherSessions(account, id);
    const ended = await end.finally(() => forgetSessions(account));
    return answer(200, { ended });
  })
  .on(SESSIONS.end, async (c, { params, answer }) => {
    const { issuer, session } = c.var;
    const { account } = session.actor;
    const end = accountsOf(c.env, issuer, account).endSession(account, params.session);
    const ended = await end.finally(() => forgetSessions(account));
    return ended.ok ? answer(204) : ended;
  });
