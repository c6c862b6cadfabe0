/** Appeals that another issuer answers, because it told of the entry: its answers, and the setting aside of an entry while it is silent. docs/trust.md §10, decision 81. */
import type { PersonKey } from "../../../domain/access/keys.ts";
import { type AppealEffect, grantedBy } from "../../../domain/appeal/appeal.ts";
import { mayBeSetAside } from "../../../domain/appeal/sent-appeal.ts";
import { tellerOf } from "../../../domain/fact/told-list.ts";
import { type IssuerCode, NATION } from "../../../domain/issuer/issuer.ts";
import { accept, refuse } from "../../../domain/result.ts";
import { dueAt } from "../../../domain/retention.ts";
import { seal } from "../../../token/secret/seal.ts";
import type { Secrets } from "../../../token/secret/secrets.ts";
import type { Decisions } from "../colour/decisions.ts";
import type { FactStore } from "../person/fact-store.ts";
import { ownerOf } from "../person/person-view.ts";
import type { ToldStore } from "../person/told-store.ts";
import type { AppealStore } from "./appeal-store.ts";
import type { PeerAnswer, PeerAnswerResult, SetAsideResult } from "./rpc.ts";
import type { SentAppealStore, SentRow } from "./sent-store.ts";

interface Stores {
  readonly decisions: Decisions;
  readonly appeals: AppealStore;
  readonly sent: SentAppealStore;
  readonly facts: FactStore;
  readonly told: ToldStore;
}

export class SentAppeals {
  readonly #stores: Stores;
  readonly #secrets: () => Promise<Secrets>;
  readonly #wake: (at: number) => void;

  /** @param wake arms the object's alarm for a time, ms */
  constructor(stores: Stores, secrets: () => Promise<Secrets>, wake: (at: number) => void) {
    this.#stores = stores;
    this.#secrets = secrets;
    this.#wake = wake;
  }

  /** Takes the answer of the teller, or of the nation. The first one counts. */
  async answer({ person, item, from, answer }: PeerAnswer, now: number): Promise<PeerAnswerResult> {
    const sealed = await seal(await this.#secrets(), ownerOf(person), answer);
    const { decisions, appeals, sent, facts, told } = this.#stores;
    const row = this.#sentTo(person, item, from);
    const appeal = row && appeals.one(person, row.appeal);
    if (row === null || appeal?.entry == null) return refuse({ code: "appeal_not_found" });
    if (row.isClosed) return accept("known");
    const change = answer.decision === "grant" ? grantedBy(appeal, answer.ground) : accept(null);
    if (!change.ok) return change;
    const { entry } = appeal;
    const isAnothers = () => facts.state(person, entry) === "stands" && tellerOf(facts.listOf(person, entry)) !== row.teller;
    const restored = answer.decision === "refuse" && row.asideAt !== null ? facts.one(person, entry) : null;
    this.#wake(dueAt("appeal", now));
    return decisions.decide<PeerAnswerResult>(person, restored === null ? (change.value ?? {}) : { fact: restored }, now, () => {
      if (sent.one(item)?.isClosed !== false) return { decided: false, answer: accept("known") };
      if (change.value !== null && "withdrawn" in change.value && isAnothers())
        return { decided: false, answer: refuse({ code: "fact_of_another" }) };
      if (!applyEffect(facts, person, change.value, now)) return { decided: false, answer: refuse({ code: "too_many_facts" }) };
      if (restored !== null) told.setAside(person, entry, false);
      appeals.answer(person, row.appeal, answer.decision === "grant", sealed, now);
      sent.change(item, { closedBy: from });
      return { decided: answer.decision === "grant" || restored !== null, answer: accept("taken") };
    });
  }

  /** Sets the entry aside until the source answers. A repeat changes nothing. Refused before the 48 hours are over. */
  async setAside(person: PersonKey, item: string, now: number): Promise<SetAsideResult> {
    const { decisions, appeals, sent, told } = this.#stores;
    const entry = appeals.one(person, sent.one(item)?.appeal ?? "")?.entry ?? null;
    if (entry === null) return refuse({ code: "appeal_not_found" });
    return decisions.decide<SetAsideResult>(person, { withdrawn: entry }, now, () => {
      const row = sent.one(item);
      if (row?.person !== person || row.isClosed) return { decided: false, answer: refuse({ code: "appeal_not_found" }) };
      if (row.asideAt !== null) return { decided: false, answer: accept(null) };
      if (!mayBeSetAside(row, now)) return { decided: false, answer: refuse({ code: "appeal_not_found" }) };
      told.setAside(person, entry, true);
      sent.change(item, { asideAt: now });
      return { decided: true, answer: accept(null) };
    });
  }

  #sentTo(person: PersonKey, item: string, from: IssuerCode): SentRow | null {
    const row = this.#stores.sent.one(item);
    return row?.person === person && (from === row.teller || from === NATION) ? row : null;
  }
}

/** Enters or withdraws the fact of a granted appeal. @returns false if the person has MAX_FACTS entries, so that none can be added */
export function applyEffect(facts: FactStore, person: PersonKey, change: AppealEffect | null, now: number): boolean {
  if (change === null) return true;
  if ("fact" in change) return facts.put(person, change.fact, now) !== "too_many_facts";
  facts.withdraw(person, change.withdrawn, now);
  return true;
}
