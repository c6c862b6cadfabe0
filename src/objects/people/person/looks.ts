/** Looks of administrators at a person's data: each one is recorded, where the person sees it, before the data are returned. */
import type { AccountKey, PersonKey } from "../../../domain/access/keys.ts";
import { strongestProof } from "../../../domain/custody/custody.ts";
import { isWithin } from "../../../domain/division/division.ts";
import type { Proof } from "../../../domain/identity/proof.ts";
import { dueAt, overUntil } from "../../../domain/retention.ts";
import { accept, refuse } from "../../../domain/result.ts";
import { visibleTo } from "../../../domain/look/track.ts";
import type { LookChain } from "../../chain/look-chain.ts";
import type { Look } from "../../chain/look.ts";
import type { ColourStore } from "../colour/colour-store.ts";
import type { Custodies } from "../custody/custodies.ts";
import type { Declarations } from "./history.ts";
import { pastDecisions } from "../colour/past-decisions.ts";
import type { PersonStore } from "./person-store.ts";
import { MAX_TRACK_PASSES, type TrackStore } from "./track-store.ts";
import type { LooksResult, TrackQuery, TrackResult } from "./rpc.ts";
import type { DecisionsResult, OwnDecisionsResult } from "../colour/rpc.ts";

interface Stores {
  readonly persons: PersonStore;
  readonly custodies: Custodies;
  readonly history: Declarations;
  readonly tracks: TrackStore;
  readonly colours: ColourStore;
  readonly chain: LookChain;
}

export class Looks {
  readonly #stores: Stores;
  readonly #wake: (at: number) => void;

  /** @param wake arms the object's alarm for the time at which a look is to be removed, ms */
  constructor(stores: Stores, wake: (at: number) => void) {
    this.#stores = stores;
    this.#wake = wake;
  }

  /** Records the look, then answers with the part of the track that the division may see. A refusal records nothing. */
  async track({ person, division, office, actor, purpose }: TrackQuery, now: number): Promise<TrackResult> {
    const { persons, history, tracks } = this.#stores;
    const row = persons.person(person);
    if (row === null) return refuse({ code: "person_not_here" });
    const passes = tracks.track(person, now);
    const view = visibleTo(division, history.latest(person)?.community ?? null, passes);
    if (!view.ok) return view;
    await this.#write({ at: now, office, subject: person, purpose, extent: view.value.extent, detail: actor });
    return accept({
      ...view.value,
      maskedName: row.maskedName,
      proof: this.#proofOf(person, now),
      complete: passes.length < MAX_TRACK_PASSES,
    });
  }

  /** Records a look at a file that the person sent. @returns the masked name; null, without a record, for an unknown person */
  async note(person: PersonKey, look: Omit<Look, "subject">): Promise<string | null> {
    const row = this.#stores.persons.person(person);
    if (row === null) return null;
    await this.#write({ ...look, subject: person });
    return row.maskedName;
  }

  /** Records the look, then answers with the decisions. Only a division where the person lives may see them, not one where they only passed. */
  async decisions({ person, division, office, actor, purpose }: TrackQuery, now: number): Promise<DecisionsResult> {
    const { persons, history, colours } = this.#stores;
    const row = persons.person(person);
    const home = history.latest(person)?.community;
    if (row === null || home === undefined || !isWithin(home, division)) return refuse({ code: "person_not_resident" });
    const past = await pastDecisions(colours, person, 0);
    await this.#write({ at: now, office, subject: person, purpose, extent: "decisions", detail: actor });
    return accept({ ...past, maskedName: row.maskedName, proof: this.#proofOf(person, now) });
  }

  /** The decisions for a manager of the person: no look is recorded, and decisions on declarations under former managers are left out. */
  async ownDecisions(person: PersonKey, account: AccountKey): Promise<OwnDecisionsResult> {
    const { persons, colours } = this.#stores;
    const past = await pastDecisions(colours, person, persons.person(person)?.hiddenUntil ?? 0);
    return persons.manages(person, account) ? accept(past) : refuse({ code: "not_manager" });
  }

  /** At most `limit` looks with numbers below `before`, newest first, for a manager of the person. Looks under former managers are left out. */
  async page(person: PersonKey, account: AccountKey, before: number, limit: number, now: number): Promise<LooksResult> {
    const { persons, chain } = this.#stores;
    if (!persons.manages(person, account)) return refuse({ code: "not_manager" });
    const hidden = persons.looksHiddenUntil(person);
    const rows = await chain.pageOf(person, overUntil("look", now), before, limit);
    const view = rows.filter(({ seq }) => seq > hidden);
    return accept(view.map(({ seq, at, office, purpose, extent, intact }) => ({ seq, at, office, purpose, extent, intact })));
  }

  /** Hides all looks so far from later managers. */
  hide(person: PersonKey): void {
    const { persons, chain } = this.#stores;
    persons.hideLooksUntil(person, chain.newest());
  }

  #proofOf(person: PersonKey, now: number): Proof {
    const custody = this.#stores.custodies.of(person, now);
    return custody === null ? "none" : strongestProof(custody);
  }

  async #write(look: Look): Promise<void> {
    await this.#stores.chain.append(look);
    this.#wake(dueAt("look", look.at));
  }
}
