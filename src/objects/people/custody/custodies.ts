/** Changes the custody of a shard's persons, with all consequences of a change: codes are revoked, data of former managers are hidden, and accounts get their new proof. */
import type { AccountKey, PersonKey } from "../../../domain/access/keys.ts";
import {
  answerClaim,
  answerManager,
  denyChange,
  endEarlier,
  leave,
  restWith,
  sawDocument,
  settle,
} from "../../../domain/custody/acts.ts";
import { claimOn, type Claimed, type ClaimOn, proved, type Word } from "../../../domain/custody/claim.ts";
import {
  type Custody,
  flagsFor,
  holderOf,
  type Login,
  isContradicted,
  mayDeclare,
  type MayNotShow,
  mayShow,
  nextEnd,
  NOBODY,
  presentCustody,
  proofFor,
} from "../../../domain/custody/custody.ts";
import type { Proof } from "../../../domain/identity/proof.ts";
import type { CodeFlag } from "../../../domain/code/flags.ts";
import { accept, refuse, type Result } from "../../../domain/result.ts";
import type { CustodyStore } from "./custody-store.ts";
import { type Followers, hasOtherProof, hasOutdatedCodes, Hearsay, managerIdOf, type SealedIdentity } from "./followers.ts";
import type { FormerPhones } from "./former-phones.ts";

type NotManager = { readonly code: "not_manager" };

/** Each method is synchronous: the caller runs it in a transaction, and decides by the present rows. */
export class Custodies {
  readonly #store: CustodyStore;
  readonly #phones: FormerPhones;
  readonly #followers: () => Followers;
  readonly #wake: (at: number) => void;
  readonly hearsay = new Hearsay();

  /** @param followers the services that a change of custody concerns; a function, because they are made later */
  constructor(store: CustodyStore, phones: FormerPhones, followers: () => Followers, wake: (at: number) => void) {
    this.#store = store;
    this.#phones = phones;
    this.#followers = followers;
    this.#wake = wake;
  }

  /** The custody at `now`; null for an unknown person. */
  of(person: PersonKey, now: number): Custody | null {
    const stored = this.#store.of(person);
    return stored && presentCustody(stored, now).custody;
  }

  mayDeclare(person: PersonKey, account: AccountKey, now: number): ReturnType<typeof mayDeclare> {
    return mayDeclare(this.of(person, now) ?? NOBODY, account);
  }

  /** The flags of codes on this account's phone; refuses if the account may not show a code. Reads the custody once. */
  standing(person: PersonKey, account: AccountKey, now: number): Result<readonly CodeFlag[], MayNotShow> {
    const custody = this.of(person, now) ?? NOBODY;
    const may = mayShow(custody, account);
    return may.ok ? accept(flagsFor(custody, account)) : may;
  }

  /** The proof of the person as this account has it; `none` for an unknown person. */
  proof(person: PersonKey, account: AccountKey, now: number): Proof {
    return proofFor(this.of(person, now) ?? NOBODY, account);
  }

  /** The former accounts of the person that this account has replaced. */
  formerPhones(person: PersonKey, account: AccountKey, now: number): readonly AccountKey[] {
    return this.#phones.of(person, account, now);
  }

  /** Decides a claim, and stores the claimed identity where it replaces the stored one. */
  claim(person: PersonKey, claim: ClaimOn, identity: SealedIdentity, now: number) {
    const before = this.tidy(person, now);
    const claimed = claimOn(before, claim, now);
    if (claimed.ok) this.#take(person, before, claimed.value, identity, now);
    return claimed;
  }

  /** Applies the authority's answer about the stored name and the phone of this account. */
  prove(person: PersonKey, account: AccountKey | null, word: Word, now: number): Claimed | null {
    const before = this.tidy(person, now);
    if (before === null) return null;
    const claimed = proved(before, account, word, now);
    this.#take(person, before, claimed, null, now);
    return claimed;
  }

  answer(person: PersonKey, by: AccountKey, claimId: string, decision: "allow" | "deny", now: number) {
    return this.#act(person, now, (custody) => answerClaim(custody, by, claimId, decision, now));
  }

