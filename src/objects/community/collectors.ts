/**
 * Acts on the collectors of one community and their posts (the points where they stand). Sealing, which is asynchronous, comes first: there is no await
 * between decision and saving.
 */
import type { Actor, PersonKey } from "../../domain/access/keys.ts";
import {
  addCollector,
  type AddCollectorRefusal,
  type PointId,
  restoreCollector,
  switchPost,
} from "../../domain/community/community.ts";
import { accept, refuse, type Result } from "../../domain/result.ts";
import { open, seal } from "../../token/secret/seal.ts";
import type { Secrets } from "../../token/secret/secrets.ts";
import type { PointStore } from "./point-store.ts";
import type {
  AddCollectorResult,
  CollectorView,
  FormerCollectorResult,
  NewCollector,
  RemoveCollectorResult,
  RestoreCollectorResult,
  SwitchPostResult,
} from "./rpc.ts";
import type { CollectorRow, StaffStore } from "./staff-store.ts";

export class Collectors {
  readonly #points: PointStore;
  readonly #staff: StaffStore;
  readonly #secrets: () => Promise<Secrets>;

  constructor(points: PointStore, staff: StaffStore, secrets: () => Promise<Secrets>) {
    this.#points = points;
    this.#staff = staff;
    this.#secrets = secrets;
  }

  mayAdd(): Result<null, AddCollectorRefusal> {
    return addCollector(this.#points.all(), this.#staff.collectors().length);
  }

  /** Adds a collector. An existing one with the same account stays unchanged; with another account, the row moves to the new account. */
  async add(collector: NewCollector, now: number): Promise<AddCollectorResult> {
    const sealedPhone = await seal(await this.#secrets(), ownerOf(collector.person), collector.phone);
    const before = this.#staff.collector(collector.person);
    if (before?.account === collector.account) return accept({ ...viewOf(before), phone: collector.phone });
    const decided = before === null ? this.mayAdd() : accept(null);
    if (!decided.ok) return decided;
    const { phone, ...rest } = collector;
    const id = this.#staff.formerId(collector.person) ?? collector.id;
    const row: CollectorRow = { ...rest, id, sealedPhone, addedAt: now, post: before?.post ?? null };
    this.#staff.saveCollector(row);
    return accept({ ...viewOf(row), phone });
  }

  /** The collectors who are not removed, sorted by phone number, because administrators know them by it. */
  async all(): Promise<readonly CollectorView[]> {
    return openCollectors(await this.#secrets(), this.#staff.collectors());
  }

  remove(id: string, now: number): RemoveCollectorResult {
    const row = this.#one(id);
    if (row === undefined) return refuse({ code: "collector_not_found" });
    this.#staff.removeCollector(row.person, now);
    return accept(row.account);
  }

  /** The person and account of a collector whose removal is to be undone. It answers also for a collector who was not removed or is already back. */
  former(id: string, now: number): FormerCollectorResult {
    const present = this.#one(id);
    if (present !== undefined) return accept({ person: present.person, account: present.account });
    const removed = this.#staff.whenRemoved(id);
    const decided = restoreCollector(this.#points.all(), this.#staff.collectors().length, removed, now);
    return decided.ok ? accept({ person: decided.value.person, account: decided.value.account }) : decided;
  }

  async restore(id: string, phone: string, now: number): Promise<RestoreCollectorResult> {
    const person = this.#staff.personOf(id);
    if (person === null) return refuse({ code: "collector_not_found" });
    const sealedPhone = await seal(await this.#secrets(), ownerOf(person), phone);
    const present = this.#one(id);
    if (present !== undefined) return accept({ ...viewOf(present), phone });
    const removed = this.#staff.whenRemoved(id);
    const decided = restoreCollector(this.#points.all(), this.#staff.collectors().length, removed, now);
    if (!decided.ok) return decided;
    const row: CollectorRow = { ...decided.value, sealedPhone };
    this.#staff.saveCollector(row);
    return accept({ ...viewOf(row), phone });
  }

  switchPost(actor: Actor, id: PointId): SwitchPostResult {
    const decided = switchPost(this.#staff.posting(actor), this.#points.exists(id));
    if (!decided.ok) return decided;
    this.#staff.post(decided.value, id);
    return accept(null);
  }

  #one(id: string): CollectorRow | undefined {
    return this.#staff.collectors().find((row) => row.id === id);
  }
}

/** Decrypts the phone numbers of collectors and sorts by them. */
export async function openCollectors(secrets: Secrets, rows: readonly CollectorRow[]): Promise<readonly CollectorView[]> {
  const views = await Promise.all(
    rows.map(async (row) => ({ ...viewOf(row), phone: await open<string>(secrets, ownerOf(row.person), row.sealedPhone) })),
  );
  return views.toSorted((a, b) => (a.phone < b.phone ? -1 : 1));
}

/** The owner for whom a collector's phone number is sealed: another owner cannot open it. */
export function ownerOf(person: PersonKey): string {
  return `collector/${person}`;
}

export function viewOf({ id, person, account, maskedName, addedAt, post }: CollectorRow): Omit<CollectorView, "phone"> {
  return { id, person, account, maskedName, addedAt, post };
}
