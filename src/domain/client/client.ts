/** Clients: other systems that an issuer admits. Their rights, verbs and scope, and how officers admit and revoke them. Pure. Source: architecture.md; decisions 38 and 82. */
import { type Officer, type SecondRefusal, secondOf } from "../officer/officer.ts";
import { accept, refuse, type Result } from "../result.ts";
import type { Sentence } from "../sentence.ts";

/** What a client may do. `facts`: enter facts about persons; `areas`: enter risk levels of counties; `verify`: verify codes without a limit. */
export const CLIENT_RIGHTS = ["facts", "areas", "verify"] as const;
export type ClientRight = (typeof CLIENT_RIGHTS)[number];

/** What a client with keys may do at the interface of authorised systems: the scopes of its access tokens. */
export const CLIENT_VERBS = ["verify-code", "query-health", "query-health.detail"] as const;
export type ClientVerb = (typeof CLIENT_VERBS)[number];

/** The most public keys of a client: one that signs, the next one, and as many again for a second system. */
export const MAX_CLIENT_KEYS = 4;

/** A public key of a client, P-256, with which it signs its requests for access tokens. RFC 7517. */
export interface ClientKey {
  readonly kid: string;
  /** The coordinates of the point, 32 bytes each in base64url. */
  readonly x: string;
  readonly y: string;
}

/** The most looks of a client at persons on a day of China: a system that asks for more watches a city. */
export const MAX_LOOKS_A_DAY = 2000;

/** The most clients of an issuer: no office can supervise more. */
export const MAX_CLIENTS = 200;

/** An act of an officer on a client: the officer made, approved or revoked it. */
export interface ClientAct {
  /** The time of the act, ms. */
  readonly at: number;
  readonly by: Officer;
}

export interface Client {
  readonly id: string;
  readonly name: string;
  /** The code of the division for which, with all divisions below it, the client may enter lists. */
  readonly scope: string;
  /** What its secret may do; a client without rights has no secret. */
  readonly rights: readonly ClientRight[];
  /** What its keys may do; a client without verbs has no keys. */
  readonly verbs: readonly ClientVerb[];
  readonly keys: readonly ClientKey[];
  readonly made: ClientAct;
  /** The act of the second officer. Null: the client waits for it and has no rights yet. */
  readonly approved: ClientAct | null;
  readonly revoked: ClientAct | null;
  /** The time of its last accepted request, ms, rounded down to ten minutes; null: none was accepted yet. */
  readonly lastUsedAt: number | null;
}

export type ClientState = "waiting" | "active" | "revoked";
export type ClientDecisionRefusal = { readonly code: "client_decided" } | SecondRefusal;

export function clientState({ approved, revoked }: Pick<Client, "approved" | "revoked">): ClientState {
  if (revoked !== null) return "revoked";
  return approved === null ? "waiting" : "active";
}

/** The two-officer rule: the entries of a client change colours, so a second officer must approve it. */
export function approveClient(client: Client, act: ClientAct): Result<Client, ClientDecisionRefusal> {
  if (clientState(client) !== "waiting") return refuse({ code: "client_decided" });
  const second = secondOf("client", client.made.by, act.by, act.at);
  return second.ok ? accept({ ...client, approved: act }) : second;
}

/** One officer alone can revoke a client, also a waiting one; at once and for ever. */
export function revokeClient(client: Client, act: ClientAct): Result<Client, ClientDecisionRefusal> {
  return clientState(client) === "revoked" ? refuse({ code: "client_decided" }) : accept({ ...client, revoked: act });
}

export const RIGHT_WORDS: Readonly<Record<ClientRight, Sentence>> = {
  facts: { zh: "报送防疫数据", en: "Enter facts" },
  areas: { zh: "报送风险等级", en: "Enter levels of areas" },
  verify: { zh: "不限次数核验健康码", en: "Verify codes without a limit" },
};

export const VERB_WORDS: Readonly<Record<ClientVerb, Sentence>> = {
  "verify-code": { zh: "接口：核验健康码", en: "Interface: verify codes" },
  "query-health": { zh: "接口：查询出示者的码色", en: "Interface: ask for the colour of who shows a code" },
  "query-health.detail": { zh: "接口：同时查询码色原因", en: "Interface: also ask for its reason" },
};

export const CLIENT_STATE_WORDS: Readonly<Record<ClientState, Sentence>> = {
  waiting: { zh: "待批准", en: "Waits for approval" },
  active: { zh: "启用", en: "Active" },
  revoked: { zh: "已停用", en: "Revoked" },
};
