/** Revocation on the real worker: from the resident's phone through shard, status list and KV to a verifier that knows only the published list. */
import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, test, vi } from "vitest";
import type { VerifyResponse } from "../../../src/contract/verify.ts";
import { BLOCK_ENTRIES, statusAt, statusListOf } from "../../../src/domain/code/status.ts";
import type { IssuerCode } from "../../../src/domain/issuer/issuer.ts";
import { ListStore } from "../../../src/objects/status-list/list-store.ts";
import { Publication } from "../../../src/objects/status-list/publication.ts";
import { publishedStatusList } from "../../../src/storage/published.ts";
import { readCredential } from "../../../src/token/code/read-credential.ts";
import { liveCode } from "../../../src/token/code/live.ts";
import { PATIENT } from "../../support/patience.ts";
import { aPhone, aResidentNumber } from "../builders.ts";
import { fetched, published } from "./fetched-list.ts";
import { type ShownCode, Visitor } from "../visitor.ts";

const WUHAN = "4201" as IssuerCode;
const DAY = 86_400_000;

const listNamed = (list: string) => env.STATUS_LIST.getByName(`4201/status/${list}`);

async function aResident() {
  const visitor = await new Visitor().logIn(aPhone());
  const person = await visitor.bind("尹静姝", aResidentNumber());
  await visitor.declare(person);
  const shown = await visitor.show(person);
  const read = readCredential(shown.jws);
  if (!read.ok) throw new Error(read.refusal.code);
  const { claims } = read.value;
  return { visitor, person, shown, list: statusListOf(claims), index: claims.statusIndex };
}

async function verified({ jws, deviceKey }: ShownCode): Promise<VerifyResponse> {
  return new Visitor().ask("POST", "/api/v1/verify", { code: await liveCode(jws, deviceKey, Date.now()) });
}

test("a verifier that has only the list refuses a recalled code", async () => {
  const { visitor, person, shown, list, index } = await aResident();
  await published(list);
  expect(statusAt(await fetched(list), index)).toBe(0);
  expect(await verified(shown)).toMatchObject({ valid: true, statusChecked: true });
  await visitor.ask("DELETE", `/api/v1/people/${person.id}/credentials`);
  await vi.waitFor(async () => expect(statusAt(await fetched(list), index)).toBe(1), PATIENT);
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 26_000 });
  try {
    expect(await verified(shown)).toMatchObject({ valid: false, refusal: { code: "revoked" } });
  } finally {
    vi.useRealTimers();
  }
});

test("the manager of a person sees when their codes were revoked, and nothing before", async () => {
  const { visitor, person } = await aResident();
  const revokedAtOf = async () => (await visitor.me()).people[0]?.revokedAt;
  expect(await revokedAtOf()).toBeNull();
  const before = Date.now();
  await visitor.ask("DELETE", `/api/v1/people/${person.id}/credentials`);
  const revokedAt = Date.parse((await revokedAtOf()) ?? "");
  expect(revokedAt).toBeGreaterThanOrEqual(before);
  expect(revokedAt).toBeLessThanOrEqual(Date.now());
});

test("a list is fetched by its name, cached for seconds, and not sent again unchanged", async () => {
  const { list } = await aResident();
  await published(list);
  const answer = await new Visitor().send("GET", `/status/${list}`);
  const headers = ["content-type", "cache-control", "access-control-allow-origin"].map((name) => answer.headers.get(name));
  expect(headers).toEqual(["application/statuslist+jwt", "public, max-age=20", "*"]);
  const again = await new Visitor().send("GET", `/status/${list}`, undefined, {
    "if-none-match": answer.headers.get("etag") ?? "",
  });
  expect(again.status).toBe(304);
});

test.each(["420107001002-20360301", "420107001002-2036030", "420107001002", "..%2Fjwks"])(
  "the answer is 404 for the unpublished name %s",
  async (name) => {
    expect(await new Visitor().refusal("GET", `/status/${name}`)).toBe("404 not_found");
  },
);

