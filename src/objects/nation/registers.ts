/** Collects the officers' signatures of the next register, until enough have signed one. docs/trust.md §6. */
import { lostMembers } from "../../domain/federation/take-trust.ts";
import { MAX_AHEAD_MS, type Register, type Root } from "../../domain/federation/trust-files.ts";
import { accept, refuse, type Result } from "../../domain/result.ts";
import type { Candidate } from "../../token/federation/read-file.ts";
import { officersWho, readCandidate } from "../../token/federation/register.ts";
import { generalText } from "../../token/federation/signed-file.ts";
import type { NationStore } from "./nation-store.ts";
import type { OfferedRegister, RegisterRefusal } from "./rpc.ts";

/** `isNew`: it holds since this offer. */
interface Offered {
  readonly answer: OfferedRegister;
  readonly isNew: boolean;
}

export class Registers {
  readonly #storage: DurableObjectStorage;
  readonly #store: NationStore;
  readonly #root: () => Promise<Root>;
  readonly #onOneMachine: boolean;

  constructor(storage: DurableObjectStorage, store: NationStore, root: () => Promise<Root>, onOneMachine: boolean) {
    this.#storage = storage;
    this.#store = store;
    this.#root = root;
    this.#onOneMachine = onOneMachine;
  }

  /** Takes a register that at least one officer has signed, and keeps it until enough have. Idempotent. */
  async offer(text: string, now: number): Promise<Result<Offered, RegisterRefusal>> {
    const candidate = await readCandidate(text, this.#onOneMachine);
    if (!candidate.ok) return candidate;
    const { file: register, hash, payload } = candidate.value;
    const root = await this.#root();
    const { threshold } = root.roles.register;
    const offered = await officersWho(candidate.value, root);
    if (offered.size === 0) return refuse({ code: "file_signature_missing", file: "register" });
    const answer = { register: { seq: register.seq, hash }, threshold };
    if (this.#store.presentRegister()?.hash === hash)
      return accept({ answer: { ...answer, signed: [...offered.keys()], holds: true }, isNew: false });
    const fault = this.#faultOf(candidate.value, root, now);
    if (fault !== null) return refuse(fault);
    const before = this.#store.candidate(hash);
    const kept = before === null ? null : await readCandidate(before, this.#onOneMachine);
    const signed = new Map([...(kept?.ok === true ? await officersWho(kept.value, root) : []), ...offered]);
    const whole = generalText(payload, [...signed.values()]);
    const holds = signed.size >= threshold;
    const isLate = this.#storage.transactionSync(() => {
      // Another one may have been taken, or another officer may have signed this one, while the signatures were verified.
      if (this.#faultOf(candidate.value, root, now) !== null || this.#store.candidate(hash) !== before) return true;
      if (!holds) this.#store.putCandidate(hash, whole, now);
      else this.#hold(register, { seq: register.seq, hash, text: whole }, now);
      return false;
    });
    return isLate ? this.offer(text, now) : accept({ answer: { ...answer, signed: [...signed.keys()], holds }, isNew: holds });
  }

  #faultOf({ file: register }: Candidate<Register>, root: Root, now: number): RegisterRefusal | null {
    const present = this.#store.presentRegister();
    const follows = register.seq === (present?.file.seq ?? 0) + 1 && register.before === (present?.hash ?? null);
    if (!follows || register.root !== root.version) return { code: "register_outdated" };
    if (register.issuedAt > now + MAX_AHEAD_MS || register.expiresAt <= now) return { code: "register_times" };
    if (!register.mass && lostMembers(present?.file ?? null, register) > 0) return { code: "register_loses_members" };
    return register.leftOut.length > 0 ? { code: "register_leaves_out", entries: register.leftOut } : null;
  }

  #hold(register: Register, file: Parameters<NationStore["addRegister"]>[0], now: number): void {
    this.#store.addRegister(file, now);
    this.#store.keepStatementsOf(new Set(register.members.map(({ code }) => code)));
    this.#store.suspensions.end(register);
    this.#store.outdateState();
  }
}
