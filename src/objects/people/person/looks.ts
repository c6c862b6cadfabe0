/** Looks at persons: none is shown anything before it stands where the person sees it. */
import type { AccountKey, PersonKey } from "../../../domain/access/keys.ts";
import { isWithin } from "../../../domain/division/division.ts";
import { dueAt, overUntil } from "../../../domain/retention.ts";
import { accept, refuse } from "../../../domain/result.ts";
import { shownTo } from "../../../domain/look/track.ts";
import type { Look, LookChain } from "../../chain/look-chain.ts";
import type { ColourStore } from "../colour/colour-store.ts";
import type { Declarations } from "./history.ts";
import { pastDecisions } from "../colour/past-decisions.ts";
import type { PersonStore } from "./person-store.ts";
import { MAX_TRACK_PASSES, type TrackStore } from "./track-store.ts";
import type { LooksResult, TrackAsked, TrackResult } from "./rpc.ts";
import type { DecisionsResult, OwnDecisionsResult } from "../colour/rpc.ts";

interface Seen {
  readonly persons: PersonStore;
  readonly history: Declarations;
  readonly tracks: TrackStore;
  readonly colours: ColourStore;
  readonly chain: LookChain;
}

export class Looks {
  readonly #seen: Seen;
  readonly #wake: (at: number) => void;

  /** @param wake is told when a look leaves, ms */
  constructor(seen: Seen, wake: (at: number) => void) {
    this.#seen = seen;
    this.#wake = wake;
  }

  /** Writes the look, then answers with what that division may see. Who is refused has seen nothing, and nothing is written. */
  async track({ person, division, office, actor, purpose }: TrackAsked, now: number): Promise<TrackResult> {
    const { persons, history, tracks } = this.#seen;
    const row = persons.person(person);
    if (row === null) return refuse({ code: "person_not_here" });
    const passes = tracks.track(person, now);
    const shown = shownTo(division, history.latest(person)?.community ?? null, passes);
    if (!shown.ok) return shown;
    await this.#write({ at: now, office, subject: person, purpose, extent: shown.value.extent, detail: actor });
    return accept({ ...shown.value, maskedName: row.maskedName, complete: passes.length < MAX_TRACK_PASSES });
  }

  /** Writes a look at something that the person sent; null, and nothing written, where nobody is known. @returns the masked name */
  async note(person: PersonKey, look: Omit<Look, "subject">): Promise<string | null> {
    const row = this.#seen.persons.person(person);
    if (row === null) return null;
    await this.#write({ ...look, subject: person });
    return row.maskedName;
  }

  /** The same with the decisions of their colour, to a division where they live: who only passed there is none of its business. */
  async decisions({ person, division, office, actor, purpose }: TrackAsked, now: number): Promise<DecisionsResult> {
    const { persons, history, colours } = this.#seen;
    const row = persons.person(person);
    const home = history.latest(person)?.community;
    if (row === null || home === undefined || !isWithin(home, division)) return refuse({ code: "person_not_resident" });
    const past = await pastDecisions(colours, person, 0);
    await this.#write({ at: now, office, subject: person, purpose, extent: "decisions", detail: actor });
    return accept({ ...past, maskedName: row.maskedName });
  }

  /** What a present manager sees of them without a look: nothing of before a manager who is gone. */
  async ownDecisions(person: PersonKey, account: AccountKey): Promise<OwnDecisionsResult> {
    const { persons, colours } = this.#seen;
    const past = await pastDecisions(colours, person, persons.person(person)?.hiddenUntil ?? 0);
    return persons.manages(person, account) ? accept(past) : refuse({ code: "not_manager" });
  }

  /** Newest first, below the number `before`. */
  async page(person: PersonKey, account: AccountKey, before: number, limit: number, now: number): Promise<LooksResult> {
    const { persons, chain } = this.#seen;
    if (!persons.manages(person, account)) return refuse({ code: "not_manager" });
    const hidden = persons.looksHiddenUntil(person);
    const rows = await chain.pageOf(person, overUntil("look", now), before, limit);
    const shown = rows.filter(({ seq }) => seq > hidden);
    return accept(shown.map(({ seq, at, office, purpose, extent, intact }) => ({ seq, at, office, purpose, extent, intact })));
  }

  /** Who comes to manage the person after this sees no look of until now. */
  hide(person: PersonKey): void {
    const { persons, chain } = this.#seen;
    persons.hideLooksUntil(person, chain.newest());
  }

  async #write(look: Look): Promise<void> {
    await this.#seen.chain.append(look);
    this.#wake(dueAt("look", look.at));
  }
}
