/** The passkeys of the caller's account: the list, making, showing, renaming and removing. Source: decision 58. */
import type { Context } from "hono";
import { base64url } from "jose";
import { PASSKEYS, type Passkeys } from "../../../contract/passkey/passkey.ts";
import {
  FRESH_MS,
  graceEnd,
  isFresh,
  LOSS_LIFE_MS,
  mayMake,
  PASSKEY_ALGORITHMS,
  PASSKEY_CHALLENGE_MS,
} from "../../../domain/access/passkey.ts";
import { instantOf } from "../../../domain/instant.ts";
import { refuse } from "../../../domain/result.ts";
import type { LossView, PasskeysView, PasskeyRow } from "../../../objects/accounts/passkey-rpc.ts";
import { accountsOf } from "../../../objects/env.ts";
import type { OfActor } from "../../env.ts";
import { Routes } from "../../http/operation.ts";
import { actor } from "../actor.ts";
import { forgetSessions } from "../sessions.ts";
import type { Expected } from "./webauthn.ts";

type Call = Context<OfActor>;

const CHALLENGE_BYTES = 32;

export const passkeys = new Routes<OfActor>("/api/v1/passkeys")
  .use(actor)
  .on(PASSKEYS.passkeys, async (c, { answer }) => {
    const { account } = c.var.session.actor;
    return answer(200, viewOf(c, await accountsOf(c.env, c.var.issuer, account).passkeys(account)));
  })
  .on(PASSKEYS.beginPasskey, async (c, { answer }) => {
    const making = await checkMaking(c);
    if (!making.ok) return making;
    const { issuer, session } = c.var;
    const { account, maskedPhone } = session.actor;
    const { passkeys: known } = await accountsOf(c.env, issuer, account).passkeys(account);
    return answer(200, {
      rp: { id: rpIdOf(c), name: `${issuer.name.zh} · 一码` },
      // The account's key says nothing about its owner; browsers show the name in their list.
      user: { id: base64url.encode(account), name: maskedPhone, displayName: maskedPhone },
      challenge: await newChallenge(c, "make"),
      pubKeyCredParams: PASSKEY_ALGORITHMS.map((alg) => ({ type: "public-key" as const, alg })),
      timeout: PASSKEY_CHALLENGE_MS,
      excludeCredentials: making.value.replacesAll ? [] : known.map(descriptorOf),
      authenticatorSelection: { residentKey: "preferred" as const, userVerification: "required" as const },
      attestation: "none" as const,
    });
  })
  .on(PASSKEYS.makePasskey, async (c, { body, answer }) => {
    const making = await checkMaking(c);
    if (!making.ok) return making;
    const expected = await takeChallenge(c, "make");
    if (expected === null) return refuse({ code: "passkey_challenge_over" });
    const { verifiedPasskey } = await import("./webauthn.ts");
    const verified = await verifiedPasskey(body, expected);
    if (verified === null) return refuse({ code: "passkey_refused" });
    const { issuer, session, now } = c.var;
    const { account } = session.actor;
    const { name, transports } = body;
    const added = await accountsOf(c.env, issuer, account)
      .addPasskey(account, session.sessionHash, { ...verified, ...making.value, name, transports, madeAt: now }, now)
      .finally(() => forgetSessions(account));
    if (!added.ok) return added;
    return answer(201, { id: verified.id, name, madeAt: instantOf(now), usedAt: null });
  })
  .on(PASSKEYS.beginShowing, async (c, { answer }) => {
    const { account } = c.var.session.actor;
    const { passkeys: known } = await accountsOf(c.env, c.var.issuer, account).passkeys(account);
    if (known.length === 0) return refuse({ code: "passkey_not_found" });
    return answer(200, {
      rpId: rpIdOf(c),
      challenge: await newChallenge(c, "show"),
      timeout: PASSKEY_CHALLENGE_MS,
      allowCredentials: known.map(descriptorOf),
      userVerification: "required" as const,
    });
  })
  .on(PASSKEYS.showPasskey, async (c, { body, answer }) => {
    const expected = await takeChallenge(c, "show");
    if (expected === null) return refuse({ code: "passkey_challenge_over" });
    const { issuer, session, now } = c.var;
    const { account } = session.actor;
    const accounts = accountsOf(c.env, issuer, account);
    const passkey = (await accounts.passkeys(account)).passkeys.find(({ id }) => id === body.id);
    if (passkey === undefined) return refuse({ code: "passkey_refused" });
    const { verifiedCounter } = await import("./webauthn.ts");
    const counter = await verifiedCounter(body, passkey, expected);
    if (counter === null) return refuse({ code: "passkey_refused" });
    const shown = accounts.showPasskey(account, session.sessionHash, passkey.id, counter, now);
    const outcome = await Promise.resolve(shown).finally(() => forgetSessions(account));
    return outcome.ok ? answer(204) : outcome;
  })
  .on(PASSKEYS.renamePasskey, async (c, { params, body, answer }) => {
    const { account } = c.var.session.actor;
    const renamed = await accountsOf(c.env, c.var.issuer, account).renamePasskey(account, params.passkey, body.name);
    return renamed.ok ? answer(204) : renamed;
  })
  .on(PASSKEYS.removePasskey, async (c, { params, answer }) => {
    const { issuer, session, now } = c.var;
    const { account } = session.actor;
    const accounts = accountsOf(c.env, issuer, account);
    const removed = await accounts.removePasskey(account, session.sessionHash, params.passkey, now);
    return removed.ok ? answer(204) : refuse({ ...removed.refusal, passkey: params.passkey });
  });

