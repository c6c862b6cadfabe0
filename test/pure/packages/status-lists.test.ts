/** The status lists of a verifier of `packages/verify`: what they refuse, how long they count, and what it says without them. */
import { expect, test } from "vitest";
import { createVerifier, type Fetch, type Verdict } from "../../../packages/verify/src/index.ts";
import { FILES_AT } from "../../support/federation.ts";
import { aWorld, type CodeVector, listFor, ORIGIN, VECTORS } from "../../support/verifier-world.ts";

const [LIVE] = VECTORS.valid as readonly [CodeVector];
const PAPER = VECTORS.valid.find(({ expected }) => expected?.claims["kind"] === "paper") ?? LIVE;

/** A verifier at a world whose lists the test gives and counts. `list`: the text, or how the issuer's host answers. */
async function aVerifier(list: string | Fetch | null) {
  const { root, files } = await aWorld();
  const state = { list, now: FILES_AT, asked: 0 };
  const fetch: Fetch = async (url, init) => {
    const isList = url.includes("/status/");
    if (isList) state.asked += 1;
    if (isList && typeof state.list === "function") return state.list(url, init);
    const text = isList ? state.list : files[url];
    return typeof text === "string" ? new Response(text) : new Response(null, { status: 404 });
  };
  const verifier = createVerifier({ root, origin: ORIGIN, fetch, now: () => state.now });
  return Object.assign(state, { verify: async (code = LIVE.code) => said(await verifier.verify(code)) });
}

function said(verdict: Verdict): string {
  return verdict.valid ? `valid, ${verdict.statusChecked ? "checked" : "unchecked"}` : verdict.refusal.code;
}

const listOf = async (status: number, issuedAt = FILES_AT) => (await listFor({ ...LIVE, status }, issuedAt))[1];

test.each([
  [0, "valid, checked"],
  [1, "revoked"],
  [2, "suspended"],
  [3, "status_unknown"],
])("the value %i in the list means: %s", async (status, verdict) => {
  const verifier = await aVerifier(await listOf(status));
  expect(await verifier.verify()).toBe(verdict);
});

test("a list is asked for once in 20 s, by all together, and a revocation takes effect then", async () => {
  const verifier = await aVerifier(await listOf(0));
  expect(new Set(await Promise.all(Array.from({ length: 50 }, () => verifier.verify())))).toEqual(new Set(["valid, checked"]));
  expect(verifier.asked).toBe(1);
  verifier.list = await listOf(1, FILES_AT + 1000);
  verifier.now += 19_999;
  expect(await verifier.verify()).toBe("valid, checked");
  verifier.now += 1;
  expect(await verifier.verify()).toBe("revoked");
  expect(verifier.asked).toBe(2);
});

test("an old list proves a revocation, but no longer that a code is valid", async () => {
  for (const [status, young, old] of [
    [0, "valid, checked", "valid, unchecked"],
    [1, "revoked", "revoked"],
  ] as const) {
    const verifier = await aVerifier(await listOf(status));
    await verifier.verify();
    verifier.list = () => Promise.reject(new TypeError("no network"));
    verifier.now += 25_000;
    expect(await verifier.verify()).toBe(young);
    verifier.now += 1;
    expect(await verifier.verify()).toBe(old);
  }
});

test("an earlier list takes not the place of a later one", async () => {
  const verifier = await aVerifier(await listOf(1));
  expect(await verifier.verify()).toBe("revoked");
  verifier.list = await listOf(0, FILES_AT - 1000);
  verifier.now += 20_000;
  expect(await verifier.verify()).toBe("revoked");
});

test.each<readonly [string, string | Fetch | null]>([
  ["is not there", null],
  ["is no list", "a.b.c"],
  ["does not come", () => Promise.reject(new TypeError("no network"))],
  ["comes with an error", async () => new Response("", { status: 503 })],
  ["leads elsewhere", async () => new Response(null, { status: 302, headers: { location: "https://example.com" } })],
])("a list that %s leaves a code valid with its status unchecked", async (_, list) => {
  const verifier = await aVerifier(list);
  expect(await verifier.verify()).toBe("valid, unchecked");
});

test("a list of another issuer, and one whose signature was altered, prove nothing", async () => {
  const hubei = VECTORS.valid.find(({ expected }) => expected?.claims["issuer"] === "42") ?? LIVE;
  const [, foreign] = await listFor({ ...hubei, status: 1 });
  const own = await listOf(1);
  for (const list of [foreign, `${own.slice(0, -10)}AAAAAAAAAA`]) {
    const verifier = await aVerifier(list);
    expect(await verifier.verify()).toBe("valid, unchecked");
  }
});

test("a list that is slow is waited for 800 ms, and its request ends", async () => {
  const ended: string[] = [];
  const verifier = await aVerifier(
    (_, { signal }) =>
      new Promise((_resolve, reject) => {
        signal?.addEventListener("abort", () => {
          ended.push("request");
          reject(new TypeError("aborted"));
        });
      }),
  );
  const begun = performance.now();
  expect(await verifier.verify()).toBe("valid, unchecked");
  expect(performance.now() - begun).toBeGreaterThan(700);
  await expect.poll(() => ended).toEqual(["request"]);
  // Nobody waits for it a second time.
  const again = performance.now();
  expect(await verifier.verify()).toBe("valid, unchecked");
  expect(performance.now() - again).toBeLessThan(700);
});

test("no list of paper codes is asked for", async () => {
  const verifier = await aVerifier(await listOf(0));
  expect(await verifier.verify(PAPER.code)).toBe("valid, unchecked");
  expect(verifier.asked).toBe(0);
});
