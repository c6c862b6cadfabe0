/** Orders about hosted issuers that two operators give alike, each by a request that they have signed. Every statement that touches their table. docs/trust.md §11. */
import type { HostingAct } from "../../domain/issuer/hosted.ts";
import type { IssuerCode } from "../../domain/issuer/issuer.ts";
import { PROPOSAL_LIFE_MS } from "../../domain/proposal/proposal.ts";
import { accept, refuse, type Result } from "../../domain/result.ts";
import { columns, query, readRows } from "../sql.ts";
import type { HostingOrder, WaitingHosting } from "./rpc.ts";

/** The last word of an operator about a code. */
interface OrderRow {
  readonly code: IssuerCode;
  readonly operator: string;
  /** The act as JSON: that of a HostedIssuer to host it, otherwise `{"end":CODE}`. */
  readonly issuer: string;
  readonly at: number;
  readonly request: string;
}

/** The most orders that wait: operators would not read more. */
const MAX_WAITING = 100;

const ORDER = columns<OrderRow>({ code: "code", operator: "operator", issuer: "issuer", at: "at", request: "request" });

export class OperatorOrders {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** What waits for a second operator, the newest first. */
  waiting(now: number): readonly WaitingHosting[] {
    return this.#rows(now).map(({ operator, at, issuer }) => ({ operator, at, act: actOf(issuer) }));
  }

  /**
   * Takes an order, in the place of an earlier one of the same operator about the same code. Answers the signed request of another operator who has ordered the
   * same, and no order about the code waits any more; null: it waits.
   */
  second({ operator, request, act }: HostingOrder, now: number): Result<string | null, { readonly code: "too_many_proposals" }> {
    this.#sql.exec("DELETE FROM hostings WHERE at <= ?", now - PROPOSAL_LIFE_MS);
    const [code, text] = [codeOf(act), textOf(act)];
    const waiting = this.#rows(now);
    const first = waiting.find((row) => row.code === code && row.operator !== operator && row.issuer === text);
    if (first !== undefined) {
      this.#sql.exec("DELETE FROM hostings WHERE code = ?", code);
      return accept(first.request);
    }
    if (waiting.length >= MAX_WAITING) return refuse({ code: "too_many_proposals" });
    this.#sql.exec(
      "INSERT OR REPLACE INTO hostings (code, operator, issuer, at, request) VALUES (?, ?, ?, ?, ?)",
      code,
      operator,
      text,
      now,
      request,
    );
    return accept(null);
  }

  /** Takes an operator's order back. Answers whether it waited. */
  withdraw(operator: string, code: IssuerCode, now: number): boolean {
    const waits = this.#rows(now).some((row) => row.code === code && row.operator === operator);
    this.#sql.exec("DELETE FROM hostings WHERE code = ? AND operator = ?", code, operator);
    return waits;
  }

  #rows(now: number): readonly OrderRow[] {
    const text = query`SELECT ${ORDER} FROM hostings WHERE at > ? ORDER BY at DESC, code, operator`;
    return readRows(this.#sql, text, now - PROPOSAL_LIFE_MS);
  }
}

export function codeOf(act: HostingAct): IssuerCode {
  return act.act === "host" ? act.issuer.code : act.code;
}

function textOf(act: HostingAct): string {
  return JSON.stringify(act.act === "host" ? act.issuer : { end: act.code });
}

function actOf(text: string): HostingAct {
  const said = JSON.parse(text);
  return "end" in said ? { act: "end", code: said.end } : { act: "host", issuer: said };
}
