/**
 * Notices to issuers of other regions about persons who live there: the rows, and the duty that sends each until the home has answered it. A withdrawal goes after
 * the answer to its notice. docs/trust.md §10.
 */
import type { AppealNews } from "../../domain/appeal/sent-appeal.ts";
import type { FactItem, FactWithdrawalItem } from "../../domain/federation/fact-item.ts";
import type { ItemKind, ItemResult, LetterItem } from "../../domain/federation/letter.ts";
import type { IssuerCode } from "../../domain/issuer/issuer.ts";
import type { NoticeChange } from "../../domain/proposal/notice.ts";
import type { Change, Proposal } from "../../domain/proposal/proposal.ts";
import type { HealthReason } from "../../domain/proposal/reason.ts";
import type { Duty } from "../duty/alarm.ts";
import { Outbox } from "../duty/outbox.ts";
import { columns, hasRow, query, readFirst, readRows } from "../sql.ts";
import type { NoticeAnswer, NoticeFault } from "./rpc.ts";

export const NOTICES = `CREATE TABLE notices (seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, proposal TEXT NOT NULL UNIQUE, home TEXT NOT NULL, kind TEXT NOT NULL,
     item TEXT NOT NULL, state TEXT, code TEXT, answered_at INTEGER) STRICT;
   CREATE INDEX notices_waiting ON notices (seq) WHERE state IS NULL`;

/** So many rows are looked at: a home that is down holds up others only beyond them. */
const MOST_READ = 1000;
/** At most so many in a letter: the home decides a colour for each before it answers. */
const BATCH = 50;
/** The home answers them so when it has no room now. */
const LATER: ReadonlySet<string | undefined> = new Set(["too_many_wait", "kind_unknown"]);

interface NoticeRow {
  readonly id: string;
  readonly home: IssuerCode;
  readonly kind: Extract<ItemKind, "fact" | "fact_withdrawal">;
  /** JSON. */
  readonly item: string;
}

interface AnswerRow {
  readonly state: ItemResult["state"] | null;
  readonly code: string | null;
  readonly at: number | null;
}

const ROW = columns<NoticeRow>({ id: "id", home: "home", kind: "kind", item: "item" });
const ANSWER = columns<AnswerRow>({ state: "state", code: "code", at: "answered_at" });

export class Notices {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** The reason why this withdrawal cannot be proposed or approved now; null if it can. */
  fault(change: Change): NoticeFault | null {
    if (change.kind !== "fact_notice_withdrawal") return null;
    if (!this.#has("proposal = ?", change.notice)) return { code: "notice_not_found" };
    return this.#has("kind = 'fact_withdrawal' AND json_extract(item, '$.fact') = ?", change.told)
      ? { code: "notice_withdrawn" }
      : null;
  }

  /** Adds the notice of an approved proposal, within its transaction. @param proposal its id */
  add(change: NoticeChange, proposal: string, basis: HealthReason): void {
    const { item: id, sealed, home } = change;
    const { kind, source, reference, from, until } = change.fact;
    const about = { id, sealed, kind, source, reference, basis };
    const item = change.kind === "fact_notice" ? { ...about, from, until } : { ...about, fact: change.told };
    const insert = "INSERT INTO notices (id, proposal, home, kind, item) VALUES (?, ?, ?, ?, ?)";
    const kindOfItem = change.kind === "fact_notice" ? "fact" : "fact_withdrawal";
    this.#sql.exec(insert, id, proposal, home, kindOfItem, JSON.stringify(item satisfies FactItem | FactWithdrawalItem));
  }

  /** Notes that a home has withdrawn what it was told, because this issuer has granted an appeal: nothing is left to withdraw. A repeat, and a notice of another home, changes nothing. */
  close({ home, told, appeal }: Extract<AppealNews, { readonly kind: "granted" }>, at: number): void {
    const text = `INSERT OR IGNORE INTO notices (id, proposal, home, kind, item, state, answered_at)
      SELECT ?1, 'appeal/' || ?1, home, 'fact_withdrawal', json_object('fact', id), 'taken', ?2 FROM notices WHERE id = ?3 AND home = ?4 AND kind = 'fact'`;
    this.#sql.exec(text, appeal, at, told, home);
  }

  /** What the homes have answered to the notices among these proposals. */
  answers(proposals: readonly Proposal[]): ReadonlyMap<string, NoticeAnswer> {
    const notices = proposals.filter(({ change }) => "sealed" in change);
    const rows = notices.map(
      ({ id }) => [id, readFirst(this.#sql, query`SELECT ${ANSWER} FROM notices WHERE proposal = ?`, id)] as const,
    );
    return new Map(
      rows.flatMap(([id, row]) =>
        row?.state ? [[id, { state: row.state, ...(row.code !== null && { code: row.code }), at: row.at ?? 0 }]] : [],
      ),
    );
  }

  /** At most so many that a home has not answered, in their order; no withdrawal whose notice is one of them. */
  waiting(limit: number): readonly NoticeRow[] {
    const text = query`SELECT ${ROW} FROM notices WHERE state IS NULL AND NOT (kind = 'fact_withdrawal' AND EXISTS (
      SELECT 1 FROM notices AS told WHERE told.id = json_extract(notices.item, '$.fact') AND told.state IS NULL)) ORDER BY seq LIMIT ?`;
    return readRows(this.#sql, text, limit);
  }

  answered({ id, state, code = null }: Omit<ItemResult, "code"> & { readonly code?: string | null }, at: number): void {
    this.#sql.exec("UPDATE notices SET state = ?, code = ?, answered_at = ? WHERE id = ?", state, code, at, id);
  }

  #has(where: string, value: string): boolean {
    return hasRow(this.#sql, `SELECT 1 FROM notices WHERE ${where}`, value);
  }
}

/** @param send sends items to a home, and answers its results; rejects if it has not answered */
export function noticesDuty(
  notices: Notices,
  send: (home: IssuerCode, kind: ItemKind, items: readonly LetterItem[]) => Promise<readonly ItemResult[]>,
): Duty {
  const outbox = new Outbox<string>({ name: "notices to other regions" });
  const parcels = () => [...Map.groupBy(notices.waiting(MOST_READ), ({ home, kind }) => `${home}/${kind}`)];
  const post = async (_: string, rows: readonly NoticeRow[]): Promise<void> => {
    const [first] = rows;
    if (first === undefined) return;
    const items = rows.slice(0, BATCH).map(({ item }) => JSON.parse(item) as LetterItem);
    const results = await send(first.home, first.kind, items);
    const final = results.filter(({ code }) => !LATER.has(code));
    for (const result of final) notices.answered(result, Date.now());
    if (final.length < items.length) throw new Error(`${first.home} takes no more now`);
  };
  return {
    name: "notices",
    due: () => outbox.due(parcels().map(([receiver]) => receiver)),
    async run(now) {
      await outbox.send(parcels(), post, now);
    },
  };
}
