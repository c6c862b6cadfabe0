/** The purpose of a look at a named person's data: a closed list, and free text for other purposes. Pure. Source: product.md §4. */
import { accept, refuse, type Result } from "../result.ts";
import type { Sentence } from "../sentence.ts";
import type { Extent } from "./track.ts";

/** The kinds that an administrator can choose. */
export const PURPOSE_KINDS = ["epidemiology", "contact_tracing", "own_request", "other"] as const;
/** `appeal`: the look of an officer who answers an appeal; nobody can choose it. */
export const LOOK_KINDS = [...PURPOSE_KINDS, "appeal"] as const;
export type PurposeKind = (typeof LOOK_KINDS)[number];
export type ChosenKind = (typeof PURPOSE_KINDS)[number];

export interface Purpose {
  readonly kind: PurposeKind;
  /** Free text; null if the kind is enough. */
  readonly text: string | null;
}

export interface ChosenPurpose extends Purpose {
  readonly kind: ChosenKind;
}

export interface PurposeRefusal {
  readonly code: "purpose_missing";
}

/** The words in which an administrator chooses it and the person reads it later. */
export const PURPOSE_WORDS: Readonly<Record<PurposeKind, Sentence>> = {
  epidemiology: { zh: "流行病学调查", en: "Epidemiological investigation" },
  contact_tracing: { zh: "密切接触者排查", en: "Tracing of close contacts" },
  own_request: { zh: "居民本人要求", en: "At the person's own request" },
  other: { zh: "其他", en: "Other" },
  appeal: { zh: "答复本人的申诉", en: "Answering the person's appeal" },
};

/** Refuses `other` without a text: it would tell the person nothing. */
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
