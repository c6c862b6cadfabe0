/** Examines an issuer: reads the fixed paths below its origin and decides the twelve checks of domain/federation/examination.ts. Writes nothing. docs/trust.md §6. */
import * as z from "zod";
import { passagePolicies } from "../../contract/verify.ts";
import { mayIssueFor } from "../../domain/code/claims.ts";
import { STATUS, statusListOf } from "../../domain/code/status.ts";
import {
  CHECKS,
  type CheckName,
  failed,
  type FaultOf,
  type Finding,
  notChecked,
  passed,
} from "../../domain/federation/examination.ts";
import {
  FILE_CONTENT_TYPES,
  MAX_AHEAD_MS,
  MAX_FILE_BYTES,
  type Member,
  type Statement,
} from "../../domain/federation/trust-files.ts";
import type { Posted } from "../../objects/mailbox/post-letter.ts";
import { type ParsedCode, parseCode } from "../../token/code/parse.ts";
import { importPoint } from "../../token/code/public-key.ts";
import { verifyParsed } from "../../token/code/verify.ts";
import { jwksOfStatement, readStatement } from "../../token/federation/statement.ts";
import { fieldsOf, jsonOf } from "../../token/status/fields.ts";
import { MAX_TOKEN_CHARACTERS, readStatusList, STATUS_LIST_CONTENT_TYPE, statusIn } from "../../token/status/read-status-list.ts";
import { readTrust, type Trust, type TrustedIssuer } from "../../token/status/trust.ts";
import type { Fetch, Fetched } from "./examined-origin.ts";

const MAX_CLOCK_MS = 5000;
const MAX_BYTES = { issuer: 262_144, jwks: 65_536, examples: 4096, health: 64, time: 256 } as const;

/** What the examination compares with. */
export interface Examinee {
  /** The member of the register, or as its application would make it. */
  readonly member: Member;
  /** The x coordinates of all keys of all others. */
  readonly taken: readonly string[];
}

/** Sends a letter to the issuer with these keys; null: there is nothing to send. */
export type Send = (keys: TrustedIssuer["keys"]) => Promise<Posted | null>;

/** The findings in the order of CHECKS. @param clock the present time, ms */
export async function examine(
  { member, taken }: Examinee,
  read: Fetch,
  send: Send,
  clock: () => number,
): Promise<readonly Finding[]> {
  const statementPath = `/.well-known/trust/statement/${member.code}`;
  const paths = {
    "/.well-known/yima-issuer": MAX_BYTES.issuer,
    "/.well-known/jwks.json": MAX_BYTES.jwks,
    [statementPath]: MAX_FILE_BYTES.statement,
    "/healthz": MAX_BYTES.health,
    [`/.well-known/trust/examples/${member.code}`]: MAX_BYTES.examples,
    "/api/v1/time": MAX_BYTES.time,
  };
  const names = Object.keys(paths);
  const fetched = await Promise.all(
    Object.entries(paths).map(([path, bytes]) => read(path, bytes, path === statementPath ? FILE_CONTENT_TYPES.statement : null)),
  );
  const [issuer, jwks, statementFile, health, examples, time] = fetched.map((one) => (one.state === "answered" ? one : null));
  const found = new Map<CheckName, Finding>();
  const note = (finding: Finding) => found.set(finding.check, finding);
  const judge = <C extends CheckName>(check: C, fault: Fault<C>) => {
    note(fault === null ? passed(check) : failed(check, ...fault));
    return fault === null;
  };
  const all = () => CHECKS.map((check) => found.get(check) ?? notChecked(check));

  if (!judge("answers", fetched.every(({ state }) => state === "silent") ? ["silent"] : null)) return all();
  judge("paths", pathFault(names.slice(0, 4), fetched, member.code));
  judge("health", health?.text === "ok" ? null : ["ill"]);
  judge("clock", clockFault(time ?? null, health ?? null));
  if (issuer) judge("policies", policyFault(issuer.text));

  const statement = statementFile ? await readStatement(statementFile.text, member) : null;
  if (statement === null) return all();
  if (!statement.ok) return (judge("statement", [statement.refusal.code]), all());
  const { statement: stated } = statement.value;
  judge("statement", stated.issuedAt > clock() + MAX_AHEAD_MS || stated.expiresAt <= clock() ? ["out_of_time"] : null);
  if (jwks) judge("keys", await keysFault(stated, taken, jwks.text, clock()));

  const trust = readTrust([{ code: member.code, name: member.name, jwks: jwksOfStatement(stated) }]);
  judge("letter", letterFault(await send(trust.issuers.get(member.code)?.keys ?? new Map())));
  const codes = fieldsOf(jsonOf(examples?.text));
  const [specimen, revoked] = [codeIn(codes["specimen"]), codeIn(codes["revoked"])];
  judge("specimen", await specimenFault(specimen, trust, clock()));
  const foreign = [specimen, revoked].find((code) => code && !mayIssueFor(member.code, code.claims.community));
  if (specimen && revoked) judge("scope", foreign ? ["foreign", foreign.claims.community] : null);
  if (revoked === null) return (judge("revoked", ["examples_missing"]), all());
  const fault = await revokedFault(revoked, trust, clock());
  const list = statusListOf(revoked.claims);
  const file = await read(`/status/${list}`, MAX_TOKEN_CHARACTERS, STATUS_LIST_CONTENT_TYPE);
  if (file.state !== "answered") judge("status_list", [file.state === "wrong_type" ? "wrong_type" : "missing", list]);
  const listRead =
    file.state === "answered" ? await readStatusList(file.text, { issuer: member.code, list }, trust, clock()) : null;
  if (listRead !== null) judge("status_list", listRead.ok ? null : ["unreadable", listRead.refusal.code]);
  if (fault !== null) judge("revoked", fault);
  else if (listRead?.ok)
    judge("revoked", statusIn(listRead.value, revoked.claims.statusIndex) === STATUS.revoked ? null : ["counts"]);
  return all();
}