/** Runs `act` in a list's object with its store and its publication, whose KV records the times of the writes in `puts`. */
function inList<T>(
  list: string,
  act: (store: ListStore, publication: Publication, puts: number[]) => Promise<T> | T,
  now: () => number,
): Promise<T> {
  return runInDurableObject(listNamed(list), (_, state) => {
    const store = new ListStore(state.storage.sql);
    const puts: number[] = [];
    const kv = new Proxy(env.PUBLISHED, {
      get: (target, name) =>
        name === "put"
          ? (...args: Parameters<KVNamespace["put"]>) => {
              puts.push(now());
              return target.put(...args);
            }
          : Reflect.get(target, name),
    });
    return act(store, new Publication(state, { ...env, PUBLISHED: kv }, store), puts);
  });
}

test("a thousand revocations within a second are two writes to KV, and all of them arrive", async () => {
  const list = "420107001002-20360302";
  await listNamed(list).allot(1000, 0);
  await published(list);
  const start = Date.now() + DAY;
  let now = start;
  const puts = await inList(
    list,
    async (store, publication, counted) => {
      for (; now < start + 2000; now += 1) {
        if (now < start + 1000 && store.withdraw([now - start], "revoked")) publication.changed();
        if ((publication.due() ?? 0) <= now) await publication.publish(now);
      }
      return counted.map((at) => at - start);
    },
    () => now,
  );
  expect(puts).toEqual([0, 1000]);
  const bits = await fetched(list);
  expect(Array.from({ length: 1001 }, (_, index) => statusAt(bits, index))).toEqual([...Array(1000).fill(1), 0]);
});

test("a change during a write to KV is published by the next write", async () => {
  const list = "420107001002-20360303";
  await listNamed(list).allot(2, 0);
  await published(list);
  const now = Date.now() + DAY;
  const due = await inList(
    list,
    async (store, publication) => {
      const change = (index: number) => store.withdraw([index], "revoked") && publication.changed();
      change(0);
      const first = publication.publish(now);
      change(1);
      await first;
      const next = publication.due();
      await publication.publish(now + 1000);
      return [next, (publication.due() ?? 0) > now + DAY];
    },
    () => now,
  );
  expect(due).toEqual([now + 1000, true]);
  expect((await fetched(list))[0]).toBe(0b0101);
});

test("a repeated revocation and a late suspension change and write nothing", async () => {
  const list = "420107001002-20360304";
  const stub = listNamed(list);
  await stub.allot(2, 0);
  await stub.withdraw([0], "revoked");
  await published(list);
  const inKv = await publishedStatusList(env.PUBLISHED, WUHAN, list);
  const rows = (index: number, as: "revoked" | "suspended") =>
    runInDurableObject(stub, (instance, { storage }) => {
      const changes = () => storage.sql.exec<{ n: number }>("SELECT total_changes() AS n").one().n;
      const before = changes();
      instance.withdraw([index], as);
      return changes() - before;
    });
  // Nothing is written for an index in a block that has not begun.
  expect([await rows(0, "revoked"), await rows(0, "suspended"), await rows(BLOCK_ENTRIES, "revoked")]).toEqual([0, 0, 0]);
  expect(await publishedStatusList(env.PUBLISHED, WUHAN, list)).toEqual(inKv);
  expect((await fetched(list))[0]).toBe(1);
});

test("a list that grew before the first publication keeps its indexes, and is published by newer code", async () => {
  const list = "420107001002-20360305";
  const stub = listNamed(list);
  await stub.allot(1, 0);
  await published(list);
  await runInDurableObject(stub, async (_, { storage }) => {
    await storage.deleteAll();
    storage.sql.exec("CREATE TABLE schema (version INTEGER NOT NULL) STRICT");
    storage.sql.exec("INSERT INTO schema (version) VALUES (1)");
    storage.sql.exec("CREATE TABLE next (only INTEGER PRIMARY KEY CHECK (only = 1), free INTEGER NOT NULL) STRICT");
    storage.sql.exec("INSERT INTO next (only, free) VALUES (1, 7000)");
  });
  await evictDurableObject(stub);
  // The two blocks of 4,096 that have begun stay as they are.
  const [index = 0] = await stub.allot(1, 0);
  expect(Math.floor(index / BLOCK_ENTRIES)).toBe(2);
  await published(list);
  expect(await fetched(list)).toHaveLength(8192);
});
