/** Writes the passes of a community directly as rows of its object, for tests of its history. */
import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import type { CodeColour } from "../../src/domain/code/claims.ts";
import type { CommunityRpc } from "../../src/objects/community/rpc.ts";

export const POINTS = [1, 2].map((n) => `018e0000-0000-7000-8000-00000000000${n}`);
export const PERSONS = ["a", "b"].map((digit) => digit.repeat(24));
export const COLLECTORS = ["collector-A", "collector-B"];

export interface Passages {
  readonly count: number;
  /** The time of the newest pass, ms; each earlier pass is a second older. */
  readonly newest: number;
  readonly colour?: (index: number) => CodeColour;
}

export function communityNamed(division: string): DurableObjectStub<CommunityRpc> {
  return env.COMMUNITY.getByName(`4201/community/${division}`);
}

/** The id of the written pass that is `index` seconds older than the newest. */
export function passId(index: number): string {
  return `018e0000-0000-7000-9000-${String(index).padStart(12, "0")}`;
}

/** Writes passes at two points in turn, by two collectors who take turns after two passes each. One pass in 1,500 is of the second person, the others are of the first. */
export function writePassages(
  community: DurableObjectStub<CommunityRpc>,
  { count, newest, colour = () => "none" }: Passages,
): Promise<void> {
  return runInDurableObject(community, (_, { storage }) => {
    storage.transactionSync(() => {
      for (const [index, point] of POINTS.entries())
        storage.sql.exec(
          "INSERT INTO points (id, name, address, added_at) VALUES (?, ?, '路', 0)",
          point,
          index === 0 ? "南门" : "=北门,侧",
        );
      for (const [index, id] of COLLECTORS.entries())
        storage.sql.exec(
          `INSERT INTO collectors (person, id, account, sealed_phone, masked_phone, masked_name, added_at) VALUES (?, ?, ?, '', ?, '王**', 0)`,
          `person-${index}`,
          id,
          `account-${index}`,
          `13${index}*****678`,
        );
      for (let index = count - 1; index >= 0; index -= 1)
        storage.sql.exec(
          `INSERT INTO passes (id, at, collector, point, person, issuer, handle, kind, colour, masked_name)
           VALUES (?, ?, ?, ?, ?, '4201', '00', 'live', ?, '尹**')`,
          passId(index),
          newest - index * 1000,
          `person-${Math.floor(index / 2) % 2}`,
          POINTS[index % 2] ?? "",
          PERSONS[index % 1500 === 3 ? 1 : 0] ?? "",
          colour(index),
        );
    });
  });
}
