/** Orders to count how many colours a proposed change turns: written with the proposal, and repeated until the object that counts has begun. Every statement that touches the table. Decision 61. */
import type { AreaEntry } from "../../domain/area/area.ts";
import type { OfficersSetting } from "../../domain/proposal/officers-setting.ts";
import { isExpired, type Proposal } from "../../domain/proposal/proposal.ts";
import { countingOf, showingTried, type Tried } from "../../domain/proposal/tried.ts";
import type { Duty } from "../duty/alarm.ts";
import { Outbox } from "../duty/outbox.ts";
import { factImportOf, type ObjectsEnv, trialOf } from "../env.ts";
import { issuerIn } from "../issuers.ts";
import type { LevelsPiece } from "../list-import/rpc.ts";
import { readTexts } from "../sql.ts";
import type { Areas } from "./areas.ts";

/** The migration that adds the table. Proposals of the earlier release that wait are counted too. */
export const COUNT_ORDERS = `CREATE TABLE count_orders (id TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
   INSERT INTO count_orders SELECT id FROM proposals WHERE decided = 0
     AND (json_extract(body, '$.change.kind') IN ('area_entry', 'area_list', 'closed_management', 'colours_switch')
       OR (json_extract(body, '$.change.kind') = 'list_withdrawal' AND json_extract(body, '$.change.list') = 'areas'))`;

export class CountOrders {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** Notes that the change is to be counted, within the transaction of the proposal. */
  order({ id, change }: Proposal): void {
    if (countingOf(change) !== null) this.#sql.exec("INSERT OR IGNORE INTO count_orders (id) VALUES (?)", id);
  }

  ids(): readonly string[] {
    return readTexts(this.#sql, "SELECT id FROM count_orders ORDER BY id");
  }

  begun(id: string): void {
    this.#sql.exec("DELETE FROM count_orders WHERE id = ?", id);
  }
}

/** @param one reads a proposal @param begin rejects if the count did not begin */
export function countOrdersDuty(
  orders: CountOrders,
  one: (id: string) => Proposal | null,
  begin: (proposal: Proposal, now: number) => Promise<void>,
): Duty {
  const outbox = new Outbox<string>({ name: "orders to count" });
  return {
    name: "count orders",
    due: () => outbox.due(orders.ids()),
    async run(now) {
      const parcels = orders.ids().map((id) => [id, one(id)] as const);
      const send = async (_: string, proposal: Proposal | null) => {
        if (proposal !== null && proposal.decision === null && !isExpired(proposal, now)) await begin(proposal, now);
      };
      const { delivered } = await outbox.send(parcels, send, now);
      for (const [id] of delivered) orders.begun(id);
    },
  };
}

/** What a count reads of the issuer. */
interface Present {
  readonly areas: Areas;
  readonly setting: OfficersSetting;
}

/** Begins the count of a proposed change, compared with the issuer's present levels and setting. */
export async function beginCount(
  env: ObjectsEnv,
  object: DurableObjectId,
  present: Present,
  { id, by, change }: Proposal,
  now: number,
): Promise<void> {
  const { code, shards, coloursFrom = null } = await issuerIn(env, object);
  const begin = (tried: Tried) => trialOf(env, { code }).count({ id, run: id, by, shards, tried }, now);
  const configured = coloursFrom === null ? null : Date.parse(coloursFrom);
  const setting = { ...present.setting, coloursFrom: present.setting.coloursFrom ?? configured };
  if (change.kind === "area_entry") await begin({ kind: "levels", turns: present.areas.turns([change.entry], now) });
  else if (change.kind === "area_list")
    await begin({ kind: "levels", turns: present.areas.turns(await levelsIn(env, { code }, change.file, now), now) });
  else if (change.kind === "list_withdrawal") await begin({ kind: "levels", turns: present.areas.turnsWithout(change.id, now) });
  else if (change.kind === "closed_management" || change.kind === "colours_switch")
    await begin(showingTried(setting, change, now));
}

/** The levels of a file that was read, in the order of its lines. */
async function levelsIn(
  env: ObjectsEnv,
  issuer: Parameters<typeof factImportOf>[1],
  file: string,
  now: number,
): Promise<readonly AreaEntry[]> {
  const levels: AreaEntry[] = [];
  for (let from: number | null = 0; from !== null;) {
    const piece: LevelsPiece = await factImportOf(env, issuer, "areas", file).levels(from, now);
    levels.push(...piece.levels);
    from = piece.next;
  }
  return levels;
}
