/** The bindings of objects and of their callers, and for each kind of object the functions that give its stub. */
import type { AccountKey, PersonKey } from "../domain/access/keys.ts";
import { type Issuer, type IssuerCode, NATION, shardOf } from "../domain/issuer/issuer.ts";
import type { ListOf } from "../domain/list/list-file.ts";
import type { AccountsRpc } from "./accounts/rpc.ts";
import type { ClientsRpc } from "./clients/rpc.ts";
import type { CommunityRpc } from "./community/rpc.ts";
import type { ConversionsRpc } from "./conversions/rpc.ts";
import type { DivisionRpc } from "./division/rpc.ts";
import type { IssuerRpc } from "./issuer/rpc.ts";
import { type IssuersEnv, issuersIn } from "./issuers.ts";
import type { FactImportRpc } from "./list-import/rpc.ts";
import type { MailboxRpc } from "./mailbox/rpc.ts";
import { objectName } from "./names.ts";
import type { NationRpc } from "./nation/rpc.ts";
import type { PeopleRpc } from "./people/rpc.ts";
import type { AppealQueueRpc, ReviewQueueRpc } from "./queue/rpc.ts";
import type { StatusListRpc } from "./status-list/rpc.ts";
import { stubOf } from "./stub.ts";
import type { TrialRpc } from "./trial/rpc.ts";
import type { TrustRpc } from "./trust/rpc.ts";

export interface ObjectsEnv extends IssuersEnv {
  readonly ACCOUNTS: DurableObjectNamespace<AccountsRpc>;
  readonly PEOPLE: DurableObjectNamespace<PeopleRpc>;
  readonly CLIENTS: DurableObjectNamespace<ClientsRpc>;
  readonly COMMUNITY: DurableObjectNamespace<CommunityRpc>;
  readonly DIVISION: DurableObjectNamespace<DivisionRpc>;
  readonly ISSUER: DurableObjectNamespace<IssuerRpc>;
  readonly STATUS_LIST: DurableObjectNamespace<StatusListRpc>;
  readonly FACT_IMPORT: DurableObjectNamespace<FactImportRpc>;
  readonly APPEAL_QUEUE: DurableObjectNamespace<AppealQueueRpc>;
  readonly REVIEW_QUEUE: DurableObjectNamespace<ReviewQueueRpc>;
  readonly TRIAL: DurableObjectNamespace<TrialRpc>;
  readonly NATION: DurableObjectNamespace<NationRpc>;
  readonly TRUST: DurableObjectNamespace<TrustRpc>;
  readonly MAILBOX: DurableObjectNamespace<MailboxRpc>;
  readonly CONVERSIONS: DurableObjectNamespace<ConversionsRpc>;
  /** The files of appeals, each sealed. */
  readonly UPLOADS: R2Bucket;
  readonly ASSETS: Fetcher;
  /** The master secret, 32 bytes in base64url. The keys that hash, seal and authenticate are derived from it; signing keys are random, and sealed with a derived key. */
  readonly YIMA_MASTER_KEY: string;
  /** The root of trust that this deployment pins, a JWS in JSON (docs/trust.md); absent or empty: its issuers trust each other by its setting, and nobody else. */
  readonly YIMA_TRUST_ROOT?: string;
  /** The origin of the nation, where the files of trust are; needless where issuer 0 is one of the issuers. */
  readonly YIMA_NATION?: string;
  /** The private JWK by which the nation signs states; for the deployment of issuer 0 only. */
  readonly YIMA_ONLINE_KEY?: string;
  /** The gateway for text messages (docs/sms-gateway.md); empty: none is sent. */
  readonly SMS_GATEWAY_URL: string;
  readonly SMS_GATEWAY_TOKEN?: string;
  /** The text messages that the whole deployment sends per minute at most; absent: a usual number. */
  readonly YIMA_MESSAGES_PER_MINUTE?: string;
  /** The identity authority (docs/identity-authority.md); absent or empty: there is none. */
  readonly IDENTITY_AUTHORITY_URL?: string;
  readonly IDENTITY_AUTHORITY_TOKEN?: string;
  /** The name under which persons see it; absent: its host. */
  readonly IDENTITY_AUTHORITY_NAME?: string;
  /** The seconds between two questions of one shard about persons of earlier releases; absent: 60. */
  readonly IDENTITY_AUTHORITY_SECONDS?: string;
  /** For tests: the longest period of a duty, 1 to 60 seconds; absent: each duty has its usual period. */
  readonly YIMA_DUTY_SECONDS?: string;
}

/**
 * Calls that are never repeated after a lost connection: a repeat would be refused although the first call succeeded, or would be recorded as a second
 * act. All other calls answer a repeat like the first call; at most, a repeat wastes status indexes or counts once more.
 */
