/**
 * One street or community: its points, collectors, posts and passes. The right of a collector is checked here, on the current state. The right of
 * an administrator is stored in divisions: the routes check it there before they call a method that changes points or collectors.
 */
import { DurableObject } from "cloudflare:workers";
import type { Actor } from "../../domain/access/keys.ts";
import type { Point, PointChanges, PointId } from "../../domain/community/community.ts";
import type { ExposedPlace, VisitorCount } from "../../domain/exposure/exposure.ts";
import { openSecrets } from "../../token/secret/secrets.ts";
import type { ObjectsEnv } from "../env.ts";
import { issuerOf } from "../names.ts";
import { migrate } from "../migrate.ts";
import type { Board, Watcher } from "./board.ts";
import { boardOf } from "./board-desk.ts";
import { recordOf } from "./collector-record.ts";
import { Collectors } from "./collectors.ts";
import { waitingPasses } from "./delivery.ts";
import { ExportStore } from "./export-store.ts";
import { pageOf } from "./history.ts";
import { migrations } from "./migrations.ts";
import { PointStore } from "./point-store.ts";
import { Points, workbenchOf } from "./points.ts";
import { openRegister, type PassGroup, passGroup, registeredBefore, type RegisterStores } from "./register.ts";
import type {
  AddCollectorResult,
  AddPointResult,
  ChangePointResult,
  CollectorRecordResult,
  CollectorView,
  CommunityRpc,
  EndedWatch,
  NewCollector,
  RemoveCollectorResult,
  RemovePointResult,
  RestoreCollectorResult,
  RestorePointResult,
  SwitchPostResult,
} from "./rpc.ts";
import { type Upkeep, upkeep } from "./upkeep.ts";
import type {
  ExportView,
  LaterUse,
  NewExport,
  PassQuery,
  PassFilter,
  PassInput,
  PassOutcome,
  PassPageResult,
  PassPosition,
  RegisteredPass,
} from "./pass.ts";

export class Community extends DurableObject<ObjectsEnv> implements CommunityRpc {
  readonly #points: PointStore;
  readonly #gates: Points;
  readonly #collectors: Collectors;
  readonly #registry: RegisterStores;
  readonly #exports: ExportStore;
  readonly #upkeep: Upkeep;
  readonly #board: Board;
  readonly #group: PassGroup;

  constructor(state: DurableObjectState, env: ObjectsEnv) {
    super(state, env);
    migrate(state.storage, migrations);
    const { sql } = state.storage;
    this.#points = new PointStore(sql);
    this.#registry = openRegister(sql);
    this.#gates = new Points(this.#points, this.#registry.staff);
    const secrets = () => openSecrets(env.YIMA_MASTER_KEY, issuerOf(state.id));
    this.#collectors = new Collectors(this.#points, this.#registry.staff, secrets);
    this.#exports = new ExportStore(sql);
    this.#upkeep = upkeep(state, env, this.#registry);
    this.#board = boardOf(state, env, { points: this.#points, ...this.#registry }, this.#upkeep);
    this.#group = passGroup(state.storage, this.#registry, (now) => {
      this.#upkeep.alarm.wake(now + this.#upkeep.gatherMs);
      this.#board.touch();
    });
  }

  workbench(actor: Actor, inCharge: boolean, now: number) {
    const usedAgain = (point: PointId) => this.#registry.seconds.usedAgain(point, now);
    return workbenchOf(this.#registry.staff.posting(actor), inCharge, this.#gates.views(), usedAgain);
  }

  addPoint(point: Point, now: number): AddPointResult {
    return this.#withBoard(this.#gates.add(point, now));
  }

  changePoint(id: PointId, changes: PointChanges): ChangePointResult {
    return this.#withBoard(this.#gates.change(id, changes));
  }

  removePoint(id: PointId, now: number): RemovePointResult {
    return this.#withBoard(this.#gates.remove(id, now));
  }

  restorePoint(id: PointId, now: number): RestorePointResult {
    return this.#withBoard(this.#gates.restore(id, now));
  }

  mayAddCollector() {
    return this.#collectors.mayAdd();
  }

  async addCollector(collector: NewCollector, now: number): Promise<AddCollectorResult> {
    return this.#withBoard(await this.#collectors.add(collector, now));
  }

  collectors(): Promise<readonly CollectorView[]> {
    return this.#collectors.all();
  }

  collectorRecord(id: string, now: number): CollectorRecordResult {
    return recordOf(this.ctx.storage.sql, this.#registry.staff.byId(id), this.#points.all(), now);
  }

  removeCollector(id: string, now: number): RemoveCollectorResult {
    const removed = this.#collectors.remove(id, now);
    this.#upkeep.alarm.arm(now);
    return this.#withBoard(removed);
  }

  formerCollector(id: string, now: number) {
    return this.#collectors.former(id, now);
  }

  async restoreCollector(id: string, phone: string, now: number): Promise<RestoreCollectorResult> {
    return this.#withBoard(await this.#collectors.restore(id, phone, now));
  }

  switchPost(actor: Actor, id: PointId): SwitchPostResult {
    return this.#withBoard(this.#collectors.switchPost(actor, id));
  }

  gateOf(actor: Actor) {
    return this.#gates.standingOf(this.#registry.staff.posting(actor));
  }

  register(actor: Actor, passes: readonly PassInput[], now: number): Promise<readonly PassOutcome[]> {
    return this.#group.add({ actor, passes, now });
  }

  registered(actor: Actor, queries: readonly PassQuery[]): readonly (RegisteredPass | null)[] {
    return registeredBefore(this.#registry, actor, queries);
  }

  noteLaterUses(uses: readonly LaterUse[], now: number): void {
    for (const { pass, later } of uses) this.#registry.seconds.add(pass, later, false, now);
    this.#board.touch();
  }

  visitors(place: ExposedPlace): readonly VisitorCount[] {
    return this.#registry.passes.visitors(place);
  }

  passes(filter: PassFilter, before: PassPosition, limit: number): PassPageResult {
    return pageOf(this.ctx.storage.sql, this.#points, this.#registry.staff, filter, before, limit);
  }

  beginExport(begun: NewExport, now: number): number {
    return this.#exports.begin(begun, now);
  }

  endExport(id: number, passes: number, whole: boolean, now: number): void {
    this.#exports.end(id, passes, whole, now);
  }

  exports(before: number, limit: number): readonly ExportView[] {
    return this.#exports.page(before, limit);
  }

  waiting(): number {
    return waitingPasses(this.#registry.passes, this.#upkeep.deliveries);
  }

  endWatches(ended: EndedWatch): void {
    this.#board.end(ended);
  }

  override async alarm(): Promise<void> {
    this.#withBoard(await this.#upkeep.alarm.ring(Date.now()));
  }

  /** The WebSocket of the board. The worker has authenticated the watcher and passes their identity in a header. */
  override fetch(request: Request): Promise<Response> {
    return this.#board.admit(JSON.parse(request.headers.get("x-watcher") ?? "") as Watcher, Date.now());
  }

  override webSocketMessage(socket: WebSocket, message: string | ArrayBuffer): Promise<void> {
    return this.#board.heard(socket, message, Date.now());
  }

  /** Updates the board after a change, and returns the outcome of the change. */
  #withBoard<T>(outcome: T): T {
    this.#board.touch();
    return outcome;
  }
}
