/** An operation of the interface, declared once: its address, its shapes and its problems. The routes, the document and the phone go by it. */
import type * as z from "zod";
import { type IdentityRefusalCode, IDENTITY_SENTENCES } from "../domain/identity/refusal-sentence.ts";
import type { ProblemCode } from "./problem.ts";

export interface Operation {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** As the router writes it: `/api/v1/people/:person`. */
  readonly path: `/${string}`;
  /** Path parameters that are parsed before the handler; every other one is any text. */
  readonly params?: z.ZodObject;
  /** The answer to a path parameter of a wrong form, where that is not `bad_request`. */
  readonly missing?: ProblemCode;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  /** The limit of the body, where it is not 16 KB. */
  readonly maxBytes?: number;
  /** Media type of a body that is not JSON; the handler reads it. */
  readonly upload?: string;
  /** Media type of an answer that is not JSON. */
  readonly type?: string;
  /** By status; null for an answer without a body. Every other answer is a problem. */
  readonly answers: Readonly<Record<number, z.ZodType | null>>;
  /** Codes of the handler and of the checks in front of it. Those that follow from method and shapes are left out: see `problemsOf`. */
  readonly problems: readonly ProblemCode[];
}

/** The names of the parameters in a path. */
export type PathNames<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? Name | PathNames<`/${Rest}`>
  : Path extends `${string}:${infer Name}`
    ? Name
    : never;

/** Keeps the literal types, by which the routes and the phone are checked. */
export function operation<const O extends Operation>(declared: O): O {
  return declared;
}

/** Paths below which several features stand. */
export const PERSON = "/api/v1/people/:person";
export const DIVISION = "/api/v1/divisions/:division";
export const COMMUNITY = "/api/v1/communities/:division";

/** Problems of the checks that stand in front of several operations. */
export const SESSION = ["not_logged_in"] as const;
export const MANAGER = [...SESSION, "person_not_found"] as const;
export const PLACE = [...SESSION, "division_unknown"] as const;
export const OFFICE = [...PLACE, "not_administrator"] as const;
export const OFFICER = [...SESSION, "not_administrator", "officer_not_bound"] as const;
export const CLIENT = ["client_refused", "client_right_missing", "too_many_requests"] as const;
export const SENDER = [...SESSION, "not_administrator", ...CLIENT] as const;

/** Problems of a request that operators sign. */
export const SIGNED = ["operator_request_refused", "operator_request_expired", "operator_request_used"] as const;

/** Problems of a body by its shape. */
const BODY = ["bad_request", "body_too_large", "unsupported_media_type"] as const;

/** Problems that follow from an operation's method and shapes, or that any operation may have. */
export type ShapeProblem = (typeof BODY)[number] | "cross_site_request" | "busy";

/** Every code with which an operation may answer, each once. */
export function problemsOf({ method, params, missing, query, body, problems }: Operation): readonly ProblemCode[] {
  const parsed = query !== undefined || (params !== undefined && missing === undefined);
  return [
    ...new Set<ProblemCode>([
      "host_unknown",
      ...(method === "GET" ? [] : ["cross_site_request" as const]),
      ...(body === undefined ? [] : BODY),
      ...(parsed ? ["bad_request" as const] : []),
      ...(missing === undefined ? [] : [missing]),
      ...problems,
      "internal_error",
      "busy",
    ]),
  ];
}

const identity = Object.keys(IDENTITY_SENTENCES) as readonly IdentityRefusalCode[];
type NameCode = Extract<IdentityRefusalCode, `name_${string}`>;
type PhoneCode = Extract<IdentityRefusalCode, `phone_${string}`>;
const isName = (code: IdentityRefusalCode): code is NameCode => code.startsWith("name_");
const isPhone = (code: IdentityRefusalCode): code is PhoneCode => code.startsWith("phone_");

/** Problems of a name, a phone number and an identity document in a body. */
export const NAME = identity.filter(isName);
export const PHONE = identity.filter(isPhone);
export const DOCUMENT = identity.filter((code): code is Exclude<IdentityRefusalCode, NameCode | PhoneCode> => {
  return !isName(code) && !isPhone(code);
});
