/** A fact of one person that is to be entered or taken back by hand: found by their document, and checked against what their shard knows. */
import type { AskedChange } from "../contract/proposal.ts";
import { checkFact } from "../domain/fact/fact.ts";
import { today } from "../domain/china-time.ts";
import { canonicalDocument, checkDocument } from "../domain/identity/document.ts";
import { maskDocument } from "../domain/identity/mask.ts";
import { shardOf } from "../domain/issuer/issuer.ts";
import { type Change, type FactChange, isAbout } from "../domain/proposal/proposal.ts";
import { accept, refuse, type Result } from "../domain/result.ts";
import { peopleOf } from "../objects/env.ts";
import { openDivisions } from "../storage/divisions.ts";
import { personKeyOf } from "../token/secret/secrets.ts";
import type { Env, OfOfficer } from "./env.ts";
import type { WireRefusal } from "./http/problem.ts";

type AskedFact = Extract<AskedChange, { readonly document: unknown }>;

/** Nothing of the document is kept but what may be shown of it. */
export async function factChangeOf(
  env: Env,
  vars: OfOfficer["Variables"],
  asked: AskedFact,
): Promise<Result<Change, WireRefusal>> {
  const { issuer, secrets, now, officer } = vars;
  const document = checkDocument(asked.document, today(now));
  if (!document.ok) return refuse({ code: document.refusal.code, pointer: `/change/document/${document.refusal.field}` });
  if (asked.kind === "fact_entry") {
    const fact = checkFact(asked.fact, today(now));
    if (!fact.ok) return refuse({ code: fact.refusal.code, pointer: `/change/fact${fact.refusal.field}` });
    if (!(await openDivisions(env, vars).exists(asked.fact.source)))
      return refuse({ code: "division_unknown", pointer: "/change/fact/source" });
  }
  const person = await personKeyOf(secrets, canonicalDocument(document.value));
  const known = await peopleOf(env, issuer, person).knownFact({ person, name: asked.fact });
  const about = {
    person,
    shard: shardOf(person, issuer.shards),
    maskedName: known.maskedName,
    maskedDocument: maskDocument(document.value.number),
  };
  const change: FactChange =
    asked.kind === "fact_entry" ? { kind: asked.kind, about, fact: asked.fact } : { kind: asked.kind, about, fact: asked.fact };
  if (isAbout(change, officer)) return refuse({ code: "own_facts" });
  if (known.state === "withdrawn") return refuse({ code: "fact_withdrawn", pointer: "/change/fact/reference" });
  if (change.kind === "fact_withdrawal" && known.state === "none")
    return refuse({ code: "fact_not_found", pointer: "/change/fact/reference" });
  if (change.kind === "fact_entry" && known.state === "none" && known.isFull) return refuse({ code: "too_many_facts" });
  return accept(change);
}
