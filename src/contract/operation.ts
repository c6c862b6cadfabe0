/** The shape of an operation, one method on one path of the HTTP interface: its bodies and its problems. The routes, the OpenAPI document and the phone use the same declaration. Also the problems that several features share. */
import type * as z from "zod";
import type { NationalityRefusal } from "../domain/identity/nationality.ts";
import { type IdentityRefusalCode, IDENTITY_SENTENCES } from "../domain/identity/refusal-sentence.ts";
import type { ClientVerb } from "../domain/client/client.ts";
import type { ProblemCode } from "./problem.ts";

/** The groups of operations in the OpenAPI document, each with its description. */
export const TAGS = {
  issuer: "The issuer of a host: its name, its keys, its status lists, its time. Open to everybody.",
  trust: "The files of trust between issuers: who is one, with which keys, and who is suspended. Open to everybody.",
  codes: "Health codes: anybody checks them, and the issuer signs them for the phones of their holders.",
  login: "Login by phone number and one-time password, or at an identity provider by OpenID Connect.",
  people: "The persons that an account manages, and the claims of other accounts.",
  health: "Declarations, daily check-ins and the colour that follows from them.",
  appeals: "Appeals against a colour, with their files, and the answers of officers.",
  decisions: "Decisions of colours: for the person, and for administrators with a purpose.",
  looks: "Tracks of persons, for administrators with a purpose, and the record of such looks.",
  divisions: "The table of divisions and its additions.",
  administrators: "Administrators of divisions: appointments, lists of applications.",
  operators: "Signed requests of operators, who have keys and no login.",
  reviews: "Reviews of declarations before a person gets a green code.",
  statistics: "Counts by division, and counts of checked codes.",
  communities: "A community's workbench, points and collectors.",
  passes: "Passes at the points of a community: registration, history, exports, live board.",
  lists: "Facts about persons and risk levels of counties, as single entries and as files.",
  interface: "The interface of authorised systems: clients with keys and access tokens.",
  clients: "Clients: other systems that may enter lists or check codes without a limit.",
  proposals: "Changes of colours by hand: one officer proposes a change, and another officer decides it.",
  rules: "Rule sets and their trials.",
} as const;

/** The events of the security log (docs/operate.md): a login or its end, an act in an office, a look at a named person's data, an export. */
export type SecurityEvent = "login" | "act" | "look" | "export";

export interface Operation {
  /** The title of the operation in the OpenAPI document, at most nine words. */
  readonly summary: string;
  /** Who may call, what happens, what a repeated request does, and the limits. */
  readonly description: string;
  /** The group of the operation; the function `feature` sets it. */
  readonly tag?: keyof typeof TAGS;
  /** `any_host`: also a host that belongs to no issuer answers. `any_site`: pages of other sites may send the request. Both leave out the check against forged requests. */
  readonly open?: "any_host" | "any_site";
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** The path, in the syntax of the router: `/api/v1/people/:person`. */
  readonly path: `/${string}`;
  /** The scope that an access token must have for this verb of authorised systems. */
  readonly verb?: ClientVerb;
  /** The act needs a fresh passkey of its administrator or officer (domain/access/passkey.ts). */
  readonly stepUp?: true;
  /** The path parameters that have a shape; any other parameter is an unchecked text. */
  readonly params?: z.ZodObject;
  /** The code with which a path parameter of a wrong form is refused; if absent, `bad_request`. */
  readonly missing?: ProblemCode;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  /** The kind of the event in the security log. Every operation by which an office, an officer, an operator or a login changes something has one. */
  readonly event?: SecurityEvent;
  /** The largest JSON body, in bytes; if absent, 16 KB. */
  readonly maxBytes?: number;
  /** The fields of a form (`application/x-www-form-urlencoded`) in place of JSON; the handler reads it. */
  readonly form?: z.ZodObject;
  /** The media type of a body that is not JSON; the handler reads it. */
  readonly upload?: string;
  /** The media type of an answer that is not JSON. */
  readonly type?: string;
  /** The shapes of the answers by status; null: no body. Every other answer is a problem. */
  readonly answers: Readonly<Record<number, z.ZodType | null>>;
  /** The codes with which the handler and the checks in front of it can refuse. `problemsOf` adds the codes that follow from method and shapes. */
  readonly problems: readonly ProblemCode[];
}

