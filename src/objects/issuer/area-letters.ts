/** Tells the members of the register of the levels of this issuer's counties: each county as it is now, to each member until it has answered. docs/trust.md §10. */
import type { AreaEntry } from "../../domain/area/area.ts";
import type { CountyItem } from "../../domain/federation/area-item.ts";
import type { ItemResult, LetterItem } from "../../domain/federation/letter.ts";
import { HOUR_MS } from "../../domain/instant.ts";
import type { IssuerCode } from "../../domain/issuer/issuer.ts";
import type { Duty } from "../duty/alarm.ts";
import { Outbox } from "../duty/outbox.ts";
import { columns, query, readNumber, readRows } from "../sql.ts";

/** The county's last change, and up to which change a member has been told. A change gets a higher number than all before it. */
export const AREA_LETTERS = `CREATE TABLE area_changes (division TEXT PRIMARY KEY, seq INTEGER NOT NULL UNIQUE) STRICT, WITHOUT ROWID;
   CREATE TABLE area_peers (peer TEXT PRIMARY KEY, seq INTEGER NOT NULL) STRICT, WITHOUT ROWID;
   INSERT INTO area_changes SELECT division, ROW_NUMBER() OVER (ORDER BY division) FROM (SELECT DISTINCT division FROM areas)`;

/** Counties of a letter: each may have as many levels as an issuer keeps. */
const BATCH = 5;
/** A new member is found so late. */
const LOOK_AGAIN_MS = HOUR_MS;

interface Change {
  readonly division: string;
  readonly seq: number;
}

const CHANGE = columns<Change>({ division: "division", seq: "seq" });

export class AreaLetters {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** Notes that the levels of a county have changed, within the transaction of the change. */
  changed(division: string): void {
    const text =
      "INSERT OR REPLACE INTO area_changes (division, seq) VALUES (?, (SELECT COALESCE(MAX(seq), 0) + 1 FROM area_changes))";
    this.#sql.exec(text, division);
  }

  last(): number {
    return readNumber(this.#sql, "SELECT MAX(seq) FROM area_changes") ?? 0;
  }

  toldUntil(peer: IssuerCode): number {
    return readNumber(this.#sql, "SELECT seq FROM area_peers WHERE peer = ?", peer) ?? 0;
  }

  /** The changes of which this member has not been told, the oldest first. */
  since(seq: number): readonly Change[] {
    return readRows(this.#sql, query`SELECT ${CHANGE} FROM area_changes WHERE seq > ? ORDER BY seq LIMIT ${String(BATCH)}`, seq);
  }

  told(peer: IssuerCode, seq: number): void {
    this.#sql.exec("INSERT OR REPLACE INTO area_peers (peer, seq) VALUES (?, ?)", peer, seq);
  }
}

interface Telling {
  readonly letters: AreaLetters;
  /** The levels of a county that count now. */
  readonly levelsOf: (division: string, now: number) => readonly AreaEntry[];
  /** The members that are told. */
  readonly members: () => Promise<readonly IssuerCode[]>;
  /** Sends items to a member; rejects if it has not answered. */
  readonly send: (peer: IssuerCode, items: readonly LetterItem[]) => Promise<readonly ItemResult[]>;
}

export function areaLettersDuty({ letters, levelsOf, members, send }: Telling): Duty {
  const outbox = new Outbox<IssuerCode>({ name: "levels to other regions" });
  /** The last change for which all members were looked at, and when. In memory: a restart looks at them again. */
  let looked = { seq: 0, at: 0 };

  async function tell(peer: IssuerCode, changes: readonly Change[], now: number): Promise<void> {
    const items = changes.map<CountyItem>(({ division }) => ({
      id: crypto.randomUUID(),
      division,
      levels: levelsOf(division, now).map(({ level, from, until, source, reference }) => ({
        level,
        from,
        until,
        source,
        reference,
      })),
    }));
    const results = await send(peer, items);
    for (const { state, code } of results) if (state === "refused") console.error(`${peer} refuses levels: ${code ?? ""}`);
    letters.told(peer, changes.at(-1)?.seq ?? 0);
  }

  return {
    name: "levels to other regions",
    due() {
      const last = letters.last();
      if (last === 0) return null;
      return looked.seq < last ? looked.at : looked.at + LOOK_AGAIN_MS;
    },
    async run(now) {
      const last = letters.last();
      const behind = (await members()).filter((peer) => letters.toldUntil(peer) < last);
      const parcels = behind.map((peer) => [peer, letters.since(letters.toldUntil(peer))] as const);
      await outbox.send(parcels, (peer, changes) => tell(peer, changes, now), now);
      const left = behind.filter((peer) => letters.toldUntil(peer) < last);
      const again = outbox.due(left);
      looked = { seq: left.length === 0 ? last : 0, at: again === null ? now : Math.max(again, now) };
    },
  };
}
