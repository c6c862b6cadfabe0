/** Refusals on the wire: problem details (RFC 9457) with status and sentence from the contract's table. */
import type { Sentence } from "../../domain/sentence.ts";
import type { StandingView } from "../../objects/community/rpc.ts";
import { type ProblemCode, problemOf } from "../../contract/problem.ts";

/** A refusal and its data. `field` or `pointer` names the wrong place; `retryAfterSeconds` is the time to wait before the next attempt. */
export interface WireRefusal<Code extends ProblemCode = ProblemCode> {
  readonly code: Code;
  readonly field?: string | undefined;
  readonly pointer?: string | undefined;
  readonly retryAfterSeconds?: number | undefined;
  /** The tries that a browser has left with its one-time password. */
  readonly triesLeft?: number;
  /** The passkey that cannot confirm. */
  readonly passkey?: string;
  /** The collectors who stand at a point that cannot be removed. */
  readonly collectors?: readonly StandingView[];
  /** Why a scanned code was not accepted. */
  readonly refusal?: string;
  /** Replaces the sentence of the table. */
  readonly sentence?: Sentence;
  /** The one of name, document and phone that does not belong to the others; null if the authority does not say so. */
  readonly differs?: string | null;
  /** The id of the proposal whose rule set is on trial. */
  readonly ruleSet?: string;
  /** The hosts that this deployment serves; only the local worker sets it. */
  readonly hosts?: readonly string[];
}

/** The problem of a refusal. The other data of the refusal become extension members (RFC 9457 §3.2). */
export function problem({ code, field, pointer, ...data }: WireRefusal): Response {
  const place = pointer ?? (field === undefined ? undefined : field.startsWith("/") ? field : `/${field}`);
  const body = { ...problemOf(code), ...(place !== undefined && { pointer: place }), ...data };
  const headers = new Headers({ "content-type": "application/problem+json", "cache-control": "no-store" });
  if (data.retryAfterSeconds !== undefined) headers.set("retry-after", String(data.retryAfterSeconds));
  return new Response(JSON.stringify(body), { status: body.status, headers });
}
