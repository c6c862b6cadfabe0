/** Why somebody looks at a named person's data: a closed list, and words where the list has none. Pure. Source: product.md §4. */
import { accept, refuse, type Result } from "../result.ts";
import type { Sentence } from "../sentence.ts";
import type { Extent } from "./track.ts";

/** Those that an administrator chooses from. */
export const PURPOSE_KINDS = ["epidemiology", "contact_tracing", "own_request", "other"] as const;
/** `appeal`: to answer what the person wrote; nobody chooses it for anything else. */
export const LOOK_KINDS = [...PURPOSE_KINDS, "appeal"] as const;
export type PurposeKind = (typeof LOOK_KINDS)[number];
export type ChosenKind = (typeof PURPOSE_KINDS)[number];

export interface Purpose {
  readonly kind: PurposeKind;
  /** In words; null where the kind says it all. */
  readonly text: string | null;
}

export interface ChosenPurpose extends Purpose {
  readonly kind: ChosenKind;
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
  appeal: { zh: "答复本人的申诉", en: "Answering the person's appeal" },
};

/** Refuses `other` without words: the person would learn nothing from it. */
export function checkPurpose(kind: ChosenKind, text: string | undefined): Result<ChosenPurpose, PurposeRefusal> {
  if (kind === "other" && text === undefined) return refuse({ code: "purpose_missing" });
  return accept({ kind, text: text ?? null });
}

export const LOOK_EXTENTS = ["whole", "division", "appeal_file", "decisions"] as const satisfies readonly (
  | Extent
  | "appeal_file"
  | "decisions"
)[];
export type LookExtent = (typeof LOOK_EXTENTS)[number];
