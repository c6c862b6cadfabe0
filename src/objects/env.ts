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
  return env.ACCOUNTS.getByName(`${issuer.code}/accounts/${shard}`);
}

export function peopleOf(env: ObjectsEnv, issuer: Issuer, key: PersonKey) {
  return peopleShard(env, issuer.code, shardOf(key, issuer.shards));
}

export function peopleShard(env: ObjectsEnv, issuer: IssuerCode, shard: number) {
  return env.PEOPLE.getByName(`${issuer}/people/${shard}`);
}

export function communityOf(env: ObjectsEnv, issuer: Issuer, division: string) {
  return env.COMMUNITY.getByName(`${issuer.code}/community/${division}`);
}

export function divisionOf(env: ObjectsEnv, issuer: Pick<Issuer, "code">, code: string) {
  return env.DIVISION.getByName(`${issuer.code}/division/${code}`);
}

export function appealQueueOf(env: ObjectsEnv, issuer: Pick<Issuer, "code">, code: string) {
  return env.APPEAL_QUEUE.getByName(`${issuer.code}/appeals/${code}`);
}

/** @param code a county's, or the issuer's own region for what is overdue */
export function reviewQueueOf(env: ObjectsEnv, issuer: Pick<Issuer, "code">, code: string) {
  return env.REVIEW_QUEUE.getByName(`${issuer.code}/reviews/${code}`);
}

export function clientsOf(env: ObjectsEnv, issuer: Pick<Issuer, "code">) {
  return env.CLIENTS.getByName(`${issuer.code}/clients`);
}

export function issuerObjectOf(env: ObjectsEnv, issuer: IssuerCode) {
  return env.ISSUER.getByName(`${issuer}/issuer`);
}

export function trialOf(env: ObjectsEnv, issuer: Pick<Issuer, "code">) {
  return env.TRIAL.getByName(`${issuer.code}/trial`);
}

/** What files are lists of: facts of persons, or risk levels of areas. */
export type ListOf = "facts" | "areas";

/** @param sha256 of the file, in hex */
export function factImportOf(env: ObjectsEnv, issuer: Pick<Issuer, "code">, list: ListOf, sha256: string) {
  return env.FACT_IMPORT.getByName(`${issuer.code}/${list}/${sha256}`);
}

/** What a file's object is a list of. */
export function listOf(id: DurableObjectId): ListOf {
  return id.name?.split("/")[1] === "areas" ? "areas" : "facts";
}

export function statusListOf(env: ObjectsEnv, issuer: IssuerCode, list: string) {
  return env.STATUS_LIST.getByName(`${issuer}/status/${list}`);
}
