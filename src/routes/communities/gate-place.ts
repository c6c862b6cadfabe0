/**
 * The point where a collector stands, for the registration of passes: the shard of a code's holder must know it before the community writes the pass. An
 * answer serves for ten seconds in this isolate; the community checks it again with each pass.
 */
import type { Actor } from "../../domain/access/keys.ts";
import type { RegisterRefusal } from "../../domain/community/community.ts";
import type { GatePlace } from "../../domain/community/use.ts";
import type { Issuer } from "../../domain/issuer/issuer.ts";
import { accept, type Result } from "../../domain/result.ts";
import { communityOf } from "../../objects/env.ts";
import { Memory } from "../../storage/memory.ts";
import { nameOf } from "../divisions/division-name.ts";
import type { Env } from "../env.ts";

const RECENT_MS = 10_000;
const MAX_GATES = 10_000;

const recent = new Memory<string, GatePlace>({ keyOf: (key) => key, freshMs: RECENT_MS, max: MAX_GATES });

interface Collector {
  readonly env: Env;
  readonly issuer: Issuer;
  readonly division: string;
  readonly actor: Actor;
  readonly now: number;
}

/** The gate of a collector. A refusal is never taken from the memory, so that a new right or post counts at once. */
export async function gateOf({ env, issuer, division, actor, now }: Collector): Promise<Result<GatePlace, RegisterRefusal>> {
  const key = keyOf(issuer, division, actor);
  const entry = recent.fresh(key, now);
  if (entry !== undefined) return accept(entry.value);
  const standing = await communityOf(env, issuer, division).gateOf(actor);
  if (!standing.ok) return standing;
  const { id: point, name, location = null } = standing.value;
  const community = await nameOf(env, { issuer, now }, division);
  return accept(recent.set(key, { division, community, point, name, location }, now).value);
}

/** Called when a collector has moved: the next pass asks the community again. */
export function forgetGate(issuer: Issuer, division: string, actor: Actor): void {
  recent.forget(keyOf(issuer, division, actor));
}

function keyOf({ code }: Issuer, division: string, { account, person, provider }: Actor): string {
  return `${code} ${division} ${account} ${person} ${provider}`;
}
