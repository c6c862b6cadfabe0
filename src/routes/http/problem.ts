/** Refusals on the wire: RFC 9457 problem details made from the one table. */
import type { Sentence } from "../../domain/sentence.ts";
import type { StandingView } from "../../objects/community/rpc.ts";
import { type ProblemCode, problemOf } from "../../contract/problem.ts";

/** A refusal and its data; `field` or `pointer` names what was wrong, `retryAfterSeconds` when to try again. */
export interface WireRefusal<Code extends ProblemCode = ProblemCode> {
  readonly code: Code;
  readonly field?: string | undefined;
  readonly pointer?: string | undefined;
  readonly retryAfterSeconds?: number | undefined;
  /** Who stands at a point that was to be removed. */
  readonly collectors?: readonly StandingView[];
  /** Why a scanned code was not accepted, and in which words instead of the table's. */
  readonly refusal?: string;
  readonly sentence?: Sentence;
  /** Which proposed rule set is on trial. */
  readonly ruleSet?: string;
  /** The hosts that this deployment serves; on one machine only. */
  readonly hosts?: readonly string[];
}

/** The problem of a refusal; what else the refusal carries goes along as extension members (RFC 9457 §3.2). */
export function problem({ code, field, pointer, ...data }: WireRefusal): Response {
  const place = pointer ?? (field === undefined ? undefined : field.startsWith("/") ? field : `/${field}`);
  const body = { ...problemOf(code), ...(place !== undefined && { pointer: place }), ...data };
  const headers = new Headers({ "content-type": "application/problem+json", "cache-control": "no-store" });
  if (data.retryAfterSeconds !== undefined) headers.set("retry-after", String(data.retryAfterSeconds));
  return new Response(JSON.stringify(body), { status: body.status, headers });
}
