/** Passes, their history and what left of it, as they cross the boundary of a Community. */
import type { AccountKey, PersonKey } from "../../domain/access/keys.ts";
import type { CodeColour as Colour } from "../../domain/code/claims.ts";
import type { PassId, PointId, RegisterRefusal } from "../../domain/community/community.ts";
import type { Result } from "../../domain/result.ts";

/** A passage as verified by the worker; where it happened is the collector's post. */
export interface PassInput {
  readonly id: PassId;
  readonly person: PersonKey;
  /** The person's shard at this issuer, whose track the pass belongs to; null for a person of another issuer. */
  readonly shard: number | null;
  readonly issuer: string;
  /** Hex of the subject handle. */
  readonly handle: string;
  readonly kind: "live" | "paper";
  readonly colour: Colour;
  readonly maskedName: string;
  readonly declaredAt: number | null;
}

export interface PassReceipt {
  readonly at: number;
  readonly point: PointId;
}

/** A pass that may have been registered before: by its sender's id, and the handle that its code states. */
export interface PassAsked {
  readonly id: PassId;
  readonly handle: string;
}

/** A pass as it was registered. */
export interface RegisteredPass extends PassReceipt {
  readonly maskedName: string;
  readonly colour: Colour;
  readonly declaredAt: number | null;
}

export type PassRefusal = RegisterRefusal | { readonly code: "pass_id_taken" };

export type PassOutcome = Result<PassReceipt, PassRefusal>;

/** What a reader of the history asks for; the time is half open. */
export interface PassFilter {
  readonly person: PersonKey | null;
  readonly point: PointId | null;
  /** How the API names the collector, also one removed since. */
  readonly collector: string | null;
  readonly colour: Colour | null;
  /** ms, inclusive */
  readonly from: number;
}

/** A place in the history, which runs from the newest pass to the oldest. */
export interface PassPosition {
  /** ms */
  readonly at: number;
  readonly seq: number;
}

export interface PassView extends PassPosition {
  readonly id: string;
  readonly pointId: PointId;
  readonly pointName: string;
  readonly person: PersonKey;
  readonly maskedName: string;
  readonly colour: Colour;
  readonly collectorId: string;
  readonly collectorPhone: string;
}

export interface PassPage {
  /** Newest first. */
  readonly passes: readonly PassView[];
  /** The next page is what lies before; null at the end. A page may be short, or empty, and not be the last. */
  readonly next: PassPosition | null;
}

export type PassPageResult = Result<PassPage, { readonly code: "point_not_found" } | { readonly code: "collector_not_found" }>;

export type ExportFormat = "csv" | "xlsx";

export interface NewExport {
  /** The division in whose name it was asked for. */
  readonly office: string;
  readonly actor: AccountKey;
  readonly purpose: string;
  readonly format: ExportFormat;
  /** As asked for, JSON. */
  readonly filter: string;
}

export interface ExportView {
  readonly id: number;
  readonly at: number;
  readonly office: string;
  readonly purpose: string;
  readonly format: ExportFormat;
  readonly filter: string;
  /** How many passes left; null where nobody said yet that it ended. */
  readonly passes: number | null;
  /** Whether it ended with the last pass, and was not broken off. */
  readonly whole: boolean;
}
