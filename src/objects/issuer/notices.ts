/**
 * What issuers of other regions are told: of persons who live there, and of places where their people were. the rows, and the duty that sends each until the home has answered it. A withdrawal goes after
 * the answer to its notice. docs/trust.md §10.
 */
import { exposureItem, type ExposureItem, type ExposureWithdrawalItem } from "../../domain/federation/exposure-item.ts";
import type { AppealNews } from "../../domain/appeal/sent-appeal.ts";
import type { FactItem, FactWithdrawalItem } from "../../domain/federation/fact-item.ts";
import type { ItemKind, ItemResult, LetterItem } from "../../domain/federation/letter.ts";
import type { IssuerCode } from "../../domain/issuer/issuer.ts";
import type { ExposureChange } from "../../domain/proposal/exposure-change.ts";
import type { NoticeChange } from "../../domain/proposal/notice.ts";
import type { Change, Proposal } from "../../domain/proposal/proposal.ts";
import type { HealthReason } from "../../domain/proposal/reason.ts";
import type { Duty } from "../duty/alarm.ts";
import { Outbox } from "../duty/outbox.ts";
import { columns, hasRow, query, readRows } from "../sql.ts";
import type { NoticeAnswer, NoticeFault } from "./rpc.ts";

export const NOTICES = `CREATE TABLE notices (seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, proposal TEXT NOT NULL UNIQUE, home TEXT NOT NULL, kind TEXT NOT NULL,
     item TEXT NOT NULL, state TEXT, code TEXT, answered_at INTEGER) STRICT;
   CREATE INDEX notices_waiting ON notices (seq) WHERE state IS NULL`;

