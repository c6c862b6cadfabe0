/** One division of any level: who is in charge of it. The truth about an administrator's right, asked at the time of each act. */
import { DurableObject } from "cloudflare:workers";
import type { AccountKey } from "../../domain/access/keys.ts";
import { toHex } from "../../domain/hex.ts";
import { accept, refuse } from "../../domain/result.ts";
import { open, seal } from "../../token/seal.ts";
import { type Secrets, openSecrets } from "../../token/secrets.ts";
import { type ObjectsEnv, issuerOf } from "../env.ts";
import { migrate } from "../migrate.ts";
import { AdministratorStore, type AppointmentRow } from "./administrator-store.ts";
import { migrations } from "./migrations.ts";
import type { AdministratorView, AppointmentView, NewAdministrator, Office, RemoveAdministratorResult } from "./rpc.ts";

const LATEST_APPOINTMENTS = 100;

export class Division extends DurableObject<ObjectsEnv> {
  readonly #administrators: AdministratorStore;

  constructor(state: DurableObjectState, env: ObjectsEnv) {
    super(state, env);
    migrate(state.storage, migrations);
    this.#administrators = new AdministratorStore(state.storage.sql);
  }

  isAdministrator(account: AccountKey): boolean {
    return this.#administrators.one(account) !== null;
  }

  /** Appoints an administrator; one who is in charge already is answered as they are, and nothing is recorded twice. */
  async appoint(administrator: NewAdministrator, by: Office, now: number): Promise<AdministratorView> {
    const { account, id, phone, maskedName } = administrator;
    const sealedPhone = await seal(await this.#secrets(), ownerOf(account), phone);
    await this.#record({ at: now, act: "appointed", account, maskedName, ...by }, () => {
      if (this.#administrators.one(account) !== null) return false;
      this.#administrators.add({ account, id, sealedPhone, maskedName, since: now });
      return true;
    });
    const row = this.#administrators.one(account);
    return { id: row?.id ?? id, phone, maskedName, since: row?.since ?? now };
  }

  async administrators(): Promise<readonly AdministratorView[]> {
    const secrets = await this.#secrets();
    return Promise.all(
      this.#administrators.all().map(async ({ account, id, maskedName, since, sealedPhone }) => ({
        id,
        maskedName,
        since,
        phone: await open<string>(secrets, ownerOf(account), sealedPhone),
      })),
    );
  }

  /** Lets an administrator go, at once effective; answers with the account from which the grant has to be withdrawn. */
  async remove(id: string, by: Office, now: number): Promise<RemoveAdministratorResult> {
    const leaving = this.#administrators.all().find((row) => row.id === id);
    if (leaving === undefined) return refuse({ code: "administrator_not_found" });
    const { account, maskedName } = leaving;
    await this.#record({ at: now, act: "removed", account, maskedName, ...by }, () => this.#administrators.remove(account));
    return accept(account);
  }

  /** The newest appointments and removals. */
  appointments(): readonly AppointmentView[] {
    return this.#administrators.appointments(LATEST_APPOINTMENTS);
  }

  /** Acts and appends to the chain in one step: each hash covers its row and the hash before it. Hashing takes time, so the head is asked again. */
  async #record(row: Omit<AppointmentRow, "hash">, act: () => boolean): Promise<void> {
    const head = this.#administrators.head();
    const text = new TextEncoder().encode(
      JSON.stringify([head, row.at, row.act, row.account, row.office, row.actor, row.reason]),
    );
    const hash = toHex(new Uint8Array(await crypto.subtle.digest("SHA-256", text)));
    if (this.#administrators.head() !== head) return this.#record(row, act);
    this.ctx.storage.transactionSync(() => {
      if (act()) this.#administrators.append({ ...row, hash });
    });
  }

  #secrets(): Promise<Secrets> {
    return openSecrets(this.env.YIMA_MASTER_KEY, issuerOf(this.ctx.id));
  }
}

function ownerOf(account: AccountKey): string {
  return `administrator/${account}`;
}
