/** The first fault of a draft among the questions up to the present one: a missing answer, or one that the rules refuse. */
import { checkDeclaration, DECLARATION_SENTENCES } from "../../../domain/declaration/declaration.ts";
import { saySentence } from "../../app/say.ts";
import { readHealth } from "../../ui/fields/health-answer.ts";
import { declarationOf, type Draft, isOpen, type Step, stepOfField } from "./draft.ts";
import { NEW_STAY_POINTER } from "./places-step.tsx";
import { missingOf } from "./steps.tsx";

export interface Fault {
  readonly step: Step;
  /** The field, as a JSON Pointer. */
  readonly pointer: string;
  readonly sentence: string;
}

interface Circumstances {
  /** The questions up to the present one: nobody has seen the later ones. */
  readonly seen: readonly Step[];
  /** The issuer's division; empty for the nation. */
  readonly region: string;
  /** The date in China. */
  readonly today: string;
}

export function judge(draft: Draft, { seen, region, today }: Circumstances): Fault | null {
  const open = seen.find((step) => isOpen(step, draft));
  if (open !== undefined && open !== "health") {
    const pointer = draft.addressDivision === "" ? "/addressHere/division" : "/addressHere/detail";
    return { step: open, pointer: open === "address" ? pointer : "", sentence: missingOf(open, draft) };
  }
  const health = seen.includes("health") ? readHealth(draft) : null;
  if (health?.ok === false)
    return { step: "health", pointer: health.refusal.pointer, sentence: saySentence(health.refusal.sentence) };
  if (seen.includes("places") && draft.newStay !== null) return { step: "places", pointer: NEW_STAY_POINTER, sentence: "" };
  const result = checkDeclaration(declarationOf(draft), { region, today });
  if (result.ok) return null;
  const step = stepOfField(result.refusal.field);
  if (!seen.includes(step)) return null;
  return { step, pointer: result.refusal.field, sentence: saySentence(DECLARATION_SENTENCES[result.refusal.code]) };
}
