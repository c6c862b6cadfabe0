/** Appeals: written by a person's manager, answered by the region that caused the colour. A granted one takes the entry back and decides anew. */
import type { AccountKey, PersonKey } from "../../domain/access/keys.ts";
import { addressOf, type AppealRefusal, type Ground, mayAppeal } from "../../domain/appeal/appeal.ts";
import type { FactKind } from "../../domain/colour/facts.ts";
import { accept, refuse, type Result } from "../../domain/result.ts";
import { open, seal } from "../../token/seal.ts";
import type { Secrets } from "../../token/secrets.ts";
import { type AppealRow, AppealStore } from "./appeal-store.ts";
import type { Decisions } from "./decisions.ts";
import { FactStore } from "./fact-store.ts";
import type { PersonStore } from "./person-store.ts";
import { ownerOf } from "./person-view.ts";
import type { NotManager } from "./rpc.ts";

export interface AppealOrder {
  readonly person: PersonKey;
  readonly account: AccountKey;
  readonly id: string;
  readonly text: string;
  /** The list that the deciding row names. */
  readonly cause: FactKind | null;
  /** Whose division answers where no list caused the colour. */
  readonly region: string;
}

export type AppealAnswer =
  | { readonly decision: "grant"; readonly ground: Ground; readonly reason: string }
  | { readonly decision: "refuse"; readonly reason: string };

export interface AppealView {
  readonly id: string;
  readonly at: number;
  readonly region: string;
  readonly text: string;
  /** Null while it waits. */
  readonly answered: (AppealAnswer & { readonly at: number }) | null;
}

export interface AppealMade extends AppealView {
  readonly maskedName: string;
  readonly cause: FactKind | null;
}

export type AppealResult = Result<AppealMade, NotManager | AppealRefusal>;
export type AppealsResult = Result<readonly AppealView[], NotManager>;
type AnswerAppealResult = Result<null, { readonly code: "appeal_not_found" } | { readonly code: "appeal_no_entry" }>;

export class Appeals {
  readonly #persons: PersonStore;
  readonly #decisions: Decisions;
  readonly #store: AppealStore;
  readonly #facts: FactStore;
  readonly #secrets: () => Promise<Secrets>;

  constructor(sql: SqlStorage, persons: PersonStore, decisions: Decisions, secrets: () => Promise<Secrets>) {
    this.#persons = persons;
    this.#decisions = decisions;
    this.#store = new AppealStore(sql);
    this.#facts = new FactStore(sql);
    this.#secrets = secrets;
  }

  /** Newest first. */
  async list(person: PersonKey, account: AccountKey): Promise<AppealsResult> {
    const secrets = await this.#secrets();
    if (!this.#persons.manages(person, account)) return refuse({ code: "not_manager" });
    const views = this.#store.of(person).map((row) => openAppeal(secrets, person, row));
    return accept(await Promise.all(views));
  }

  /** The same sender's id answers with the appeal that it made. */
  async write({ person, account, id, text, cause, region }: AppealOrder, now: number): Promise<AppealResult> {
    const secrets = await this.#secrets();
    const sealed = await seal(secrets, ownerOf(person), text);
    const known = this.#persons.person(person);
    if (known === null || !this.#persons.manages(person, account)) return refuse({ code: "not_manager" });
    const earlier = this.#store.of(person);
    const repeated = earlier.find((row) => row.id === id);
    const may = repeated === undefined ? mayAppeal(earlier) : accept(null);
    if (!may.ok) return may;
    const addressed = addressOf(this.#facts.of(person), cause, region);
    const row = repeated ?? { id, at: now, ...addressed, sealed, answeredAt: null, granted: false, sealedAnswer: null };
    if (repeated === undefined) this.#store.add(person, row);
    const view = await openAppeal(secrets, person, row);
    return accept({ ...view, maskedName: known.maskedName, cause: row.entry?.kind ?? null });
  }

  /** Answers once; a granted appeal takes the entry back in the same change, and the colour is decided without it. */
  async answer(person: PersonKey, id: string, answer: AppealAnswer, now: number): Promise<AnswerAppealResult> {
    const sealed = await seal(await this.#secrets(), ownerOf(person), answer);
    const granted = answer.decision === "grant";
    const waiting = this.#waiting(person, id);
    if (waiting === null) return refuse({ code: "appeal_not_found" });
    if (granted && waiting.entry === null) return refuse({ code: "appeal_no_entry" });
    const withdrawn = granted && waiting.entry !== null ? { withdrawn: waiting.entry } : {};
    return this.#decisions.decide<AnswerAppealResult>(person, withdrawn, now, () => {
      if (this.#waiting(person, id) === null) return { decided: false, answer: refuse({ code: "appeal_not_found" }) };
      this.#store.answer(person, id, granted, sealed, now);
      if (granted && waiting.entry !== null) this.#facts.withdraw(person, waiting.entry, now);
      return { decided: granted, answer: accept(null) };
    });
  }

  #waiting(person: PersonKey, id: string): AppealRow | null {
    return this.#store.of(person).find((row) => row.id === id && row.answeredAt === null) ?? null;
  }
}

async function openAppeal(secrets: Secrets, person: PersonKey, row: AppealRow): Promise<AppealView> {
  const { id, at, region, sealed, answeredAt, sealedAnswer } = row;
  const owner = ownerOf(person);
  const text = await open<string>(secrets, owner, sealed);
  if (answeredAt === null || sealedAnswer === null) return { id, at, region, text, answered: null };
  return { id, at, region, text, answered: { ...(await open<AppealAnswer>(secrets, owner, sealedAnswer)), at: answeredAt } };
}
