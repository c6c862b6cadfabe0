/** RPC types of a Community: passes, their history and its exports. */
import type { AccountKey, PersonKey } from "../../domain/access/keys.ts";
import type { CodeColour as Colour } from "../../domain/code/claims.ts";
import type { PassId, PointId, RegisterRefusal } from "../../domain/community/community.ts";
import type { Mark } from "../../domain/community/marks.ts";
import type { LocalColour } from "../../domain/federation/colour-table.ts";
import type { Judgement } from "../../domain/passage/passage.ts";
import type { OtherUse, Use } from "../../domain/community/use.ts";
import type { Result } from "../../domain/result.ts";

/** A pass that the worker has verified. Its point is the collector's post. */
export interface PassInput {
  readonly id: PassId;
  readonly person: PersonKey;
  /** The number of the shard at this issuer that stores the person's track; null: a code of another issuer, whose pass waits here for its home. */
  readonly shard: number | null;
  readonly issuer: string;
  /** The handle in the scanned credential, in hex. */
  readonly handle: string;
  /** The code as it was scanned, in base64url, until its home has the pass; null for a code of this issuer. */
  readonly proof: string | null;
  readonly kind: "live" | "paper";
  readonly colour: Colour;
  /** The colour of a code of another issuer by the table of this issuer; absent: the same. */
  readonly localColour?: LocalColour;
  readonly maskedName: string;
  readonly declaredAt: number | null;
  /** The marks of the pass, such as reported signs of illness, as a bit set: domain/community/marks.ts. */
  readonly marks: number;
  readonly use: CountedUse;
  /** Absent in calls of a worker of the previous release. */
  readonly judgement?: Judgement;
}

/** The use of the code in a pass, as the shard of its holder counted it. */
export interface CountedUse {
  /** The time of the proof, ms: `proofAtOf`. */
  readonly proofAt: number;
  /** The collector's point when the use was counted; null if it was not counted. A pass is registered only at this point. */
  readonly point: PointId | null;
  /** The earlier use that this one contradicts; null without one. */
  readonly earlier: Use | null;
}

/** A registered code and proof at a point. */
export interface RecentCode {
  readonly id: PassId;
  readonly at: number;
  readonly point: PointId;
  readonly handle: string;
  readonly proofAt: number;
}

/** The later use of a code, for the community of its earlier one. */
export interface LaterUse {
  /** The pass of the earlier use, in this community. */
  readonly pass: PassId;
  readonly later: Use;
}

export interface PassReceipt {
  readonly at: number;
  readonly point: PointId;
}

/** The answer for a registered pass. */
export interface PassAnswer extends PassReceipt {
  /** The id of the registered pass: another one than in the request if the same code was registered here before. */
  readonly id: PassId;
  /** The earlier use that its code contradicts; null without one. */
  readonly second: OtherUse | null;
}

/** A pass at a point whose code was then used elsewhere. */
export interface UsedAgain {
  readonly id: PassId;
  readonly at: number;
  readonly maskedName: string;
  readonly other: OtherUse;
}

/** The query for a pass that may have been registered before: the id that the phone gave to it, and the handle in its code. */
export interface PassQuery {
  readonly id: PassId;
  readonly handle: string;
  /** The code's person and the time of its proof, ms, if the server refused the code only for its age: then its pass may have another id. Null: only the id is looked up. */
  readonly code: { readonly person: PersonKey; readonly proofAt: number } | null;
}

export interface RegisteredPass extends PassAnswer {
  readonly maskedName: string;
  readonly colour: Colour;
  /** As in PassInput; null: the same. */
  readonly localColour: LocalColour | null;
  readonly declaredAt: number | null;
  /** The marks of the pass, such as reported signs of illness, as a bit set: domain/community/marks.ts. */
  readonly marks: number;
}

/** `post_moved`: the use was not counted at the point where the collector stands now. */
export type PassRefusal = RegisterRefusal | { readonly code: "pass_id_taken" } | { readonly code: "post_moved" };

export type PassOutcome = Result<PassAnswer, PassRefusal>;

/** The filter of a page of passes; null: every value. The page itself gives the end of the time: it has passes before a position. */
export interface PassFilter {
  readonly person: PersonKey | null;
  readonly point: PointId | null;
  /** The API's id of the collector, also of a removed one. */
  readonly collector: string | null;
  readonly colour: Colour | null;
  readonly mark: Mark | null;
  /** The earliest time of a pass, ms, inclusive. */
  readonly from: number;
}

/** A position in the list of passes, which runs from the newest pass to the oldest. */
export interface PassPosition {
  /** The time of the pass, ms. */
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
  /** The colour of a code of another issuer by the table of this issuer, by which the policy judged; null: the same. */
  readonly localColour: LocalColour | null;
  readonly marks: number;
  /** What the policy of the place said when the pass was registered; null in rows of earlier releases. */
  readonly answer: Judgement["answer"] | null;
  /** The id of that policy; null also where the place had none. */
  readonly policy: Judgement["policy"];
  readonly collectorId: string;
  readonly collectorPhone: string;
}

export interface PassPage {
  /** Newest first. */
  readonly passes: readonly PassView[];
  /** The position from which the next page goes on to older passes; null at the end. A short or empty page is not always the last one. */
  readonly next: PassPosition | null;
}

export type PassPageResult = Result<PassPage, { readonly code: "point_not_found" } | { readonly code: "collector_not_found" }>;

export type ExportFormat = "csv" | "xlsx";

export interface NewExport {
  /** The division in whose name the export was requested. */
  readonly office: string;
  readonly actor: AccountKey;
  readonly purpose: string;
  readonly format: ExportFormat;
  /** The filter of the request, JSON. */
  readonly filter: string;
}

export interface ExportView {
  readonly id: number;
  readonly at: number;
  readonly office: string;
  readonly purpose: string;
  readonly format: ExportFormat;
  readonly filter: string;
  /** The number of exported passes; null if no end is recorded. */
  readonly passes: number | null;
  /** True if the export reached the last pass; false if it was interrupted or has not ended. */
  readonly whole: boolean;
}
