/** The bindings that the objects and whoever addresses them need, and the names by which objects are found. */
import type { AccountKey, PersonKey } from "../domain/access/keys.ts";
import { type Issuer, type IssuerCode, shardOf } from "../domain/issuer/issuer.ts";
import type { Accounts } from "./accounts/object.ts";
import type { Clients } from "./clients/object.ts";
import type { Community } from "./community/object.ts";
import type { Division } from "./division/object.ts";
import type { Issuer as IssuerObject } from "./issuer/object.ts";
import type { FactImport } from "./list-import/object.ts";
import type { People } from "./people/object.ts";
import type { AppealQueue, ReviewQueue } from "./queue/queues.ts";
import type { StatusList } from "./status-list/object.ts";
import { stubOf } from "./stub.ts";
import type { Trial } from "./trial/object.ts";

export interface ObjectsEnv {
  readonly ACCOUNTS: DurableObjectNamespace<Accounts>;
  readonly PEOPLE: DurableObjectNamespace<People>;
  readonly CLIENTS: DurableObjectNamespace<Clients>;
  readonly COMMUNITY: DurableObjectNamespace<Community>;
  readonly DIVISION: DurableObjectNamespace<Division>;
  readonly ISSUER: DurableObjectNamespace<IssuerObject>;
  readonly STATUS_LIST: DurableObjectNamespace<StatusList>;
  readonly FACT_IMPORT: DurableObjectNamespace<FactImport>;
  readonly APPEAL_QUEUE: DurableObjectNamespace<AppealQueue>;
  readonly REVIEW_QUEUE: DurableObjectNamespace<ReviewQueue>;
  readonly TRIAL: DurableObjectNamespace<Trial>;
  readonly PUBLISHED: KVNamespace;
  /** Files that persons send, each sealed. */
  readonly UPLOADS: R2Bucket;
  readonly ASSETS: Fetcher;
  /** 32 bytes in base64url. */
  readonly YIMA_MASTER_KEY: string;
  /** The longest that a duty gathers, 1 to 60; absent where each keeps its own period. */
  readonly YIMA_DUTY_SECONDS?: string;
}

/**
 * Calls that are never sent twice: a repeat would be refused although the first one was done, or would be written as a second act. Everything else answers
 * a repeat as the first time, or wastes a number at most.
 */
const ONCE = {
  ACCOUNTS: ["notePassword", "enter", "addPerson"],
  PEOPLE: ["answer", "answerAppeal", "endReview", "lookAtFile", "track", "decisions"],
  COMMUNITY: ["removePoint", "removeCollector", "beginExport"],
  DIVISION: ["remove", "replace", "refuseApplication", "reopenApplication", "addCommunity", "addAlias", "noteLook"],
  APPEAL_QUEUE: ["propose"],
  REVIEW_QUEUE: ["propose"],
  CLIENTS: ["make", "approve", "revoke"],
  ISSUER: ["useOnce", "propose", "proposeRuleSet", "decideProposal"],
  TRIAL: ["start"],
  FACT_IMPORT: ["add"],
} as const satisfies { readonly [B in keyof ObjectsEnv]?: readonly MethodOf<ObjectsEnv[B]>[] };

type MethodOf<N> = N extends DurableObjectNamespace<infer T> ? keyof T : never;

/** Every object's name begins with its issuer's code. */
export function issuerOf(id: DurableObjectId): IssuerCode {
  const code = id.name?.split("/")[0];
  if (code === undefined || code === "") throw new Error("an object of Yima is addressed by name");
  return code as IssuerCode;
}

/** The last part of an object's name: of which division it is, or which shard. */
export function placeOf(id: DurableObjectId): string {
  return id.name?.split("/")[2] ?? "";
}

export function accountsOf(env: ObjectsEnv, issuer: Issuer, key: AccountKey) {
  return accountsShard(env, issuer, shardOf(key, issuer.shards));
}

export function accountsShard(env: ObjectsEnv, issuer: Pick<Issuer, "code">, shard: number) {
  return stubOf(env.ACCOUNTS, `${issuer.code}/accounts/${shard}`, ONCE.ACCOUNTS);
}

export function peopleOf(env: ObjectsEnv, issuer: Issuer, key: PersonKey) {
  return peopleShard(env, issuer.code, shardOf(key, issuer.shards));
}

export function peopleShard(env: ObjectsEnv, issuer: IssuerCode, shard: number) {
  return stubOf(env.PEOPLE, `${issuer}/people/${shard}`, ONCE.PEOPLE);
}

export function communityOf(env: ObjectsEnv, issuer: Issuer, division: string) {
  return stubOf(env.COMMUNITY, `${issuer.code}/community/${division}`, ONCE.COMMUNITY);
}

export function divisionOf(env: ObjectsEnv, issuer: Pick<Issuer, "code">, code: string) {
  return stubOf(env.DIVISION, `${issuer.code}/division/${code}`, ONCE.DIVISION);
}

export function appealQueueOf(env: ObjectsEnv, issuer: Pick<Issuer, "code">, code: string) {
  return stubOf(env.APPEAL_QUEUE, `${issuer.code}/appeals/${code}`, ONCE.APPEAL_QUEUE);
}

/** @param code a county's, or the issuer's own region for what is overdue */
export function reviewQueueOf(env: ObjectsEnv, issuer: Pick<Issuer, "code">, code: string) {
  return stubOf(env.REVIEW_QUEUE, `${issuer.code}/reviews/${code}`, ONCE.REVIEW_QUEUE);
}

export function clientsOf(env: ObjectsEnv, issuer: Pick<Issuer, "code">) {
  return stubOf(env.CLIENTS, `${issuer.code}/clients`, ONCE.CLIENTS);
}

export function issuerObjectOf(env: ObjectsEnv, issuer: IssuerCode) {
  return stubOf(env.ISSUER, `${issuer}/issuer`, ONCE.ISSUER);
}

export function trialOf(env: ObjectsEnv, issuer: Pick<Issuer, "code">) {
  return stubOf(env.TRIAL, `${issuer.code}/trial`, ONCE.TRIAL);
}

/** What files are lists of: facts of persons, or risk levels of areas. */
export type ListOf = "facts" | "areas";

/** @param sha256 of the file, in hex */
export function factImportOf(env: ObjectsEnv, issuer: Pick<Issuer, "code">, list: ListOf, sha256: string) {
  return stubOf(env.FACT_IMPORT, `${issuer.code}/${list}/${sha256}`, ONCE.FACT_IMPORT);
}

/** What a file's object is a list of. */
export function listOf(id: DurableObjectId): ListOf {
  return id.name?.split("/")[1] === "areas" ? "areas" : "facts";
}

export function statusListOf(env: ObjectsEnv, issuer: IssuerCode, list: string) {
  return stubOf(env.STATUS_LIST, `${issuer}/status/${list}`);
}
