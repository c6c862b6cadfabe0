/** Sessions that this isolate has asked for within the last ten seconds: for whoever registers passages, and for nothing else (decision 31). */
import type { AccountKey, Actor } from "../../domain/access/keys.ts";
import type { Issuer } from "../../domain/issuer/issuer.ts";
import type { ObjectsEnv } from "../../objects/env.ts";
import { askingOf, sessionOf } from "../asking.ts";

const RECENT_MS = 10_000;
const MAX_SESSIONS = 10_000;

interface Recent {
  readonly actor: Actor;
  /** When the shard was asked, ms. */
  readonly at: number;
}

/** By issuer and hash of the token. */
const recent = new Map<string, Recent>();
/** How often something was forgotten: what was asked before may be older than that. */
let forgotten = 0;

/** Who asks, as the account's shard knows it now or knew it less than ten seconds ago; null without a session. */
export async function recentActorOf(env: ObjectsEnv, issuer: Issuer, request: Request, now: number): Promise<Actor | null> {
  const before = forgotten;
  const session = await sessionOf(request, issuer);
  if (session === null) return null;
  const key = `${issuer.code} ${session.hash}`;
  const known = recent.get(key);
  // A moment in the future comes from a clock that was put back.
  if (known !== undefined && known.at <= now && now < known.at + RECENT_MS) return known.actor;
  recent.delete(key);
  const asking = await askingOf(env, issuer, request, now);
  if (asking === null) return null;
  const { actor } = asking;
  // Whoever is nobody by real name yet may be a collector the moment after.
  if (actor.person !== null && before === forgotten) keep(key, { actor, at: now });
  return actor;
}

/** A session of this account has ended, or the account is bound to another person: the next request asks the shard. */
export function forgetSessions(account: AccountKey): void {
  forgotten += 1;
  for (const [key, { actor }] of recent) if (actor.account === account) recent.delete(key);
}

function keep(key: string, session: Recent): void {
  if (recent.size >= MAX_SESSIONS) recent.clear();
  recent.set(key, session);
}