/** The names of the parameters in a path. */
export type PathNames<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? Name | PathNames<`/${Rest}`>
  : Path extends `${string}:${infer Name}`
    ? Name
    : never;

/** Sets the tag of the operations of a feature. Keeps their literal types, by which the compiler checks the routes and the phone. */
export function feature<const F extends Readonly<Record<string, Operation>>>(tag: keyof typeof TAGS, operations: F): F {
  for (const operation of Object.values(operations)) Object.assign(operation, { tag });
  return operations;
}

/** The beginnings of paths that several features share. */
export const PERSON = "/api/v1/people/:person";
export const DIVISION = "/api/v1/divisions/:division";
export const COMMUNITY = "/api/v1/communities/:division";

/** The codes of the checks in front of operations, by caller: a login, a login that manages or has claimed a person, a login at a division, an administrator, an officer, a client, a sender of lists. */
export const SESSION = ["not_logged_in"] as const;
export const MANAGER = [...SESSION, "person_not_found"] as const;
export const PLACE = [...SESSION, "division_unknown"] as const;
export const OFFICE = [...PLACE, "not_administrator", "office_closed"] as const;
export const OFFICER = [...SESSION, "not_administrator", "office_closed", "officer_not_bound"] as const;
export const CLIENT = ["client_refused", "client_right_missing", "too_many_requests"] as const;
/** The codes of the check of an access token. */
export const CLIENT_ACCESS = ["token_refused", "proof_refused", "verb_not_granted", "too_many_requests"] as const;
export const SENDER = [...OFFICER, ...CLIENT] as const;

/** The codes of the check for a fresh passkey. */
const STEP_UP = ["passkey_needed", "passkey_missing"] as const;

/** The codes of problems with any JSON body. */
const BODY = ["bad_request", "body_too_large", "unsupported_media_type"] as const;

/** The codes with which the router itself refuses, by the method and the shapes of an operation, or because the system is busy. */
export type ShapeProblem = (typeof BODY)[number] | (typeof STEP_UP)[number] | "cross_site_request" | "busy";

/** All problem codes that an operation may answer, each once. */
export function problemsOf({ open, method, params, missing, query, body, stepUp, problems }: Operation): readonly ProblemCode[] {
  const hasInput = query !== undefined || (params !== undefined && missing === undefined);
  return [
    ...new Set<ProblemCode>([
      ...(open === "any_host" ? [] : ["host_unknown" as const, "hosting_ended" as const]),
      ...(method === "GET" || open !== undefined ? [] : ["cross_site_request" as const]),
      ...(body === undefined ? [] : BODY),
      ...(hasInput ? ["bad_request" as const] : []),
      ...(missing === undefined ? [] : [missing]),
      ...(stepUp === true ? STEP_UP : []),
      ...problems,
      "https_required",
      "internal_error",
      "busy",
    ]),
  ];
}

const identity = Object.keys(IDENTITY_SENTENCES) as readonly IdentityRefusalCode[];
type NameCode = Extract<IdentityRefusalCode, `name_${string}`>;
/** A stored person may have a nationality that a new one may not. */
type NewPersonCode = NationalityRefusal["code"];
type PhoneCode = Extract<IdentityRefusalCode, `phone_${string}`>;
const isName = (code: IdentityRefusalCode): code is NameCode => code.startsWith("name_");
const isPhone = (code: IdentityRefusalCode): code is PhoneCode => code.startsWith("phone_");

/** The codes of problems with a name, a phone number and an identity document in a body. */
export const NAME = identity.filter(isName);
export const PHONE = identity.filter(isPhone);
export const DOCUMENT = identity.filter((code): code is Exclude<IdentityRefusalCode, NameCode | PhoneCode | NewPersonCode> => {
  return !isName(code) && !isPhone(code) && code !== "nationality_unknown";
});
