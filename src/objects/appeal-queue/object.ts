/** Appeals that wait for one division's answer. The truth about each is with its person; here is what its officers read, sealed, and who would grant it. */
import { DurableObject } from "cloudflare:workers";
import type { PersonKey } from "../../domain/access/keys.ts";
import type { Ground } from "../../domain/appeal/appeal.ts";
import { accept, refuse, type Result } from "../../domain/result.ts";
import { open, seal } from "../../token/seal.ts";
import { openSecrets, type Secrets } from "../../token/secrets.ts";
import { issuerOf, type ObjectsEnv } from "../env.ts";
import { migrate } from "../migrate.ts";
import { migrations } from "./migrations.ts";
import { QueueStore } from "./queue-store.ts";
import type { Proposal, QueuedAppeal, QueuedText } from "./rpc.ts";

const MAX_SHOWN = 200;

export class AppealQueue extends DurableObject<ObjectsEnv> {
  readonly #store: QueueStore;

  constructor(state: DurableObjectState, env: ObjectsEnv) {
    super(state, env);
    migrate(state.storage, migrations);
    this.#store = new QueueStore(state.storage.sql);
  }

  /** Takes one in; the same again is the same. */
  async put(id: string, person: PersonKey, dueAt: number, text: QueuedText): Promise<void> {
    const sealed = await seal(await this.#secrets(), ownerOf(id), text);
    this.#store.add({ id, person, dueAt, sealed, officer: null, ground: null });
  }

  /** What waits, first what is due first. */
  async waiting(): Promise<readonly QueuedAppeal[]> {
    const secrets = await this.#secrets();
    const views = this.#store.first(MAX_SHOWN).map(async ({ id, dueAt, sealed, officer, ground }) => {
      // What was put here before there were files says nothing of them.
      const text = await open<Omit<QueuedText, "files"> & Partial<QueuedText>>(secrets, ownerOf(id), sealed);
      return { id, dueAt, officer, ground, ...text, files: text.files ?? [] };
    });
    return Promise.all(views);
  }

  /** Whose it is; null where it does not wait here. */
  personOf(id: string): PersonKey | null {
    return this.#store.one(id)?.person ?? null;
  }

  /** Four eyes: the first officer proposes, another one decides on the same ground. Refuses the first officer's own second word. */
  propose(
    id: string,
    officer: string,
    ground: Ground,
  ): Result<Proposal, { readonly code: "appeal_not_found" } | { readonly code: "second_officer" }> {
    const row = this.#store.one(id);
    if (row === null) return refuse({ code: "appeal_not_found" });
    if (row.officer === officer) return refuse({ code: "second_officer" });
    if (row.officer !== null && row.ground === ground) return accept("agreed");
    this.#store.propose(id, officer, ground);
    return accept("proposed");
  }

  /** It is answered: it waits no longer. */
  settle(id: string): void {
    this.#store.drop(id);
  }

  #secrets(): Promise<Secrets> {
    return openSecrets(this.env.YIMA_MASTER_KEY, issuerOf(this.ctx.id));
  }
}

function ownerOf(id: string): string {
  return `appeal/${id}`;
}
