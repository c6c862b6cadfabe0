/** Random acts of several people at once never break a rule of product.md §4: checked on the real object after every round. */
import { env } from "cloudflare:workers";
import { runInDurableObject } from "cloudflare:test";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { AccountKey, Actor, PersonKey } from "../../src/domain/access/keys.ts";
import type { PassId, PointId } from "../../src/domain/community/community.ts";
import type { Community } from "../../src/objects/community/object.ts";

/** Ahead, so that no alarm rings in between. */
const NOW = Date.UTC(2100, 1, 28);
const PEOPLE = [1, 2, 3].map((n) => String(n).repeat(24) as PersonKey);
const POINTS = [1, 2].map((n) => `018e0000-0000-7000-8000-00000000000${n}` as PointId);
const actorOf = (person: PersonKey): Actor => ({ account: person as unknown as AccountKey, person, maskedPhone: "" });

const act = fc.record({
  what: fc.constantFrom("add", "switch", "delete", "register", "remove", "point"),
  person: fc.nat(2),
  point: fc.nat(1),
});

function perform(
  community: DurableObjectStub<Community>,
  { what, person, point }: { what: string; person: number; point: number },
): Promise<unknown> {
  const who = PEOPLE[person] ?? PEOPLE[0];
  const where = POINTS[point] ?? POINTS[0];
  if (who === undefined || where === undefined) throw new Error("three people, two points");
  const collector = {
    id: `c${person}-id-id`,
    person: who,
    account: who as unknown as AccountKey,
    phone: "+8613900000000",
    maskedPhone: "139",
    maskedName: "王**",
  };
  switch (what) {
    case "point":
      return community.addPoint({ id: where, name: `门${point}`, address: "路" }, NOW);
    case "add":
      return community.addCollector(collector, NOW);
    case "switch":
      return community.switchPost(actorOf(who), where);
    case "delete":
      return community.removePoint(where, NOW);
    case "remove":
      return community.removeCollector(collector.id, NOW);
    default:
      return community.register(
        actorOf(who),
        [
          {
            id: crypto.randomUUID() as PassId,
            person: who,
            shard: 0,
            issuer: "4201",
            handle: "00",
            kind: "live",
            colour: "none",
            maskedName: "王**",
            declaredAt: null,
          },
        ],
        NOW,
      );
  }
}

test("no sequence of adding, switching, deleting, registering and removing at once breaks a rule", async () => {
  let round = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(act, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 8 }), async (rounds) => {
      round += 1;
      const community = env.COMMUNITY.getByName(`4201/community/property-${round}`);
      for (const together of rounds) {
        await Promise.all(together.map((one) => perform(community, one)));
        const broken = await runInDurableObject(community, (_, state) => {
          const count = (query: string) => state.storage.sql.exec<{ broken: number }>(query).one().broken;
          return {
            postsAtNoPoint: count(
              "SELECT COUNT(*) AS broken FROM collectors WHERE removed_at IS NULL AND post IS NOT NULL AND post NOT IN (SELECT id FROM points WHERE removed_at IS NULL)",
            ),
            passesAtNoPointEver: count("SELECT COUNT(*) AS broken FROM passes WHERE point NOT IN (SELECT id FROM points)"),
          };
        });
        expect(broken).toEqual({ postsAtNoPoint: 0, passesAtNoPointEver: 0 });
      }
    }),
    { numRuns: 40 },
  );
}, 60_000);
