/** Why somebody looks at a named person's data: a closed list, and words where the list has none. Pure. Source: product.md §4. */
import { type Result, accept, refuse } from "../result.ts";
import type { Sentence } from "../sentence.ts";

export const PURPOSE_KINDS = ["epidemiology", "contact_tracing", "own_request", "other"] as const;
export type PurposeKind = (typeof PURPOSE_KINDS)[number];

export interface Purpose {
  readonly kind: PurposeKind;
  /** In words; null where the kind says it all. */
  readonly text: string | null;
}

export interface PurposeRefusal {
  readonly code: "purpose_missing";
}

/** As the person reads it later, and as it is chosen. */
export const PURPOSE_WORDS: Readonly<Record<PurposeKind, Sentence>> = {
  epidemiology: { zh: "流行病学调查", en: "Epidemiological investigation" },
  contact_tracing: { zh: "密切接触者排查", en: "Tracing of close contacts" },
  own_request: { zh: "居民本人要求", en: "Asked for by the person" },
  other: { zh: "其他", en: "Other" },
};

/** Refuses `other` without words: the person would learn nothing from it. */
export function checkPurpose(kind: PurposeKind, text: string | undefined): Result<Purpose, PurposeRefusal> {
  if (kind === "other" && text === undefined) return refuse({ code: "purpose_missing" });
  return accept({ kind, text: text ?? null });
}