  /** @param manager the id of another manager (`managerIdOf`) */
  answerManager(person: PersonKey, by: AccountKey, manager: string, decision: "keep" | "end", now: number) {
    return this.#act(person, now, (custody) => {
      const other = custody.managers.find(({ account }) => managerIdOf(account) === manager)?.account;
      return answerManager(custody, by, other, decision);
    });
  }

  denyChange(person: PersonKey, by: AccountKey, now: number): Result<null, NotManager> {
    return this.#act(person, now, (custody) => denyChange(custody, by, now));
  }

  sawDocument(person: PersonKey, account: AccountKey, now: number): Result<null, NotManager> {
    return this.#act(person, now, (custody) => sawDocument(custody, account));
  }

  leave(person: PersonKey, account: AccountKey, now: number): void {
    this.#act(person, now, (custody) => accept(leave(custody, account)));
  }

  /** The account rests because of its own person, or no longer. */
  restWith(person: PersonKey, account: AccountKey, rests: boolean, now: number): void {
    this.#act(person, now, (custody) => accept(restWith(custody, account, rests)));
  }

  endEarlier(person: PersonKey, account: AccountKey | null, now: number): void {
    this.#act(person, now, (custody) => accept(endEarlier(custody, account)));
  }

  /** Applies the case that two administrators have decided. Answers with the accounts that lose the person. */
  settle(person: PersonKey, login: Login, identity: SealedIdentity, now: number): readonly AccountKey[] {
    const before = this.tidy(person, now);
    this.#followers().persons.namePerson(person, identity, now);
    const after = settle(before, login, now);
    this.#save(person, before, after, now);
    if (login.relation === "self") this.hearsay.note(this.#followers(), person, before, login.account);
    return (before?.managers ?? []).map(({ account }) => account).filter((account) => account !== login.account);
  }

  /** Ends the managements of a person whose time is over. Answers with the custody at `now`; null for an unknown person. */
  tidy(person: PersonKey, now: number): Custody | null {
    const stored = this.#store.of(person);
    if (stored === null) return null;
    const { custody, gone } = presentCustody(stored, now);
    if (gone.length === 0) return custody;
    const holder = holderOf(custody);
    for (const manager of gone)
      if (holder !== undefined && (manager.ending === "replaced" || isContradicted(manager)))
        this.#phones.add(person, manager.account, holder.account, now);
    this.#save(person, stored, custody, now);
    return custody;
  }

  #act<Refusal extends { readonly code: string }>(
    person: PersonKey,
    now: number,
    act: (custody: Custody) => Result<Custody, Refusal>,
  ): Result<null, Refusal | NotManager> {
    const before = this.tidy(person, now);
    if (before === null) return refuse({ code: "not_manager" });
    const after = act(before);
    if (!after.ok) return after;
    this.#save(person, before, after.value, now);
    return accept(null);
  }

  #take(person: PersonKey, before: Custody | null, claimed: Claimed, identity: SealedIdentity | null, now: number): void {
    if (claimed.renames && identity !== null) this.#followers().persons.namePerson(person, identity, now);
    // The earlier managers registered another name, so their data are not this person's.
    if (claimed.isNew && before !== null && before.managers.length > 0) this.#hide(person);
    this.#save(person, before, claimed.custody, now);
    if (claimed.replaced !== null) {
      this.#store.addUntoldChange(person, claimed.replaced);
      this.#wake(now);
    }
    const holder = holderOf(claimed.custody)?.account;
    if (holder !== undefined) this.hearsay.note(this.#followers(), person, before, holder);
  }

  #save(person: PersonKey, before: Custody | null, after: Custody, now: number): void {
    this.#store.save(person, after);
    const end = nextEnd(after);
    if (end !== null) this.#wake(end);
    const present = new Set(after.managers.map(({ account }) => account));
    const gone = (before?.managers ?? []).filter(({ account }) => !present.has(account));
    const changed = after.managers.filter(({ account }) => before !== null && hasOtherProof(before, after, account));
    for (const { account } of gone) this.#followers().checks.forget(person, account);
    for (const manager of [...gone, ...changed]) this.#store.addUntold(person, manager.account, isContradicted(manager));
    if (gone.length + changed.length > 0) this.#wake(now);
    if (gone.length > 0 || hasOutdatedCodes(before, after)) this.#followers().revocations.revokeLive(person, now);
    if (gone.length > 0 && present.size === 0) this.#hide(person);
  }

  /** Hides the present declarations, looks and appeals from later managers. */
  #hide(person: PersonKey): void {
    const { history, looks, appeals } = this.#followers();
    for (const data of [history, looks, appeals]) data.hide(person);
  }
}