/** A fault with what it is about; null: the check is passed. */
type Fault<C extends CheckName> = readonly [fault: FaultOf<C>, detail?: string] | null;

function pathFault(names: readonly string[], fetched: readonly Fetched[], code: string): Fault<"paths"> {
  const other = names.find((_, index) => fetched[index]?.state === "wrong_type");
  if (other !== undefined) return ["path_wrong_type", other];
  const missing = names.filter((_, index) => fetched[index]?.state !== "answered");
  if (missing.length > 0) return ["path_missing", missing.join(" ")];
  const [issuer] = fetched;
  const named = issuer?.state === "answered" ? fieldsOf(jsonOf(issuer.text))["code"] : null;
  return named === code ? null : ["another_issuer", typeof named === "string" ? named.slice(0, 40) : ""];
}

type Answered = Extract<Fetched, { readonly state: "answered" }>;

/** Its own time, else the header of another answer, may lie at any moment between the request and the answer. */
function clockFault(time: Answered | null, other: Answered | null): Fault<"clock"> {
  const now = Date.parse(String(fieldsOf(jsonOf(time?.text))["now"]));
  const [at, by] = Number.isNaN(now) ? [other?.date ?? time?.date ?? null, other ?? time] : [now, time];
  if (at === null || by === null) return ["missing"];
  const offset = at < by.from ? at - by.from : Math.max(0, at - by.to);
  return Math.abs(offset) > MAX_CLOCK_MS ? ["off", `${Math.round(offset / 1000)} s`] : null;
}

function letterFault(posted: Posted | null): Fault<"letter"> {
  if (posted === null) return ["no_state"];
  if (posted.receipt === null) return posted.detail === null ? [posted.fault] : [posted.fault, posted.detail];
  const refused = posted.receipt.results.find(({ state }) => state === "refused");
  return refused === undefined ? null : ["not_taken", refused.code ?? ""];
}

const policies = z.looseObject({ passagePolicies });

function policyFault(text: string): Fault<"policies"> {
  const read = policies.safeParse(jsonOf(text));
  return read.success ? null : ["unreadable", read.error.issues[0]?.path.join("/") ?? ""];
}

async function keysFault({ keys }: Statement, taken: readonly string[], jwks: string, now: number): Promise<Fault<"keys">> {
  const points = await Promise.all(keys.map(importPoint));
  const bad = keys.find((_, index) => points[index] === null);
  if (bad) return ["not_on_curve", bad.kid];
  const others = new Set(taken);
  const same = keys.find(({ x }) => others.has(x));
  if (same) return ["key_of_another", same.kid];
  if (!keys.some(({ notBefore, notAfter }) => notBefore <= now && now < notAfter)) return ["not_begun"];
  const list = fieldsOf(jsonOf(jwks))["keys"];
  const published = new Map((Array.isArray(list) ? list : []).map((key) => [fieldsOf(key)["kid"], fieldsOf(key)]));
  const another = keys.find(({ kid, x, y }) => published.get(kid)?.["x"] !== x || published.get(kid)?.["y"] !== y);
  return another ? ["another_set", another.kid] : null;
}

function codeIn(value: unknown): ParsedCode | null {
  const code = parseCode(typeof value === "string" ? value : "");
  return code.ok ? code.value : null;
}

async function specimenFault(code: ParsedCode | null, trust: Trust, now: number): Promise<Fault<"specimen">> {
  if (code === null) return ["examples_missing"];
  const checked = await verifyParsed(code, trust, now);
  if (checked.ok) return ["counts"];
  return checked.refusal.code === "specimen" ? null : ["refused", checked.refusal.code];
}

async function revokedFault(code: ParsedCode, trust: Trust, now: number): Promise<Fault<"revoked">> {
  const checked = await verifyParsed(code, trust, now);
  if (!checked.ok) return ["refused", checked.refusal.code];
  return checked.value.claims.kind === "live" ? null : ["not_live"];
}
