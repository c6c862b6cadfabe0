/** Other systems that an issuer lets in: what they may do, where, and how two officers decide it. Pure. Source: architecture.md; decision 38. */
import { type Officer, type SecondOfficerRefusal, secondOf } from "../officer/officer.ts";
import { accept, refuse, type Result } from "../result.ts";
import type { Sentence } from "../sentence.ts";

/** `facts`: enter what lists say of persons; `areas`: risk levels of counties; `verify`: verify codes without a limit. */
export const CLIENT_RIGHTS = ["facts", "areas", "verify"] as const;
export type ClientRight = (typeof CLIENT_RIGHTS)[number];

/** More than these are not looked after by anybody. */
export const MAX_CLIENTS = 200;

/** An officer's act on a client. */
export interface ClientAct {
  /** ms */
  readonly at: number;
  readonly by: Officer;
}

export interface Client {
  readonly id: string;
  readonly name: string;
  /** The division whose lists it enters, and all below it; empty: the whole nation's. */
  readonly scope: string;
  readonly rights: readonly ClientRight[];
  readonly made: ClientAct;
  /** Null: it waits for another officer, and may do nothing. */
  readonly approved: ClientAct | null;
  readonly revoked: ClientAct | null;
  /** ms, on ten minutes; null: never. */
  readonly lastUsedAt: number | null;
}

export type ClientState = "waiting" | "active" | "revoked";
export type ClientDecisionRefusal = { readonly code: "client_decided" } | SecondOfficerRefusal;

export function clientState({ approved, revoked }: Pick<Client, "approved" | "revoked">): ClientState {
  if (revoked !== null) return "revoked";
  return approved === null ? "waiting" : "active";
}

/** Four eyes: a client's entries change colours, so a second officer lets it in. */
export function approveClient(client: Client, act: ClientAct): Result<Client, ClientDecisionRefusal> {
  if (clientState(client) !== "waiting") return refuse({ code: "client_decided" });
  const second = secondOf(client.made.by.person, act.by);
  return second.ok ? accept({ ...client, approved: act }) : second;
}

/** Any one officer ends what a client may do, at once and for good. */
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
