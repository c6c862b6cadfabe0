/** An operation of the interface, declared once: its address, its shapes and its problems. The routes, the document and the phone go by it. */
import type * as z from "zod";
import { type IdentityRefusalCode, IDENTITY_SENTENCES } from "../domain/identity/refusal-sentence.ts";
import type { ProblemCode } from "./problem.ts";

/** How the document groups operations. */
export const TAGS = {
  issuer: "The issuer of a host: who it is, its keys, its status lists, its time. Open to everybody.",
  codes: "Health codes: checked by anybody, and issued to the phones of their holders.",
  login: "Login by phone number and one-time password.",
  people: "The persons that an account manages, and the claims of other accounts.",
  health: "Declarations, daily check-ins and the colour that follows from them.",
  appeals: "Appeals against a colour, with their files, and the answers of officers.",
  decisions: "How colours were decided: for the person, and for officers with a purpose.",
  looks: "Tracks of persons, opened with a purpose, and the record of who looked.",
  divisions: "The table of divisions and its additions.",
  administrators: "Administrators of divisions: appointments, lists of applications, signed requests of operators.",
  reviews: "Reviews of declarations before a green code is shown.",
  statistics: "Counts by division.",
  communities: "A community's workbench, points and collectors.",
  passes: "Passes at the points of a community: registered, listed, exported, shown live.",
  lists: "Facts about persons and risk levels of counties, one by one and as files.",
  clients: "Other systems that may enter lists or verify without a limit.",
  proposals: "Changes of colours by hand: one officer proposes, another one decides.",
  rules: "Rule sets and their trials.",
} as const;

export interface Operation {
  /** A few words. */
  readonly summary: string;
  /** Who may call it, what happens, whether a repeated request is harmless, and its limits. */
  readonly description: string;
  /** Given by its feature. */
  readonly tag?: keyof typeof TAGS;
  /** If set, every host answers the request, and the check against forged requests of other sites is left out. */
  readonly open?: "any_host" | "any_site";
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

/** The operations of a feature under its tag. Keeps the literal types, by which the routes and the phone are checked. */
export function feature<const F extends Readonly<Record<string, Operation>>>(tag: keyof typeof TAGS, operations: F): F {
  for (const operation of Object.values(operations)) Object.assign(operation, { tag });
  return operations;
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
export function problemsOf({ open, method, params, missing, query, body, problems }: Operation): readonly ProblemCode[] {
  const parsed = query !== undefined || (params !== undefined && missing === undefined);
  return [
    ...new Set<ProblemCode>([
      ...(open === "any_host" ? [] : ["host_unknown" as const]),
      ...(method === "GET" || open !== undefined ? [] : ["cross_site_request" as const]),
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
