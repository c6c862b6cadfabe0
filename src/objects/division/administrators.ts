/** Appoints, replaces and removes the administrators of one division, each act with its row in the chain. The caller has checked the actor's right. */
import type { AccountKey, Actor, PersonKey } from "../../domain/access/keys.ts";
import type { LoneAppointment } from "../../domain/officer/officer.ts";
import { accept, refuse, type Result } from "../../domain/result.ts";
import { open, seal } from "../../token/secret/seal.ts";
import type { Secrets } from "../../token/secret/secrets.ts";
import type { AdministratorRow, AdministratorStore } from "./administrator-store.ts";
import type { PasskeyAct } from "./appointment-rpc.ts";
import type { AppointmentChain, RecordedChange } from "./appointment-chain.ts";
import type { AdministratorView, Office, RemoveAdministratorResult, ReplaceAdministratorResult } from "./rpc.ts";
import type { NewAdministrator } from "./appointment-rpc.ts";

type NotFound = { readonly code: "administrator_not_found" };
export type AppointmentNotFound = NotFound | { readonly code: "same_administrator" };

export class Administrators {
  readonly #store: AdministratorStore;
  readonly #chain: AppointmentChain;
  readonly #secrets: () => Promise<Secrets>;

  constructor(store: AdministratorStore, chain: AppointmentChain, secrets: () => Promise<Secrets>) {
    this.#store = store;
    this.#chain = chain;
    this.#secrets = secrets;
  }

  async views(): Promise<readonly AdministratorView[]> {
    const secrets = await this.#secrets();
    return Promise.all(
      this.#store.all().map(async ({ account, person, id, maskedName, since, sealedPhone }) => ({
        id,
        account,
        person,
        maskedName,
        since,
        phone: await open<string>(secrets, ownerOf(account), sealedPhone),
      })),
    );
  }

  /** The appointments of these accounts that one person made alone. */
  alone(accounts: readonly AccountKey[]): readonly LoneAppointment[] {
    const rows = accounts.flatMap((account) => this.#store.one(account) ?? []);
    return rows.flatMap(({ aloneBy, since }) => (aloneBy === null ? [] : [{ by: aloneBy, at: since }]));
  }

  async appoint(administrator: NewAdministrator, by: Office, now: number): Promise<AdministratorView> {
    const row = await this.rowOf(administrator, now, by.aloneBy);
    await this.#chain.act(() => accept({ ...appointment(this.#store, row, by), value: null }));
    return this.#viewOf(administrator, now);
  }

  remove(id: string, by: Office, now: number, keepsOne: boolean): Promise<RemoveAdministratorResult> {
    return this.#chain.act<AccountKey, NotFound | { readonly code: "last_administrator" }>(() => {
      const all = this.#store.all();
      const leaving = all.find((row) => row.id === id);
      if (leaving === undefined) return refuse({ code: "administrator_not_found" });
      if (keepsOne && all.length === 1) return refuse({ code: "last_administrator" });
      return accept({ ...removal(this.#store, leaving, by, now), value: leaving.account });
    });
  }

  /** Records an act about the passkeys of an administrator. */
  async notePasskey(id: string, act: PasskeyAct, by: Office, now: number): Promise<void> {
    await this.#chain.act(() => {
      const row = this.#store.all().find((one) => one.id === id);
      const rows = row === undefined ? [] : [{ at: now, act, account: row.account, maskedName: row.maskedName, ...by }];
      return accept({ rows, save: () => undefined, value: null });
    });
  }

  async replace(id: string, administrator: NewAdministrator, by: Office, now: number): Promise<ReplaceAdministratorResult> {
    const row = await this.rowOf(administrator, now, by.aloneBy);
    const replaced = await this.#chain.act<AccountKey | null, AppointmentNotFound>(() => {
      const change = this.change(row, by, id, now);
      return change.ok ? accept({ ...change.value, value: change.value.leaving }) : change;
    });
    if (!replaced.ok) return replaced;
    return accept({ administrator: this.#viewOf(administrator, now), leaving: replaced.value ?? administrator.account });
  }

  /** The change that appoints an administrator, and removes another one. @param replaces the id of the other one; null: nobody is removed */
  change(
    row: AdministratorRow,
    by: Office,
    replaces: string | null,
    now: number,
  ): Result<RecordedChange & { readonly leaving: AccountKey | null }, AppointmentNotFound> {
    const coming = appointment(this.#store, { ...row, since: now }, by);
    if (replaces === null) return accept({ ...coming, leaving: null });
    const leaving = this.#store.all().find((one) => one.id === replaces);
    if (leaving === undefined) return refuse({ code: "administrator_not_found" });
    if (leaving.account === row.account) return refuse({ code: "same_administrator" });
    const going = removal(this.#store, leaving, by, now);
    const save = () => {
      coming.save();
      going.save();
    };
    return accept({ rows: [...coming.rows, ...going.rows], save, leaving: leaving.account });
  }

  async phoneOf({ account, sealedPhone }: Pick<AdministratorRow, "account" | "sealedPhone">): Promise<string> {
    return open<string>(await this.#secrets(), ownerOf(account), sealedPhone);
  }

  /** The row of a new administrator, with a sealed phone number. @param aloneBy the person who appoints them alone; null: two do */
  async rowOf(
    { account, person, id, phone, maskedName }: NewAdministrator,
    now: number,
    aloneBy: PersonKey | null = null,
  ): Promise<AdministratorRow> {
    return {
      account,
      person,
      id,
      sealedPhone: await seal(await this.#secrets(), ownerOf(account), phone),
      maskedName,
      since: now,
      aloneBy,
    };
  }

  #viewOf({ account, person, id, phone, maskedName }: NewAdministrator, now: number): AdministratorView {
    const row = this.#store.one(account);
    return { id: row?.id ?? id, account, person, phone, maskedName, since: row?.since ?? now };
  }
}

/** Whether the actor is an administrator: the appointed account, bound to the appointed person if one was appointed. Source: decision 3. */
export function isInCharge(store: AdministratorStore, { account, person }: Pick<Actor, "account" | "person">): boolean {
  const row = store.one(account);
  return row !== null && (row.person === null || row.person === person);
}

/** The change that appoints an administrator; empty for a person who is one already. The same account with another person is a new administrator. */
function appointment(store: AdministratorStore, row: AdministratorRow, by: Office): RecordedChange {
  const { account, maskedName, since } = row;
  if (isInCharge(store, row)) return { rows: [], save: () => undefined };
  const record = { at: since, act: "appointed" as const, account, maskedName, ...by };
  return { rows: [record], save: () => store.add(row) };
}

function removal(store: AdministratorStore, { account, maskedName }: AdministratorRow, by: Office, now: number): RecordedChange {
  const record = { at: now, act: "removed" as const, account, maskedName, ...by };
  return { rows: [record], save: () => store.remove(account) };
}

function ownerOf(account: AccountKey): string {
  return `administrator/${account}`;
}