/** An exposure goes to several issuers. */
export const NOTICES_OF_SEVERAL = `ALTER TABLE notices RENAME TO notices_of_one; DROP INDEX notices_waiting;
   CREATE TABLE notices (seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, proposal TEXT NOT NULL, home TEXT NOT NULL, kind TEXT NOT NULL,
     item TEXT NOT NULL, state TEXT, code TEXT, answered_at INTEGER, UNIQUE (proposal, home)) STRICT;
   INSERT INTO notices SELECT seq, id, proposal, home, kind, item, state, code, answered_at FROM notices_of_one;
   DROP TABLE notices_of_one;
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
  readonly kind: NoticeKind;
  /** JSON. */
  readonly item: string;
}

interface AnswerRow {
  readonly home: IssuerCode;
  readonly state: ItemResult["state"];
  readonly code: string | null;
  readonly at: number;
}

interface NewNotice {
  readonly home: IssuerCode;
  readonly kind: NoticeKind;
  readonly item: FactItem | FactWithdrawalItem | ExposureItem | ExposureWithdrawalItem;
}

type NoticeKind = Exclude<ItemKind, "passes">;

const ROW = columns<NoticeRow>({ id: "id", home: "home", kind: "kind", item: "item" });
const ANSWER = columns<AnswerRow>({ home: "home", state: "state", code: "code", at: "answered_at" });
/** The item that a later one withdraws. */
const TOLD_OF_LATER = "told.id = COALESCE(json_extract(later.item, '$.fact'), json_extract(later.item, '$.exposure'))";

export class Notices {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** The reason why this withdrawal cannot be proposed or approved now; null if it can. */
  fault(change: Change): NoticeFault | null {
    const told = toldBy(change);
    if (told === null) return null;
    if (!hasRow(this.#sql, "SELECT 1 FROM notices WHERE proposal = ?", told)) return { code: "notice_not_found" };
    const withdrawn = `SELECT 1 FROM notices AS later JOIN notices AS told ON ${TOLD_OF_LATER} WHERE told.proposal = ?`;
    return hasRow(this.#sql, withdrawn, told) ? { code: "notice_withdrawn" } : null;
  }

  /** Adds the notice of an approved proposal for each home, within its transaction. @param proposal its id @param own the issuer, which searches its own people too */
  add(change: NoticeChange | ExposureChange, proposal: string, basis: HealthReason, own: IssuerCode): void {
    if (change.kind === "exposure_entry") {
      for (const home of new Set([own, ...change.visitors.map(({ issuer }) => issuer)]))
        this.#insert(proposal, { home, kind: "exposure", item: exposureItem(change.exposure, crypto.randomUUID(), basis) });
      return;
    }
    if (change.kind === "exposure_withdrawal") {
      for (const { id, home } of this.#of(change.told))
        this.#insert(proposal, { home, kind: "exposure_withdrawal", item: { id: crypto.randomUUID(), exposure: id, basis } });
      return;
    }
    const { item: id, sealed, home } = change;
    const { kind, source, reference, from, until } = change.fact;
    const about = { id, sealed, kind, source, reference, basis };
    if (change.kind === "fact_notice") this.#insert(proposal, { home, kind: "fact", item: { ...about, from, until } });
    else this.#insert(proposal, { home, kind: "fact_withdrawal", item: { ...about, fact: change.told } });
  }

  /** Notes that a home has withdrawn what it was told, because this issuer has granted an appeal: nothing is left to withdraw. A repeat, and a notice of another home, changes nothing. */
  close({ home, told, appeal }: Extract<AppealNews, { readonly kind: "granted" }>, at: number): void {
    const text = `INSERT OR IGNORE INTO notices (id, proposal, home, kind, item, state, answered_at)
      SELECT ?1, 'appeal/' || ?1, home, 'fact_withdrawal', json_object('fact', id), 'taken', ?2 FROM notices WHERE id = ?3 AND home = ?4 AND kind = 'fact'`;
    this.#sql.exec(text, appeal, at, told, home);
  }

  /** What the homes have answered to the notices among these proposals; none of a home that has not answered. */
  answers(proposals: readonly Proposal[]): ReadonlyMap<string, readonly NoticeAnswer[]> {
    const told = proposals.filter(({ change }) => "sealed" in change || "visitors" in change);
    return new Map(told.map(({ id }) => [id, this.#answersOf(id)]));
  }

  /** At most so many that a home has not answered, in their order; no withdrawal whose notice is one of them. */
  waiting(limit: number): readonly NoticeRow[] {
    const text = query`SELECT ${ROW} FROM notices AS later WHERE state IS NULL AND NOT EXISTS (
      SELECT 1 FROM notices AS told WHERE ${TOLD_OF_LATER} AND told.state IS NULL) ORDER BY seq LIMIT ?`;
    return readRows(this.#sql, text, limit);
  }

  answered({ id, state, code = null }: Omit<ItemResult, "code"> & { readonly code?: string | null }, at: number): void {
    this.#sql.exec("UPDATE notices SET state = ?, code = ?, answered_at = ? WHERE id = ?", state, code, at, id);
  }

  #insert(proposal: string, { home, kind, item }: NewNotice): void {
    const insert = "INSERT INTO notices (id, proposal, home, kind, item) VALUES (?, ?, ?, ?, ?)";
    this.#sql.exec(insert, item.id, proposal, home, kind, JSON.stringify(item));
  }

  #of(proposal: string): readonly NoticeRow[] {
    return readRows(this.#sql, query`SELECT ${ROW} FROM notices WHERE proposal = ?`, proposal);
  }

  #answersOf(proposal: string): readonly NoticeAnswer[] {
    const text = query`SELECT ${ANSWER} FROM notices WHERE proposal = ? AND state IS NOT NULL ORDER BY seq`;
    return readRows(this.#sql, text, proposal).map(({ code, ...answer }) => ({ ...answer, ...(code !== null && { code }) }));
  }
}

/** The proposal whose notice a change withdraws; null for other changes. */
function toldBy(change: Change): string | null {
  if (change.kind === "fact_notice_withdrawal") return change.notice;
  return change.kind === "exposure_withdrawal" ? change.told : null;
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
