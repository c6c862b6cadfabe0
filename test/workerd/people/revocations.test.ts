/** The delivery of revocations from the persons' shards to status lists: at least once, without loss, and without delay by other lists. On the real objects. */
import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, test, vi } from "vitest";
import type { PersonKey } from "../../../src/domain/access/keys.ts";
import type { Duty } from "../../../src/objects/duty/alarm.ts";
import { CredentialStore } from "../../../src/objects/people/credential/credential-store.ts";
import { revocationDuty, Revocations, RevocationStore } from "../../../src/objects/people/credential/revocations.ts";

/** The time of the tests, ahead of the real clock, so that no alarm rings by itself. */
const NOW = Date.UTC(2036, 2, 1, 4);
const HOUR = 3_600_000;
const ONE = "1".repeat(24) as PersonKey;
const OTHER = "2".repeat(24) as PersonKey;
const TODAY = "420107001002-20360301";
const TOMORROW = "420107001002-20360302";

interface Shard {
  readonly credentials: CredentialStore;
  readonly revocations: Revocations;
  readonly duty: Duty;
  readonly sent: string[];
  readonly woken: number[];
  readonly give: (person: PersonKey, statusList: string, statusIndex: number, expiresAt?: number) => void;
}

/** Runs `act` in a new shard. `take` is called for each delivery to a status list; it may throw, as a list that cannot be reached. */
function inShard<T>(name: string, take: (list: string) => Promise<void> | void, act: (shard: Shard) => Promise<T>): Promise<T> {
  return runInDurableObject(env.PEOPLE.getByName(`4201/people/${name}`), (_, { storage }) => {
    const [credentials, sent, woken] = [new CredentialStore(storage.sql), [] as string[], [] as number[]];
    const withdraw = async (list: string, indexes: readonly number[]) => {
      await take(list);
      sent.push(`${list.slice(-2)}: ${indexes.join(" ")}`);
    };
    const store = new RevocationStore(storage.sql);
    const revocations = new Revocations(credentials, store, (at) => woken.push(at));
    const duty = revocationDuty(store, withdraw, () => 0);
    const give: Shard["give"] = (person, statusList, statusIndex, expiresAt = NOW + HOUR) =>
      credentials.add(person, [{ handle: `${statusList} ${statusIndex}`, expiresAt, statusList, statusIndex, colour: "none" }]);
    return act({ credentials, revocations, duty, sent, woken, give });
  });
}

test("a person's revocation reaches each of their lists once, and no entry of others", async () => {
  await inShard(
    "each",
    () => {},
    async ({ revocations, duty, sent, woken, give }) => {
      give(ONE, TODAY, 1);
      give(ONE, TODAY, 2);
      give(ONE, TOMORROW, 1);
      give(ONE, TODAY, 9, NOW);
      give(OTHER, TODAY, 3);
      revocations.revokeLive(ONE, NOW);
      expect(woken).toEqual([NOW]);
      await duty.run(NOW);
      await duty.run(NOW);
      expect([sent.toSorted(), duty.due()]).toEqual([["01: 1 2", "02: 1"], null]);
      revocations.revokeLive(ONE, NOW);
      expect([woken, duty.due()]).toEqual([[NOW], null]);
    },
  );
});

test("a list that refuses its part delays no other, and gets it later", async () => {
  const log = vi.spyOn(console, "error").mockReturnValue();
  let down = true;
  await inShard(
    "late",
    (list) => (list === TODAY && down ? Promise.reject(new Error("down")) : undefined),
    async ({ revocations, duty, sent, give }) => {
      give(ONE, TODAY, 1);
      give(ONE, TOMORROW, 1);
      revocations.revokeLive(ONE, NOW);
      await duty.run(NOW);
      expect([sent, duty.due()]).toEqual([["02: 1"], NOW + 500]);
      give(OTHER, TOMORROW, 2);
      revocations.revokeLive(OTHER, NOW + 100);
      await duty.run(NOW + 100);
      await duty.run(NOW + 500);
      expect([sent, duty.due()]).toEqual([["02: 1", "02: 2"], NOW + 1500]);
      down = false;
      await duty.run(NOW + 1500);
      expect([sent, duty.due()]).toEqual([["02: 1", "02: 2", "01: 1"], null]);
    },
  );
  log.mockRestore();
});

test("a revocation during a delivery is delivered too", async () => {
  let meanwhile: (() => void) | null = null;
  await inShard(
    "meanwhile",
    () => meanwhile?.(),
    async ({ revocations, duty, sent, give }) => {
      give(ONE, TODAY, 1);
      revocations.revokeLive(ONE, NOW);
      meanwhile = () => {
        meanwhile = null;
        give(ONE, TODAY, 2);
        revocations.revokeLive(ONE, NOW + 1);
      };
      await duty.run(NOW);
      expect([sent, duty.due()]).toEqual([["01: 1"], 0]);
      await duty.run(NOW + 2);
      expect([sent, duty.due()]).toEqual([["01: 1", "01: 2"], null]);
    },
  );
});

test("a list whose day is over gets no message, and nothing waits for it", async () => {
  await inShard(
    "over",
    () => {},
    async ({ revocations, duty, sent, give }) => {
      give(ONE, TODAY, 1);
      revocations.revokeLive(ONE, NOW);
      await duty.run(Date.UTC(2036, 2, 1, 16));
      expect([sent, duty.due()]).toEqual([[], null]);
    },
  );
});

test("more than one batch goes out at once", async () => {
  await inShard(
    "batches",
    () => {},
    async ({ revocations, duty, sent, give }) => {
      for (let index = 0; index < 600; index += 1) {
        const person = String(index).padStart(24, "0") as PersonKey;
        give(person, TODAY, index);
        revocations.revokeLive(person, NOW);
      }
      await duty.run(NOW);
      expect(duty.due()).toBe(0);
      await duty.run(NOW);
      expect(sent.map((line) => line.split(" ").length - 1)).toEqual([500, 100]);
      expect(duty.due()).toBeNull();
    },
  );
});
