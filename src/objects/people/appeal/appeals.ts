/**
 * Appeals: written by a person's manager, answered by the region whose entry caused the colour, or by the issuer's own; sent-appeals.ts has those that another
 * issuer answers. A granted appeal changes the facts and decides the colour again.
 */
import type { AccountKey, PersonKey } from "../../../domain/access/keys.ts";
import { addressOf, grantedBy, mayAppeal } from "../../../domain/appeal/appeal.ts";
import { filesNamed } from "../../../domain/appeal/file.ts";
import { tellerOf } from "../../../domain/fact/told-list.ts";
import { dueAt } from "../../../domain/retention.ts";
import { accept, refuse } from "../../../domain/result.ts";
import { open, seal } from "../../../token/secret/seal.ts";
import type { Secrets } from "../../../token/secret/secrets.ts";
import type { AppealFileStore } from "./file-store.ts";
import { viewOf } from "./files.ts";
import type { AppealRow, AppealStore } from "./appeal-store.ts";
import type { Decisions } from "../colour/decisions.ts";
import type { QueuedText } from "../../queue/rpc.ts";
import type { FactStore } from "../person/fact-store.ts";
import type { ToldStore } from "../person/told-store.ts";
import { applyEffect } from "./sent-appeals.ts";
import type { SentAppealStore, SentRow } from "./sent-store.ts";
import type { PersonStore } from "../person/person-store.ts";
import { ownerOf } from "../person/person-view.ts";
import type { ColourNow } from "../colour/rpc.ts";
import type { AnswerAppealResult, AppealAnswer, AppealOrder, AppealResult, AppealsResult, AppealView } from "./rpc.ts";

interface Stores {
  readonly persons: PersonStore;
  readonly decisions: Decisions;
  readonly appeals: AppealStore;
  readonly files: AppealFileStore;
  readonly facts: FactStore;
  readonly told: ToldStore;
  readonly sent: SentAppealStore;
}

export class Appeals {
  readonly #stores: Stores;
  readonly #secrets: () => Promise<Secrets>;
  readonly #wake: (at: number) => void;

  /** @param wake arms the object's alarm for a time, ms */
  constructor(stores: Stores, secrets: () => Promise<Secrets>, wake: (at: number) => void) {
    this.#stores = stores;
    this.#secrets = secrets;
    this.#wake = wake;
  }

