/** What a shard's decisions are made with: its issuer's rules and secrets, where its persons come from, and whom a decision concerns. */
import { withheld } from "../../domain/review/review.ts";
import { ruleSetsOf } from "../../storage/rule-sets.ts";
import { open } from "../../token/secret/seal.ts";
import { openSecrets } from "../../token/secret/secrets.ts";
import { issuerOf, type ObjectsEnv } from "../env.ts";
import { Decisions, type Rules, type Told } from "./decisions.ts";
import type { Opening } from "./knowledge.ts";
import type { Origins } from "./origins.ts";
import { ownerOf } from "./person-view.ts";
import type { Reviews } from "./reviews.ts";
import type { Revocations } from "./revocations.ts";

/** The shard's own: a colour that is no longer true revokes what carries it, and officers hear of what waits for a review. */
export function decisionsOf(
  state: DurableObjectState,
  env: ObjectsEnv,
  origins: Origins,
  { revocations, reviews }: { readonly revocations: Revocations; readonly reviews: Reviews },
  wake: Told["wake"],
): Decisions {
  const issuer = issuerOf(state.id);
  const secrets = () => openSecrets(env.YIMA_MASTER_KEY, issuer);
  const rules: Rules = (now) => ruleSetsOf(env.PUBLISHED, issuer, now);
  const opening: Opening = async (person, sealed) => open(await secrets(), ownerOf(person), sealed);
  const decided: Told["decided"] = (person, decision, now) => {
    revocations.revokeUntrue(person, withheld(decision.colour, decision.review ?? null), now);
    reviews.note(person, decision, now);
  };
  return new Decisions(state, rules, origins, opening, { decided, wake });
}
