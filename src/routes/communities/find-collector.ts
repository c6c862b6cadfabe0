/** Finds a candidate for a collector: by the code on their phone, or by the phone number of their login. Source: product.md §4. */
import type { Config } from "../../config.ts";
import type { AccountKey, PersonKey } from "../../domain/access/keys.ts";
import type { TooManyRequests } from "../../domain/access/one-time-password.ts";
import { sentenceOf } from "../../domain/code/refusal.ts";
import { toHex } from "../../domain/hex.ts";
import { type Proof, opensRoles } from "../../domain/identity/proof.ts";
import { checkPhone, type PhoneRefusal } from "../../domain/identity/phone.ts";
import { accept, refuse, type Result } from "../../domain/result.ts";
import { accountsOf, peopleOf } from "../../objects/env.ts";
import type { HolderRefusal } from "../../objects/people/credential/rpc.ts";
import { openHandle } from "../../token/secret/handle.ts";
import { accountKeyOf } from "../../token/secret/secrets.ts";
import { checkCode } from "../verify/check-code.ts";
import type { Env, OfActor } from "../env.ts";
import type { WireRefusal } from "../http/problem.ts";
import { ownPerson } from "../people/custody.ts";

export interface Candidate {
  readonly person: PersonKey;
  readonly account: AccountKey;
  /** The phone number of the login, E.164. */
  readonly phone: string;
  readonly maskedPhone: string;
  readonly maskedName: string;
  readonly proof: Proof;
}

type CodeRefusal = WireRefusal<"code_not_accepted" | "collector_has_no_account" | "not_proved"> | HolderRefusal;
type NumberRefusal = PhoneRefusal | TooManyRequests | { readonly code: "phone_not_registered" } | { readonly code: "not_proved" };

export interface Search {
  readonly env: Env;
  readonly vars: OfActor["Variables"];
  readonly config: Config;
  /** `ExecutionContext.waitUntil`: keeps work alive after the answer. */
  readonly later: (work: Promise<unknown>) => void;
}

/** Finds the holder of a code that is valid now. */
export async function findByCode({ env, vars, config, later }: Search, code: string): Promise<Result<Candidate, CodeRefusal>> {
  const { issuer, secrets, now } = vars;
  const check = await checkCode({ env, config, own: issuer.code, now, later }, code);
  if (!check.ok) {
    const { refusal } = check;
    return refuse({ code: "code_not_accepted", refusal: refusal.code, sentence: sentenceOf(refusal), pointer: "/code" });
  }
  const { claims } = check.value;
  if (claims.issuer !== issuer.code) return refuse({ code: "unknown_holder" });
  const person = toHex(await openHandle(secrets.handle, claims.handle)) as PersonKey;
  const people = peopleOf(env, issuer, person);
  const [[holder], [own]] = await Promise.all([
    people.holders([{ person, handle: toHex(claims.handle) }], now),
    people.ownAccounts(person),
  ]);
  if (!holder?.ok) return refuse(holder?.refusal ?? { code: "unknown_holder" });
  if (own === undefined) return refuse({ code: "collector_has_no_account" });
  if (own.bond === null) return refuse({ code: "not_proved" });
  const { account } = own;
  const phone = await accountsOf(env, issuer, account).phone(account);
  if (phone === null) return refuse({ code: "collector_has_no_account" });
  return accept({ person, account, ...phone, maskedName: holder.value.maskedName, proof: own.bond });
}

/**
 * Finds the holder of a login. Searches are limited per account and hour. A number without a login and a login without a holder get the same refusal, so
 * that a search reveals only the numbers of persons who can become collectors.
 */
export async function findByPhone({ env, vars }: Search, text: string): Promise<Result<Candidate, NumberRefusal>> {
  const { issuer, secrets, now, actor } = vars;
  const number = checkPhone(text);
  if (!number.ok) return number;
  const quota = await accountsOf(env, issuer, actor.account).countAct(actor.account, "find_by_phone", now);
  if (!quota.ok) return quota;
  const account = await accountKeyOf(secrets, number.value);
  const accounts = accountsOf(env, issuer, account);
  const [view, phone] = await Promise.all([accounts.view(account), accounts.phone(account)]);
  const own = ownPerson(view?.people ?? []);
  if (own === undefined || phone === null) return refuse({ code: "phone_not_registered" });
  const { person } = own;
  const holder = await peopleOf(env, issuer, person).view(person, account, now);
  if (holder?.state !== "managed") return refuse({ code: "phone_not_registered" });
  if (!opensRoles(holder.proof.level)) return refuse({ code: "not_proved" });
  return accept({ person, account, ...phone, maskedName: holder.maskedName, proof: holder.proof.level });
}
