/** Turns the request to tell another region of an entry, or to withdraw what it was told, into a complete change for a proposal. docs/trust.md §10. */
import type { FACT_DAYS } from "../../contract/fact.ts";
import type { DOCUMENT } from "../../contract/operation.ts";
import type { ChangeRequest } from "../../contract/proposal/proposal.ts";
import type { PersonKey } from "../../domain/access/keys.ts";
import { isWithin } from "../../domain/division/division.ts";
import { canonicalDocument } from "../../domain/identity/document.ts";
import { maskDocument } from "../../domain/identity/mask.ts";
import { isIssuerCode, type IssuerCode, regionOf } from "../../domain/issuer/issuer.ts";
import type { NoticeChange } from "../../domain/proposal/notice.ts";
import { isAbout } from "../../domain/proposal/proposal.ts";
import { accept, refuse, type Result } from "../../domain/result.ts";
import { issuerObjectOf } from "../../objects/env.ts";
import { sealKeyOf } from "../../objects/trust/seal-key-of.ts";
import { sealPerson } from "../../token/federation/sealed-person.ts";
import { personKeyOf } from "../../token/secret/secrets.ts";
import type { Env, OfIssuer } from "../env.ts";
import type { WireRefusal } from "../http/problem.ts";
import { checkedFact } from "./checked-fact.ts";

type NoticeRequest = Extract<ChangeRequest, { readonly kind: NoticeChange["kind"] }>;

type NoticeProblem = WireRefusal<
  | (typeof DOCUMENT)[number]
  | (typeof FACT_DAYS)[number]
  | "division_unknown"
  | "outside_scope"
  | "own_facts"
  | "notice_home_unknown"
  | "notice_not_found"
>;

export async function noticeChangeOf(
  env: Env,
  vars: Pick<OfIssuer["Variables"], "issuer" | "secrets" | "now">,
  request: NoticeRequest,
  concerns: readonly PersonKey[],
): Promise<Result<NoticeChange, NoticeProblem>> {
  const { issuer, secrets, now } = vars;
  if (request.kind === "fact_notice_withdrawal") return withdrawalOf(env, issuer.code, request.notice, now);
  const { fact, home } = request;
  const document = await checkedFact(env, vars, request, { document: "/change/document", fact: "/change/fact" });
  if (!document.ok) return document;
  if (!isWithin(fact.source, regionOf(issuer.code))) return refuse({ code: "outside_scope", pointer: "/change/fact/source" });
  const key = isIssuerCode(home) && home !== issuer.code ? await sealKeyOf(env, home, now) : null;
  if (!isIssuerCode(home) || key === null) return refuse({ code: "notice_home_unknown", pointer: "/change/home" });
  const item = crypto.randomUUID();
  const sealed = await sealPerson(key, { from: issuer.code, to: home, id: item }, document.value);
  const person = await personKeyOf(secrets, canonicalDocument(document.value));
  const change = { kind: request.kind, item, home, fact, sealed, maskedDocument: maskDocument(document.value.number), person };
  return isAbout(change, concerns) ? refuse({ code: "own_facts" }) : accept(change);
}

async function withdrawalOf(
  env: Env,
  own: IssuerCode,
  notice: string,
  now: number,
): Promise<Result<NoticeChange, { readonly code: "notice_not_found"; readonly pointer: string }>> {
  const { proposals } = await issuerObjectOf(env, own).proposals(now);
  const told = proposals.find(({ id }) => id === notice);
  if (told?.change.kind !== "fact_notice") return refuse({ code: "notice_not_found", pointer: "/change/notice" });
  const { item, ...change } = told.change;
  return accept({ ...change, kind: "fact_notice_withdrawal", notice, told: item, item: crypto.randomUUID() });
}