  /** The appeals that are not hidden, for a manager of the person, newest first. */
  async list(person: PersonKey, account: AccountKey): Promise<AppealsResult> {
    const secrets = await this.#secrets();
    const { persons, appeals } = this.#stores;
    if (!persons.manages(person, account)) return refuse({ code: "not_manager" });
    const rows = appeals.of(person).filter(({ hidden }) => !hidden);
    return accept(await Promise.all(rows.map((row) => this.#view(secrets, person, row))));
  }

  /** The state of the person's newest appeal that is not hidden; null if there is none. */
  latest(person: PersonKey): ColourNow["appeal"] {
    const row = this.#stores.appeals.of(person).find(({ hidden }) => !hidden);
    return row === undefined ? null : { at: row.at, answeredAt: row.answeredAt, granted: row.granted };
  }

  /** Hides all appeals written so far from later managers. */
  hide(person: PersonKey): void {
    this.#stores.appeals.hide(person);
  }

  /** Writes an appeal with its files. A repeat with the same id adds nothing and gets the stored appeal. */
  async write(order: AppealOrder, now: number): Promise<AppealResult> {
    const { person, account, id } = order;
    const secrets = await this.#secrets();
    const { persons, appeals, files } = this.#stores;
    const maskedName = persons.person(person)?.maskedName ?? null;
    if (maskedName === null || !persons.manages(person, account)) return refuse({ code: "not_manager" });
    const { text, shown, cause } = order;
    const named = files.of(person, id).filter((file) => order.files.includes(file.id));
    const words = { at: now, maskedName, ...shown, cause, text, files: named.map(viewOf) } satisfies QueuedText;
    const [sealed, sealedWords] = await Promise.all([text, words].map((one) => seal(secrets, ownerOf(person), one)));
    if (sealed === undefined || sealedWords === undefined) throw new Error("two texts are sealed");
    if (appeals.one(person, id) === null) {
      const may = this.#add(order, { sealed, sealedWords }, now);
      if (!may.ok) return may;
    }
    const row = appeals.one(person, id);
    if (row === null) throw new Error("the appeal that was just written is missing");
    const view = await this.#view(secrets, person, row);
    return accept({ ...view, maskedName, cause: row.entry?.kind ?? null });
  }

  /** Adds the appeal and binds the files that it names. Refused while another appeal waits, above the limit of appeals, or if a named file is missing. */
  #add(
    { person, id, files: ids, cause, region }: AppealOrder,
    { sealed, sealedWords }: { readonly sealed: string; readonly sealedWords: string },
    now: number,
  ) {
    const { appeals, files, facts, told, sent } = this.#stores;
    const may = mayAppeal(appeals.of(person).filter(({ hidden }) => !hidden));
    if (!may.ok) return may;
    const checked = filesNamed(ids, files.of(person, id), now);
    if (!checked.ok) return checked;
    const entries = facts.of(person).map((fact) => ({ ...fact, teller: tellerOf(facts.listOf(person, fact)) }));
    const { teller, ...address } = addressOf(entries, cause, region);
    appeals.add(person, { id, at: now, ...address, sealed });
    files.bind(person, id, ids);
    if (teller === null || address.entry === null) return accept(null);
    const item = crypto.randomUUID();
    const fact = told.itemOf(person, address.entry);
    sent.add({ item, person, appeal: id, teller, fact, at: now, sealed: sealedWords });
    this.#wake(now);
    return accept(null);
  }

  /** Answers an appeal that waits for an answer of this issuer. A granted appeal changes the facts and decides the colour from them in the same transaction. */
  async answer(person: PersonKey, id: string, answer: AppealAnswer, now: number): Promise<AnswerAppealResult> {
    const sealed = await seal(await this.#secrets(), ownerOf(person), answer);
    const granted = answer.decision === "grant";
    // The officers of this issuer can only set its entry aside.
    if (this.#stores.sent.one(id) !== null) return refuse({ code: "ground_does_not_fit" });
    const waiting = this.#waiting(person, id);
    if (waiting === null) return refuse({ code: "appeal_not_found" });
    const change = answer.decision === "grant" ? grantedBy(waiting, answer.ground) : accept(null);
    if (!change.ok) return change;
    const { decisions, appeals, facts } = this.#stores;
    this.#wake(dueAt("appeal", now));
    return decisions.decide<AnswerAppealResult>(person, change.value ?? {}, now, () => {
      if (this.#waiting(person, id) === null) return { decided: false, answer: refuse({ code: "appeal_not_found" }) };
      if (!applyEffect(facts, person, change.value, now)) return { decided: false, answer: refuse({ code: "too_many_facts" }) };
      appeals.answer(person, id, granted, sealed, now);
      return { decided: granted, answer: accept(null) };
    });
  }

  #waiting(person: PersonKey, id: string): AppealRow | null {
    const { appeals, sent } = this.#stores;
    const row = appeals.one(person, id);
    return row?.answeredAt === null && sent.of(person, id) === null ? row : null;
  }

  async #view(secrets: Secrets, person: PersonKey, row: AppealRow): Promise<AppealView> {
    const { id, at, region, sealed, answeredAt, sealedAnswer } = row;
    const files = this.#stores.files.of(person, id).filter(({ bound }) => bound);
    const owner = ownerOf(person);
    const sent = sentView(this.#stores.sent.of(person, id));
    const opened = { id, at, region, sent, text: await open<string>(secrets, owner, sealed), files: files.map(viewOf) };
    if (answeredAt === null || sealedAnswer === null) return { ...opened, answered: null };
    return { ...opened, answered: { ...(await open<AppealAnswer>(secrets, owner, sealedAnswer)), at: answeredAt } };
  }
}

/** What the person sees of an appeal that another issuer answers. */
function sentView(row: SentRow | null): AppealView["sent"] {
  if (row === null) return null;
  const { teller, receivedAt, nationAt, asideAt, isQueued, closedBy } = row;
  return { teller, receivedAt, nationAt, asideAt, isAtHome: isQueued, answeredBy: closedBy };
}
