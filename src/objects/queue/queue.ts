/**
 * A queue of one division whose items (appeals or reviews) wait until two officers (here: administrators with a real name) choose the same ground; an
 * appeal also leaves it when one of them refuses it. It stores sealed texts for officers; the shard of the person stores the case itself.
 */
import { DurableObject } from "cloudflare:workers";
import type { PersonKey } from "../../domain/access/keys.ts";
import { agreementOf, type Door, type LoneAppointment, type Officer } from "../../domain/officer/officer.ts";
import { accept, refuse } from "../../domain/result.ts";
import { open, seal } from "../../token/secret/seal.ts";
import { openSecrets, type Secrets } from "../../token/secret/secrets.ts";
import { sha256 } from "../../token/secret/sha256.ts";
import type { ObjectsEnv } from "../env.ts";
import { issuerOf } from "../names.ts";
import { migrate } from "../migrate.ts";
import { QueueStore, type QueueTable } from "./queue-store.ts";
import type { AgreementResult, Queued, QueueRpc, Subject } from "./rpc.ts";

const MAX_SHOWN = 200;

interface Kind {
  readonly table: QueueTable;
  readonly door: Door;
  /** From the id of an item, the owner for whom its text is sealed: another owner cannot open it. */
  readonly ownerOf: (id: string) => string;
  readonly migrations: readonly string[];
}

export abstract class FourEyesQueue<Text, Ground extends string>
  extends DurableObject<ObjectsEnv>
  implements QueueRpc<Text, Ground>
{
  readonly #store: QueueStore<Ground>;
  readonly #door: Door;
  readonly #ownerOf: Kind["ownerOf"];

  constructor(state: DurableObjectState, env: ObjectsEnv, { table, door, ownerOf, migrations }: Kind) {
    super(state, env);
    migrate(state.storage, migrations);
    this.#store = new QueueStore(state.storage.sql, table);
    this.#door = door;
    this.#ownerOf = ownerOf;
  }

  async put(named: string, person: PersonKey, dueAt: number, text: Text): Promise<void> {
    const holder = this.#store.one(named)?.person ?? person;
    const id = holder === person ? named : await ownIdOf(person, named);
    const sealed = await seal(await this.#secrets(), this.#ownerOf(id), text);
    this.#store.add({ id, named, person, dueAt, sealed });
    // During the wait an item of another person took the id.
    if (this.#store.one(id)?.person !== person) await this.put(named, person, dueAt, text);
  }

  async waiting(): Promise<readonly Queued<Text, Ground>[]> {
    const secrets = await this.#secrets();
    const views = this.#store.first(MAX_SHOWN).map(async ({ sealed, ...row }) => {
      return { ...row, text: await open<Text>(secrets, this.#ownerOf(row.id), sealed) };
    });
    return Promise.all(views);
  }

  count(now: number): { readonly waiting: number; readonly overdue: number } {
    return {
      waiting: this.#store.dueBy(Number.MAX_SAFE_INTEGER, MAX_SHOWN),
      overdue: this.#store.dueBy(now, MAX_SHOWN),
    };
  }

  subjectOf(id: string): Subject | null {
    const row = this.#store.one(id);
    return row && { person: row.person, id: row.named || row.id };
  }

  propose(id: string, officer: Officer, ground: Ground, at: number): AgreementResult {
    const row = this.#store.one(id);
    if (row === null) return refuse({ code: "not_waiting" });
    if (row.officer === null || row.officer === officer.person) {
      if (row.ground === ground) return refuse({ code: "second_officer" });
      this.#store.propose(id, officer, ground);
      return accept("proposed");
    }
    const first = { person: row.officer, maskedPhone: "", alone: JSON.parse(row.alone) as readonly LoneAppointment[] };
    const second = agreementOf(this.#door, first, officer, at);
    if (!second.ok) return second;
    if (row.ground === ground) return accept("agreed");
    this.#store.propose(id, officer, ground);
    return accept("differs");
  }

  settle(id: string): void {
    this.#store.drop(id);
  }

  #secrets(): Promise<Secrets> {
    return openSecrets(this.env.YIMA_MASTER_KEY, issuerOf(this.ctx.id));
  }
}

/** The id of an item whose own id belongs to another person's item: always the same for a person and an id, so that a repeat adds nothing. A UUID of version 8, RFC 9562 §5.8. */
async function ownIdOf(person: PersonKey, named: string): Promise<string> {
  const hex = await sha256(`${person}/${named}`);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
