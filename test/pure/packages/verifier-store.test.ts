/** The files of a verifier of `packages/verify` between runs: each signature counts again, and a store that is broken, lost or altered admits nobody. */
import { expect, test } from "vitest";
import { createVerifier, type Store } from "../../../packages/verify/src/index.ts";
import { TrustReader } from "../../../packages/verify/src/trust-reader.ts";
import type { IssuerCode } from "../../../src/domain/issuer/issuer.ts";
import { AT_SECONDS, FILES_AT } from "../../support/federation.ts";
import { aPublisher, type Content, content } from "../../support/publisher.ts";
import { aHost, aSilentHost, aStore, LIVE, said } from "../../support/verifier-host.ts";
import { addressOf, aWorld, ORIGIN, type World } from "../../support/verifier-world.ts";

const HOUR = 3_600_000;
const SUSPENSION = { code: "4201", at: AT_SECONDS, reason: "key_leak" };
const SUSPENDED = { seq: 2, suspended: [SUSPENSION] };

/** What a verifier says that begins with this store. */
async function saidAfter(root: string, store: Store, files: World["files"] | null, now = FILES_AT): Promise<string> {
  const { fetch } = files === null ? aSilentHost() : aHost(files);
  return said(await createVerifier({ root, origin: ORIGIN, fetch, store, now: () => now }).verify(LIVE.code));
}

/** The text that a verifier has stored, which has met these files one after the other. */
async function stored(changes: object = {}, ...more: readonly object[]) {
  const world = await aWorld({ ...changes });
  const store = aStore();
  await saidAfter(world.root, store, world.files);
  for (const state of more) await saidAfter(world.root, store, await world.withState({ ...state }));
  return { ...world, store, text: store.value ?? "" };
}

test("a verifier begins again without a network, and ends with the files", async () => {
  const { root, text } = await stored();
  const host = aSilentHost();
  let now = FILES_AT + 30_000;
  const verifier = createVerifier({ root, origin: ORIGIN, fetch: host.fetch, store: aStore(text), now: () => now });
  expect(said(await verifier.verify(LIVE.code))).toBe("valid");
  expect([verifier.age, verifier.faults]).toEqual([30_000, ["origin_silent"]]);
  now = FILES_AT + 48 * HOUR - 1;
  expect(said(await verifier.verify(LIVE.code))).toBe("proof_too_old");
  now = FILES_AT + 48 * HOUR;
  expect(said(await verifier.verify(LIVE.code))).toBe("trust_expired");
  expect(
    said(
      await createVerifier({ root, origin: ORIGIN, fetch: host.fetch, store: aStore(text), now: () => now }).verify(LIVE.code),
    ),
  ).toBe("trust_expired");
});

test("a verifier with stored files asks only for what has changed, and takes no earlier state", async () => {
  const { root, files, withState, text } = await stored();
  const store = aStore(text);
  const host = aHost(await withState(SUSPENDED));
  const suspended = createVerifier({ root, origin: ORIGIN, fetch: host.fetch, store, now: () => FILES_AT + 60_000 });
  expect(said(await suspended.verify(LIVE.code))).toBe("issuer_suspended");
  expect(host.asked).toEqual(["root/2", "state"]);
  const earlier = createVerifier({ root, origin: ORIGIN, fetch: aHost(files).fetch, store, now: () => FILES_AT + 60_000 });
  expect(said(await earlier.verify(LIVE.code))).toBe("issuer_suspended");
  expect(earlier.faults).toEqual(["file_rolled_back"]);
});

test.each([
  "",
  "{",
  "null",
  "[]",
  '{"roots":5,"state":{},"register":[],"book":7,"suspended":"x"}',
  '{"roots":["x"],"state":"a.b.c","book":"{}","suspended":[null,{"code":1}]}',
])("the broken value %s is as none", async (value) => {
  const { root, files } = await aWorld();
  const store = aStore(value);
  const verifier = createVerifier({ root, origin: ORIGIN, fetch: aHost(files).fetch, store, now: () => FILES_AT });
  expect(said(await verifier.verify(LIVE.code))).toBe("valid");
  expect(store.value).toContain(JSON.stringify(files[`${ORIGIN}/.well-known/trust/state`]));
});