async function checkMaking(c: Call) {
  const { issuer, session, passkeys: isRequired, now } = c.var;
  const { account, provider, passkeyAt, begunAt, officeUntil } = session.actor;
  const state = await accountsOf(c.env, issuer, account).passkeyState(account);
  return mayMake(state, { provider, shownAt: passkeyAt, begunAt, officeUntil }, isRequired, now);
}

/** The host for which passkeys are made: the issuer's first one. Its other hosts must lie below it. */
function rpIdOf({ var: { issuer } }: Call): string {
  return issuer.hosts[0] ?? "";
}

/** The pages that may ask for a passkey: those of the issuer's hosts over TLS, and on one machine the page of the request. */
function originsOf(c: Call): readonly string[] {
  const { issuer, publicHost } = c.var;
  return publicHost === null ? [new URL(c.req.url).origin] : issuer.hosts.map((host) => `https://${host}`);
}

async function newChallenge(c: Call, kind: "make" | "show"): Promise<string> {
  const { issuer, session, now } = c.var;
  const challenge = base64url.encode(crypto.getRandomValues(new Uint8Array(CHALLENGE_BYTES)));
  const { account } = session.actor;
  await accountsOf(c.env, issuer, account).putPasskeyChallenge({ hash: session.sessionHash, kind, challenge }, now);
  return challenge;
}

async function takeChallenge(c: Call, kind: "make" | "show"): Promise<Expected | null> {
  const { issuer, session, now } = c.var;
  const { account } = session.actor;
  const challenge = await accountsOf(c.env, issuer, account).takePasskeyChallenge(session.sessionHash, kind, now);
  return challenge === null ? null : { challenge, origins: originsOf(c), rpId: rpIdOf(c) };
}

function descriptorOf({ id, transports }: PasskeyRow) {
  return { id, type: "public-key" as const, transports: [...transports] };
}

function viewOf(c: Call, { passkeys: all, count, officeSince, permitUntil, loss }: PasskeysView): Passkeys {
  const { session, passkeys: required, now } = c.var;
  const { passkeyAt } = session.actor;
  const recent = recentLoss(loss, permitUntil, now);
  return {
    passkeys: all.map(({ id, name, madeAt, usedAt }) => ({ id, name, madeAt: instantOf(madeAt), usedAt: instantOf(usedAt) })),
    required,
    hasOffice: officeSince !== null,
    dueAt: count > 0 || officeSince === null ? null : instantOf(graceEnd(officeSince)),
    freshUntil: isFresh(passkeyAt, now) ? instantOf(passkeyAt + FRESH_MS) : null,
    loss: recent && { by: recent.by, second: recent.second, at: instantOf(recent.at), until: instantOf(permitUntil) },
  };
}

/** The report of a loss that still waits or whose permission still holds; null otherwise. */
export function recentLoss(loss: LossView | null, permitUntil: number | null, now: number): LossView | null {
  return loss !== null && now < (permitUntil ?? loss.at + LOSS_LIFE_MS) ? loss : null;
}