const ONCE = {
  ACCOUNTS: ["notePassword", "enter", "addPerson", "takePasskeyChallenge", "addPasskey", "showPasskey"],
  PEOPLE: ["answer", "answerAppeal", "endReview", "lookAtFile", "track", "decisions", "health"],
  COMMUNITY: ["removePoint", "removeCollector", "beginExport"],
  DIVISION: [
    "remove",
    "replace",
    "refuseApplication",
    "reopenApplication",
    "addCommunity",
    "addAlias",
    "noteLook",
    "addVerifications",
  ],
  APPEAL_QUEUE: ["propose"],
  REVIEW_QUEUE: ["propose"],
  CLIENTS: ["make", "approve", "revoke", "admit", "act"],
  ISSUER: ["useOnce", "replaceKeys", "propose", "proposeRuleSet", "decideProposal"],
  TRIAL: ["start"],
  NATION: ["withdrawHosting"],
  MAILBOX: ["giveAnswer"],
  CONVERSIONS: ["convert"],
  FACT_IMPORT: ["add"],
} as const satisfies { readonly [B in keyof ObjectsEnv]?: readonly MethodOf<ObjectsEnv[B]>[] };

type MethodOf<N> = N extends DurableObjectNamespace<infer T> ? keyof T : never;

/** An issuer as far as the names of its shards need it. */
type Sharded = Pick<Issuer, "code" | "shards">;

export function accountsOf(env: ObjectsEnv, issuer: Sharded, key: AccountKey) {
  return accountsShard(env, issuer, shardOf(key, issuer.shards));
}

export function accountsShard(env: ObjectsEnv, issuer: Pick<Issuer, "code">, shard: number) {
  return stubOf(env.ACCOUNTS, objectName(issuer.code, "accounts", shard), ONCE.ACCOUNTS);
}

/** The object that counts the text messages of the whole deployment: one of the first issuer. */
export function messageBudgetOf(env: ObjectsEnv) {
  const [first] = issuersIn(env);
  if (first === undefined) throw new Error("YIMA_ISSUERS has no issuer");
  return stubOf(env.ACCOUNTS, objectName(first.code, "accounts", "messages"), ONCE.ACCOUNTS);
}

export function peopleOf(env: ObjectsEnv, issuer: Sharded, key: PersonKey) {
  return peopleShard(env, issuer.code, shardOf(key, issuer.shards));
}

export function peopleShard(env: ObjectsEnv, issuer: IssuerCode, shard: number) {
  return stubOf(env.PEOPLE, objectName(issuer, "people", shard), ONCE.PEOPLE);
}

export function communityOf(env: ObjectsEnv, issuer: Pick<Issuer, "code">, division: string) {
  return stubOf(env.COMMUNITY, objectName(issuer.code, "community", division), ONCE.COMMUNITY);
}

export function divisionOf(env: ObjectsEnv, issuer: Pick<Issuer, "code">, code: string) {
  return stubOf(env.DIVISION, objectName(issuer.code, "division", code), ONCE.DIVISION);
}

export function appealQueueOf(env: ObjectsEnv, issuer: Pick<Issuer, "code">, code: string) {
  return stubOf(env.APPEAL_QUEUE, objectName(issuer.code, "appeals", code), ONCE.APPEAL_QUEUE);
}

/** @param code a county, or the issuer's own region for overdue reviews */
export function reviewQueueOf(env: ObjectsEnv, issuer: Pick<Issuer, "code">, code: string) {
  return stubOf(env.REVIEW_QUEUE, objectName(issuer.code, "reviews", code), ONCE.REVIEW_QUEUE);
}

export function clientsOf(env: ObjectsEnv, issuer: Pick<Issuer, "code">) {
  return stubOf(env.CLIENTS, objectName(issuer.code, "clients"), ONCE.CLIENTS);
}

export function issuerObjectOf(env: ObjectsEnv, issuer: IssuerCode) {
  return stubOf(env.ISSUER, objectName(issuer, "issuer"), ONCE.ISSUER);
}

export function trialOf(env: ObjectsEnv, issuer: Pick<Issuer, "code">) {
  return stubOf(env.TRIAL, objectName(issuer.code, "trial"), ONCE.TRIAL);
}

/** The object of the nation among the issuers: in the deployment of issuer 0. */
export function nationObjectOf(env: ObjectsEnv) {
  return stubOf(env.NATION, objectName(NATION, "nation"), ONCE.NATION);
}

/** The reader of trust of the whole deployment: an object of the first issuer. */
export function trustOfDeployment(env: ObjectsEnv) {
  const [first] = issuersIn(env);
  if (first === undefined) throw new Error("YIMA_ISSUERS has no issuer");
  return stubOf(env.TRUST, objectName(first.code, "trust"));
}

/** The object that sends an issuer's letters to a peer, and takes those of the peer. */
export function mailboxOf(env: ObjectsEnv, issuer: IssuerCode, peer: IssuerCode) {
  return stubOf(env.MAILBOX, objectName(issuer, "mailbox", peer), ONCE.MAILBOX);
}

/** The object of the nation that keeps the conversions of the codes in one status list of another issuer. @param key of `conversionsKeyOf` */
export function conversionsOf(env: ObjectsEnv, key: string) {
  return stubOf(env.CONVERSIONS, objectName(NATION, "conversions", key), ONCE.CONVERSIONS);
}

/** @param sha256 the SHA-256 of the file, in hex */
export function factImportOf(env: ObjectsEnv, issuer: Pick<Issuer, "code">, list: ListOf, sha256: string) {
  return stubOf(env.FACT_IMPORT, objectName(issuer.code, list, sha256), ONCE.FACT_IMPORT);
}

export function statusListOf(env: ObjectsEnv, issuer: IssuerCode, list: string) {
  return stubOf(env.STATUS_LIST, objectName(issuer, "status", list));
}
