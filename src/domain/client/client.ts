/** Clients: other systems that an issuer admits. Their rights and scope, and how officers admit and revoke them. Pure. Source: architecture.md; decision 38. */
import { type Officer, type SecondRefusal, secondOf } from "../officer/officer.ts";
import { accept, refuse, type Result } from "../result.ts";
import type { Sentence } from "../sentence.ts";

/** What a client may do. `facts`: enter facts about persons; `areas`: enter risk levels of counties; `verify`: verify codes without a limit. */
export const CLIENT_RIGHTS = ["facts", "areas", "verify"] as const;
export type ClientRight = (typeof CLIENT_RIGHTS)[number];

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
  readonly rights: readonly ClientRight[];
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

export const CLIENT_STATE_WORDS: Readonly<Record<ClientState, Sentence>> = {
  waiting: { zh: "待批准", en: "Waits for approval" },
  active: { zh: "启用", en: "Active" },
  revoked: { zh: "已停用", en: "Revoked" },
};
