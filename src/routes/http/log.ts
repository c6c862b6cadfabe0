/** The security log: one JSON line for each login, act, look and export, and for each refused right or credential. No line has a name, a number or a typed text. Decision 59. */
import { createMiddleware } from "hono/factory";
import { matchedRoutes } from "hono/route";
import type { Context } from "hono";
import type { Operation, SecurityEvent } from "../../contract/operation.ts";
import { type ProblemCode, PROBLEMS } from "../../contract/problem.ts";
import { instantOf } from "../../domain/instant.ts";
import type { Issuer, IssuerCode } from "../../domain/issuer/issuer.ts";
import type { OfOffice, OfOfficer, OfRoute, OfSender } from "../env.ts";
import { newOpaqueId } from "./opaque-id.ts";
import { problem, type WireRefusal } from "./problem.ts";

/** Everything that a line may say beside its time and its event. */
export interface SecurityFields {
  /** Method and path of the operation, with the names of its parameters in place of their values. */
  readonly operation: string;
  /** The status of a success, or the code of the problem. */
  readonly outcome: number | ProblemCode;
  /** Null: the host belongs to no issuer. */
  readonly issuer: IssuerCode | null;
  /** The key of the login (a keyed hash), `client/ID` or `operator/NAME`; null: nobody is known. */
  readonly who: string | null;
  /** The division in whose name the request acts; null: in none. */
  readonly office: string | null;
  /** The division in the path; null: none. */
  readonly division: string | null;
  /** The id of the request at Cloudflare, else a random one. */
  readonly request: string;
}

/** Writes one line. It names each field, so that no other property of `fields` gets into the log. */
export function log(event: SecurityEvent | "refusal", fields: SecurityFields, now: number): void {
  const { operation, outcome, issuer, who, office, division, request } = fields;
  console.log(JSON.stringify({ at: instantOf(now), event, operation, outcome, issuer, who, office, division, request }));
}

/** The mounted operations with an event, by method and path. */
const events = new Map<string, SecurityEvent>();

/** Called for each mounted operation. */
export function noteEvent({ method, path, event }: Pick<Operation, "method" | "path" | "event">): void {
  if (event !== undefined) events.set(`${method} ${path}`, event);
}

/** Answers with the problem of a refusal, and notes its code for the log. */
export function refuseRequest(c: Context, refusal: WireRefusal): Response {
  c.set("problem", refusal.code);
  return problem(refusal);
}

/** Names the sender of a request that has no login, such as an operator whose signature is good. */
export function noteSender(c: Context, who: string): void {
  c.set("who", who);
}

/** What the checks and the handler have set on the context of a request. */
type Seen = OfRoute["Variables"] &
  Partial<OfOffice["Variables"] & OfOfficer["Variables"] & OfSender["Variables"]> & {
    readonly problem?: ProblemCode;
    readonly who?: string;
  };

/** Logs the outcome of each operation with an event, and each refusal of a right or a credential. */
export const securityLog = createMiddleware(async (c, next) => {
  await next();
  const seen = c.var as Seen;
  const route = matchedRoutes(c).find(({ method }) => method !== "ALL");
  const operation = route === undefined ? `${c.req.method} ?` : `${route.method} ${route.path}`;
  const event = events.get(operation);
  const { problem: code } = seen;
  if (event === undefined && (code === undefined || !isSecurityRefusal(code))) return;
  const office = seen.office ?? (seen.officer === undefined ? null : seen.issuer.code);
  log(
    event ?? "refusal",
    {
      operation,
      outcome: code ?? c.res.status,
      issuer: seen.issuer.code,
      who: seen.who ?? seen.sender?.id ?? seen.actor?.account ?? null,
      office,
      division: divisionIn(c.req.path),
      request: requestIdOf(c.req.raw),
    },
    seen.now,
  );
});

/** What is known about a refused request outside the router. */
interface Refused {
  readonly request: Request;
  readonly issuer: Pick<Issuer, "code"> | undefined;
  readonly code: ProblemCode;
  readonly who: string | null;
  readonly now: number;
}

/** The same for an operation outside the router. Its good answers are no events. */
export function logRefusal(
  { method, path }: Pick<Operation, "method" | "path">,
  { request, issuer, code, who, now }: Refused,
): void {
  if (!isSecurityRefusal(code)) return;
  const operation = `${method} ${path}`;
  const division = divisionIn(new URL(request.url).pathname);
  log(
    "refusal",
    { operation, outcome: code, issuer: issuer?.code ?? null, who, office: null, division, request: requestIdOf(request) },
    now,
  );
}

const DIVISION_PATH = /\/(?:divisions|communities)\/(\d{1,12})(?![\w-])/;

/** The code of the division in a path. */
function divisionIn(path: string): string | null {
  return DIVISION_PATH.exec(path)?.[1] ?? null;
}

/** Codes of 401 that say that a login is absent or has ended. Every open page asks once more after its session ended. */
const NO_LOGIN: ReadonlySet<ProblemCode> = new Set(["not_logged_in", "challenge_missing", "login_not_begun"]);

/** Whether a problem refuses a right or a credential, or says that somebody asks too often. */
function isSecurityRefusal(code: ProblemCode): boolean {
  const { status } = PROBLEMS[code];
  return (status === 401 && !NO_LOGIN.has(code)) || status === 403 || status === 429;
}

/** A client can send this header where Cloudflare is not in front, so that any other text is no id. */
const RAY = /^[0-9a-f]{16}(?:-[A-Z]{3})?$/;

function requestIdOf({ headers }: Request): string {
  const ray = headers.get("cf-ray") ?? "";
  return RAY.test(ray) ? ray : newOpaqueId();
}
