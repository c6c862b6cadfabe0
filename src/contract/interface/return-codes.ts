/** The numbers of outcomes at the interface of authorised systems, `returnCode`. A number never changes its meaning. docs/interface.md. */
import type { CodeRefusal } from "../../domain/code/refusal.ts";

/** 1xxxx: the form of the request; 2xxxx: the right; 3xxxx: the person; 5xxxx: a limit; 9xxxx: a fault of this system. */
const PROBLEM_NUMBERS = {
  bad_request: 10001,
  body_too_large: 10002,
  unsupported_media_type: 10003,
  host_unknown: 10004,
  hosting_ended: 10005,
  https_required: 10006,
  token_refused: 20001,
  proof_refused: 20002,
  verb_not_granted: 20003,
  unknown_holder: 30001,
  code_not_live: 30002,
  code_not_accepted: 30003,
  too_many_requests: 50001,
  internal_error: 90001,
  busy: 90002,
} as const;

/** 4xxxx: a code that is not accepted, in the order of the checks (docs/code-format.md §8). */
const CODE_NUMBERS = {
  not_a_code: 40001,
  wrong_length: 40002,
  not_canonical: 40003,
  version_unknown: 40004,
  kind_unknown: 40005,
  record_malformed: 40006,
  issuer_unknown: 40007,
  issuer_suspended: 40008,
  trust_expired: 40009,
  key_unknown: 40010,
  key_not_valid_then: 40011,
  key_not_for_this: 40012,
  region_foreign: 40013,
  signature_high_s: 40014,
  signature_invalid: 40015,
  specimen: 40016,
  device_key_invalid: 40017,
  device_signature_high_s: 40018,
  device_signature_invalid: 40019,
  proof_too_old: 40020,
  clock_skew: 40021,
  not_yet_valid: 40022,
  expired: 40023,
  revoked: 40024,
  suspended: 40025,
  status_unknown: 40026,
  colour_foreign: 40027,
  header_unexpected: 40028,
} as const satisfies Readonly<Record<CodeRefusal["code"], number>>;

/** The number of a success. */
export const GOOD = 0;

/** All numbers by code. */
export const RETURN_CODES: ReadonlyMap<string, number> = new Map(Object.entries({ ...PROBLEM_NUMBERS, ...CODE_NUMBERS }));

/** The number of the refusal of a health code. */
export function returnCodeOf({ code }: CodeRefusal): number {
  return CODE_NUMBERS[code];
}
