/** Checks an entry of a list in a request, with the document of its person: the first fault, with its place in the body. */
import type { FACT_DAYS } from "../../contract/fact.ts";
import type { DOCUMENT } from "../../contract/operation.ts";
import { dateOf } from "../../domain/china-time.ts";
import { checkFact, type EntryName, type Fact } from "../../domain/fact/fact.ts";
import { checkDocument, type IdentityDocument, type TypedDocument } from "../../domain/identity/document.ts";
import { accept, refuse, type Result } from "../../domain/result.ts";
import { openDivisions } from "../../storage/divisions.ts";
import type { Env, OfIssuer } from "../env.ts";
import type { WireRefusal } from "../http/problem.ts";

/** @param at where the members `document` and `fact` stand in the body */
export async function checkedFact(
  env: Env,
  vars: Pick<OfIssuer["Variables"], "issuer" | "now">,
  { document: typed, fact }: { readonly document: TypedDocument; readonly fact: Fact & EntryName },
  at: { readonly document: string; readonly fact: string },
): Promise<Result<IdentityDocument, WireRefusal<(typeof DOCUMENT)[number] | (typeof FACT_DAYS)[number] | "division_unknown">>> {
  const day = dateOf(vars.now);
  const document = checkDocument(typed, day);
  if (!document.ok) return refuse({ code: document.refusal.code, pointer: `${at.document}/${document.refusal.field}` });
  const days = checkFact<Fact>(fact, day);
  if (!days.ok) return refuse({ code: days.refusal.code, pointer: `${at.fact}${days.refusal.field}` });
  const isKnown = await openDivisions(env, vars).exists(fact.source);
  return isKnown ? accept(document.value) : refuse({ code: "division_unknown", pointer: `${at.fact}/source` });
}
