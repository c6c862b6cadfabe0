/** The duty that asks the identity authority again: its pace, and a question that never gets an answer. */
import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import type { PersonKey } from "../../../src/domain/access/keys.ts";
import { CheckStore, NO_ACCOUNT } from "../../../src/objects/people/custody/check-store.ts";
import { questionDuty } from "../../../src/objects/people/custody/duties.ts";

const SECOND_MS = 1000;
const NOW = Date.UTC(2026, 10, 29);

/** Runs `act` with a maker of the duty, over the storage of a shard with two questions that have waited since the upgrade. */
function withTwoQuestions(
  name: string,
  act: (make: (asked: string[]) => ReturnType<typeof questionDuty>, storage: DurableObjectStorage) => Promise<void>,
) {
  return runInDurableObject(env.PEOPLE.getByName(`4201/people/${name}`), async (_, { storage }) => {
    const store = new CheckStore(storage.sql);
    for (const person of ["a", "b"])
      storage.sql.exec("INSERT INTO checks (person, account, next_at) VALUES (?, ?, 0)", person, NO_ACCOUNT);
    await act(
      (asked) =>
        questionDuty(storage, store, { hasAuthority: true }, 60 * SECOND_MS, async (person: PersonKey) => {
          asked.push(person);
          if (person === "a") throw new Error("no answer can be stored");
        }),
      storage,
    );
    storage.sql.exec("DELETE FROM checks");
  });
}

test("a question that fails lets the others go first", async () => {
  await withTwoQuestions("14", async (make) => {
    const asked: string[] = [];
    const duty = make(asked);
    await expect(Promise.resolve(duty.run(NOW))).rejects.toThrow("no answer");
    await duty.run(NOW + 1);
    expect(asked).toEqual(["a", "b"]);
  });
});

test("a newcomer to whom the authority was busy does not wait behind everybody of the previous release", async () => {
  await withTwoQuestions("13", async (make, storage) => {
    storage.sql.exec("INSERT INTO checks (person, account, next_at, tries) VALUES ('new', ?, ?, 1)", NO_ACCOUNT, NOW - 1);
    const asked: string[] = [];
    await make(asked).run(NOW);
    expect(asked).toEqual(["new"]);
    storage.sql.exec("DELETE FROM checks WHERE person = 'new'");
  });
});

test("the pace that is agreed with the authority holds across restarts", async () => {
  await withTwoQuestions("15", async (make) => {
    await Promise.resolve(make([]).run(NOW)).catch(() => null);
    expect(make([]).due()).toBe(NOW + 60 * SECOND_MS);
  });
});
