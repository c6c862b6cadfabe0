/** The status lists of a verifier of `packages/verify`: what they refuse, how long they count, and what it says without them. */
import { expect, test } from "vitest";
import { createVerifier, type Fetch, type Verdict } from "../../../packages/verify/src/index.ts";
import { StatusReader } from "../../../packages/verify/src/status-reader.ts";
import { readTrust } from "../../../src/token/status/trust.ts";
import { contentTypeOf } from "../../support/content-type.ts";
import { FILES_AT } from "../../support/federation.ts";
import { PATIENT } from "../../support/patience.ts";
import { HUBEI, LIVE, PAPER } from "../../support/verifier-host.ts";
import { aWorld, claimsOf, listFor, ORIGIN, VECTORS } from "../../support/verifier-world.ts";

/** A verifier at a world whose lists the test gives and counts. `list`: the text, or how the issuer's host answers. */
async function aVerifier(list: string | Fetch | null) {
  const { root, files } = await aWorld();
  const state = { list, now: FILES_AT, asked: 0 };
  const fetch: Fetch = async (url, init) => {
    const isList = url.includes("/status/");
    if (isList) state.asked += 1;
    if (isList && typeof state.list === "function") return state.list(url, init);
    const text = isList ? state.list : files[url];
    return typeof text === "string" ? aFile(url, text) : new Response(null, { status: 404 });
  };
  const verifier = createVerifier({ root, origin: ORIGIN, fetch, now: () => state.now });
  return Object.assign(state, { verify: async (code = LIVE.code) => saidOf(await verifier.verify(code)) });
}

function aFile(url: string, text: string, type = contentTypeOf(url)): Response {
  return new Response(text, { headers: { "content-type": type } });
}

function saidOf(verdict: Verdict): string {
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

test.each(["text/html", "application/jwt", "application/statuslist+jwt; charset=utf-8"])(
  "a list that comes as %s proves nothing",
  async (type) => {
    const list = await listOf(1);
    const verifier = await aVerifier(async (url) => aFile(url, list, type));
    expect(await verifier.verify()).toBe("valid, unchecked");
    verifier.list = list;
    verifier.now += 20_000;
    expect(await verifier.verify()).toBe("revoked");
  },
);

test("a list of another issuer, and one whose signature was altered, prove nothing", async () => {
  const [, foreign] = await listFor({ ...HUBEI, status: 1 });
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

/** A reader of lists at a host that answers by the address, and the status by it of the code with another community. */
function aReader(textAt: (url: string) => string | undefined) {
  const claims = claimsOf(LIVE);
  if (claims === null) throw new Error("a live code");
  const asked: string[] = [];
  const reader = new StatusReader(async (url) => {
    asked.push(url);
    const text = textAt(url);
    return text === undefined ? new Response(null, { status: 404 }) : aFile(url, text);
  });
  const trust = readTrust(VECTORS.keys.issuers);
  const origin = "https://code.r4201.gov.cn";
  const statusOf = (number: number) =>
    reader.statusOf({ ...claims, community: communityOf(number) }, { trust, origin, now: FILES_AT });
  return { asked, statusOf };
}

function communityOf(number: number): string {
  return `420107${String(number).padStart(6, "0")}`;
}

test("of more than 256 lists the one that was used least recently is forgotten, and asked for again", async () => {
  const { asked, statusOf } = aReader(() => undefined);
  for (let number = 0; number < 257; number += 1) {
    await statusOf(number);
    await statusOf(0);
  }
  expect(asked.length).toBe(257);
  await statusOf(2);
  expect(asked.length).toBe(257);
  await statusOf(1);
  expect(asked.length).toBe(258);
});

test("of lists with more than 32 MB the one that was used least recently is forgotten", async () => {
  const longest = { statusIndex: 2 ** 24 - 1 };
  const numbers = Array.from({ length: 9 }, (_, number) => number);
  const lists = await Promise.all(
    numbers.map((number) => listFor({ ...LIVE, status: 1 }, FILES_AT, { ...longest, community: communityOf(number) })),
  );
  const { asked, statusOf } = aReader((url) => new Map(lists).get(url));
  // A reader waits 0.8 s for a list, which a loaded machine may not take apart in that time; the next question finds it.
  for (const number of numbers) await expect.poll(() => statusOf(number), PATIENT).toBe(0);
  await statusOf(9);
  await statusOf(1);
  expect(asked.length).toBe(10);
  await statusOf(0);
  expect(asked.length).toBe(11);
});
