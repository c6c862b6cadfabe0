/** Looks, the records that an office has read a named person's data: their purposes, a closed list with free text for others, and their extents. Pure. Source: product.md §4. */
import { accept, refuse, type Result } from "../result.ts";
import type { Sentence } from "../sentence.ts";
import type { Extent } from "./track.ts";

/** The purposes that an administrator can choose. */
export const PURPOSE_KINDS = ["epidemiology", "contact_tracing", "own_request", "other"] as const;
/** All purposes. `appeal`: an administrator who answers an appeal opens one of its files. `case`: an administrator opens or decides a case about who manages the person. `collector`: an administrator looks for a collector by phone number. `not_stated`: a page of the previous release, which asked for no purpose, narrowed passes to one person. The program sets these four, and nobody can choose them. */
export const LOOK_KINDS = [...PURPOSE_KINDS, "appeal", "case", "collector", "not_stated"] as const;
export type PurposeKind = (typeof LOOK_KINDS)[number];
export type ChosenKind = (typeof PURPOSE_KINDS)[number];

export interface Purpose {
  readonly kind: PurposeKind;
  /** What the administrator wrote; null if nothing. */
  readonly text: string | null;
}

export interface ChosenPurpose extends Purpose {
  readonly kind: ChosenKind;
}

/** The most look-ups per office and hour that find nobody: each one asks whether a person lives or passed here. */
export const MAX_MISSES_PER_HOUR = 20;

export interface PurposeRefusal {
  readonly code: "purpose_missing";
}

/** The words for each purpose: administrators choose by them, and the person reads them later. */
export const PURPOSE_WORDS: Readonly<Record<PurposeKind, Sentence>> = {
  epidemiology: { zh: "流行病学调查", en: "Epidemiological investigation" },
  contact_tracing: { zh: "密切接触者排查", en: "Tracing of close contacts" },
  own_request: { zh: "居民本人要求", en: "At the person's own request" },
  other: { zh: "其他", en: "Other" },
  appeal: { zh: "答复本人的申诉", en: "Answering the person's appeal" },
  case: { zh: "办理身份个案", en: "Deciding an identity case" },
  collector: { zh: "添加采集员", en: "Adding a collector" },
  not_stated: { zh: "未说明用途", en: "Purpose not stated" },
};

/** The purpose of a request. Refuses `other` without a text, because it would tell the person nothing. */
export function checkPurpose(kind: ChosenKind, text: string | undefined): Result<ChosenPurpose, PurposeRefusal> {
  if (kind === "other" && text === undefined) return refuse({ code: "purpose_missing" });
  return accept({ kind, text: text ?? null });
}

/** `colour`: the present colour, by another system to which the person showed a code. `nobody`: a look-up that found nobody, in the record of the office only. */
export const LOOK_EXTENTS = [
  "whole",
  "division",
  "appeal_file",
  "decisions",
  "managers",
  "colour",
  "nobody",
] as const satisfies readonly (Extent | "appeal_file" | "decisions" | "managers" | "colour" | "nobody")[];
export type LookExtent = (typeof LOOK_EXTENTS)[number];