test("nobody is believed by a store that another nation's files were written into, or whose files were altered", async () => {
  const [{ text: other }, { root, text }] = await Promise.all([stored(), stored()]);
  const host = aSilentHost();
  /** The stored text with the 60th character of a payload changed. */
  const altered = (file: string, payload: RegExp) => {
    const files: Record<string, string> = JSON.parse(text);
    const changed = (files[file] ?? "").replace(payload, (found) => `${found.slice(0, -1)}${found.endsWith("A") ? "B" : "A"}`);
    expect(changed).not.toBe(files[file]);
    return JSON.stringify({ ...files, [file]: changed });
  };
  for (const [value, code] of [
    [other, "issuer_unknown"],
    [altered("register", /"payload":".{60}/), "issuer_unknown"],
    [altered("book", /(?<=eyJpc3MiOiI0MjAxIi).{60}/), "issuer_unknown"],
    [altered("state", /(?<=\.).{60}/), "trust_expired"],
  ] as const) {
    const verifier = createVerifier({ root, origin: ORIGIN, fetch: host.fetch, store: aStore(value), now: () => FILES_AT });
    expect(said(await verifier.verify(LIVE.code))).toBe(code);
  }
});

test.each<readonly [string, Store]>([
  ["rejects", { get: () => Promise.reject(new Error("broken")), put: () => Promise.reject(new Error("broken")) }],
  ["never answers", { get: () => new Promise(() => undefined), put: () => new Promise(() => undefined) }],
  ["answers no text", { get: async () => 5 as never, put: async () => undefined }],
  [
    "throws",
    {
      get: () => {
        throw new Error("broken");
      },
      put: () => {
        throw new Error("broken");
      },
    },
  ],
])("a store that %s is gone on without", async (_, store) => {
  const { root, files } = await aWorld();
  const verifier = createVerifier({ root, origin: ORIGIN, fetch: aHost(files).fetch, store, now: () => FILES_AT });
  expect(said(await verifier.verify(LIVE.code))).toBe("valid");
});

test("a suspension goes on that the store or the state names, until the register readmits the issuer", async () => {
  const silent = await stored({}, SUSPENDED, { seq: 3 });
  expect(await saidAfter(silent.root, silent.store, null)).toBe("issuer_suspended");
  const { root, text } = await stored({}, SUSPENDED);
  expect(await saidAfter(root, aStore(JSON.stringify({ ...JSON.parse(text), suspended: [] })), null)).toBe("issuer_suspended");
  const readmitted = await stored({ readmitted: AT_SECONDS }, SUSPENDED);
  expect(await saidAfter(readmitted.root, readmitted.store, null)).toBe("valid");
});

test("a verifier walks to the next root once, and goes on from there without a network", async () => {
  const { root, rootAt, withState, store } = await stored();
  const next = await rootAt(2, "new");
  const files = { ...(await withState({ root: 2 })), [addressOf("root/2")]: next };
  expect(await saidAfter(root, store, files)).toBe("valid");
  expect(await saidAfter(root, store, null)).toBe("valid");
  expect(await saidAfter(next, store, null)).toBe("valid");
  expect(await saidAfter(root, store, await withState({ seq: 2, iat: AT_SECONDS + 1 }))).toBe("valid");
  expect(JSON.parse(store.value ?? "")).toMatchObject({ roots: [next], state: files[addressOf("state")] });
});

test("a stored root that is older than the pinned one leads nowhere", async () => {
  const { root, rootAt, files, text } = await stored();
  const host = aHost(files);
  const store = aStore(JSON.stringify({ ...JSON.parse(text), roots: [root] }));
  const pinned = await rootAt(2, "old");
  expect(
    said(await createVerifier({ root: pinned, origin: ORIGIN, fetch: host.fetch, store, now: () => FILES_AT }).verify(LIVE.code)),
  ).toBe("valid");
  expect(host.asked[0]).toBe("root/3");
});

test("a statement that was replaced does not come back after a new start, also by a book that left it out meanwhile", async () => {
  const { rootText, first, statement, signed } = await aPublisher();
  const newer = { ...first.statements, "44": await statement("44", { seq: 2 }) };
  const { "44": _, ...without } = newer;
  const store = aStore();
  const served = async (statements: Content["statements"], seq: number) => {
    const { state, register, book } = await signed(content(first.register, statements, { seq }));
    const books = ["since=0", "since=1"].map((since) => [addressOf(`book?${since}`), book]);
    const { fetch } = aHost({
      [addressOf("state")]: state,
      [addressOf("register/1")]: register,
      ...Object.fromEntries(books),
    });
    const reader = new TrustReader({ root: rootText, origin: ORIGIN, fetch, store });
    await reader.renew(FILES_AT);
    return reader.trust.issuers.get("44" as IssuerCode)?.keys.get(7)?.point;
  };
  const present = await served(newer, 1);
  expect(present).toBeDefined();
  expect([await served(first.statements, 2), await served(first.statements, 3)]).toEqual([present, present]);
  expect([await served(without, 4), await served(without, 5)]).toEqual([undefined, undefined]);
  expect([await served(first.statements, 6), await served(first.statements, 7)]).toEqual([present, present]);
});

test("a clock that was put back between runs makes no ended file new", async () => {
  const { root, withState, store } = await stored();
  const day = 86_400;
  const host = aHost(await withState({ seq: 2, iat: AT_SECONDS - 2 * day, exp: AT_SECONDS - day }));
  const now = FILES_AT - 36 * HOUR;
  const verifier = createVerifier({ root, origin: ORIGIN, fetch: host.fetch, store, now: () => now });
  await verifier.verify(LIVE.code);
  expect(verifier.faults).toEqual(["file_expired"]);
});
