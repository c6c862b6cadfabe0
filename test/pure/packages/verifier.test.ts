/** The verifier of `packages/verify` at hosts that serve good files, wrong ones, or none, and between runs. */
import { describe, expect, test } from "vitest";
import { createVerifier, type Fetch, type Store, type Verdict } from "../../../packages/verify/src/index.ts";
import { FILES_AT } from "../../support/federation.ts";
import { aWorld, type CodeVector, ORIGIN, VECTORS } from "../../support/verifier-world.ts";

const [LIVE] = VECTORS.valid as readonly [CodeVector];
const HUBEI = VECTORS.valid.find(({ expected }) => expected?.claims["issuer"] === "42") ?? LIVE;
const HOUR = 3_600_000;

/** A host that serves texts by their addresses; what is asked is counted. */
function aHost(files: Readonly<Record<string, string>>) {
  const asked: string[] = [];
  const host = { files, asked, isSilent: false };
  const fetch: Fetch = async (url) => {
    asked.push(url.replace(`${ORIGIN}/.well-known/trust/`, ""));
    if (host.isSilent) throw new TypeError("no network");
    const text = host.files[url];
    return text === undefined ? new Response(null, { status: 404 }) : new Response(text);
  };
  return Object.assign(host, { fetch });
}

function aStore(value?: string): Store & { value: string | undefined } {
  const store = {
    value,
    get: async () => store.value,
    put: async (_: string, text: string) => {
      store.value = text;
    },
  };
  return store;
}

function said(verdict: Verdict): string {
  return verdict.valid ? "valid" : verdict.refusal.code;
}

describe("a verifier with a network", () => {
  test("takes the files in their order, asks again after 15 s, and then only for what has changed", async () => {
    const world = await aWorld();
    const host = aHost(world.files);
    let now = FILES_AT;
    const verifier = createVerifier({ root: world.root, origin: ORIGIN, fetch: host.fetch, now: () => now });
    expect(verifier.age).toBeNull();
    expect(await verifier.verify(LIVE.code)).toMatchObject({
      valid: true,
      issuer: "4201",
      maskedName: "张**",
      statusChecked: false,
    });
    const list = "https://code.r4201.gov.cn/status/420107012001-20200302";
    expect(host.asked).toEqual(["root/2", "state", "register/1", "book?since=0", list]);
    now += 14_999;
    expect(said(await verifier.verify(LIVE.code))).toBe("valid");
    expect([host.asked.length, verifier.age, verifier.faults]).toEqual([5, 14_999, []]);
    now += 1;
    await Promise.all(Array.from({ length: 20 }, () => verifier.verify(LIVE.code)));
    expect(host.asked.slice(5)).toEqual(["root/2", "state"]);
  });

  test("refuses codes of a suspended issuer, and of no other one", async () => {
    const world = await aWorld();
    const host = aHost(world.files);
    let now = FILES_AT;
    const verifier = createVerifier({ root: world.root, origin: ORIGIN, fetch: host.fetch, now: () => now });
    expect(said(await verifier.verify(HUBEI.code))).toBe("valid");
    host.files = await world.suspending("42");
    now += 15_000;
    expect(await verifier.verify(HUBEI.code)).toMatchObject({
      valid: false,
      refusal: { code: "issuer_suspended", issuer: "42", sentence: { en: expect.stringContaining("not the holder's fault") } },
    });
    expect(said(await verifier.verify(LIVE.code))).toBe("valid");
  });

  test("refuses codes of a member before and after its time, and codes that live longer than the register lets them", async () => {
    const at = FILES_AT / 1000;
    for (const [changes, code] of [
      [{ from: at + 60 }, "issuer_unknown"],
      [{ from: at - 60, until: at }, "issuer_unknown"],
      [{ maxLifetimeMinutes: { live: 60, paper: 60 } }, "expired"],
      [{ maxLifetimeMinutes: { live: 61, paper: 60 } }, "valid"],
    ] as const) {
      const { root, files } = await aWorld(changes);
      const verifier = createVerifier({ root, origin: ORIGIN, fetch: aHost(files).fetch, now: () => FILES_AT });
      expect(said(await verifier.verify(LIVE.code))).toBe(code);
    }
  });

  test("answers every wrong text with a refusal, and asks nobody for it", async () => {
    const { root, files } = await aWorld();
    const host = aHost(files);
    const verifier = createVerifier({ root, origin: ORIGIN, fetch: host.fetch, now: () => FILES_AT });
    const wrong = [undefined, null, 5, {}, [], "", "x", "\0", LIVE.code.slice(1), `${LIVE.code}0`, "9".repeat(1_000_000)];
    const verdicts = await Promise.all(wrong.map((text) => verifier.verify(text as string)));
    const refusals = [...Array.from({ length: 8 }, () => "not_a_code"), ...Array.from({ length: 3 }, () => "wrong_length")];
    expect(verdicts.map(said)).toEqual(refusals);
    expect(host.asked).toEqual([]);
  });
});

describe("a verifier whose host is wrong", () => {
  const FILE = "/.well-known/trust/state";

  test.each<readonly [string, string, Fetch]>([
    ["rejects", "origin_silent", () => Promise.reject(new TypeError("no network"))],
    [
      "throws",
      "origin_silent",
      () => {
        throw new TypeError("no network");
      },
    ],
    ["answers 500", "origin_silent", async () => new Response("", { status: 500 })],
    [
      "leads elsewhere",
      "origin_silent",
      async () => new Response(null, { status: 302, headers: { location: "https://example.com" } }),
    ],
    ["serves no files", "no_files", async () => new Response(null, { status: 404 })],
    [
      "serves a page",
      "file_malformed",
      async (url) => new Response(url.endsWith(FILE) ? "<!doctype html>" : null, { status: url.endsWith(FILE) ? 200 : 404 }),
    ],
    ["serves bytes that are no text", "origin_silent", async () => new Response(new Uint8Array([0xff]))],
  ])("that %s, knows no issuer, and says %s", async (_, fault, fetch) => {
    const { root } = await aWorld();
    const verifier = createVerifier({ root, origin: ORIGIN, fetch, now: () => FILES_AT });
    expect(said(await verifier.verify(LIVE.code))).toBe("issuer_unknown");
    expect([verifier.age, verifier.faults]).toEqual([null, [fault]]);
  });

  test("reads no more of a file than its bound", async () => {
    const { root } = await aWorld();
    let bytes = 0;
    const fetch: Fetch = async () => {
      const pull = (stream: ReadableStreamDefaultController<Uint8Array>) => {
        bytes += 4096;
        stream.enqueue(new Uint8Array(4096));
      };
      return new Response(new ReadableStream({ pull }));
    };
    const verifier = createVerifier({ root, origin: ORIGIN, fetch, now: () => FILES_AT });
    expect(said(await verifier.verify(LIVE.code))).toBe("issuer_unknown");
    expect(bytes).toBeLessThan(16_384 + 3 * 4096);
    expect(verifier.faults).toEqual(["origin_silent"]);
  });

  test("answers within 3 s if nothing comes", async () => {
    const { root } = await aWorld();
    const verifier = createVerifier({ root, origin: ORIGIN, fetch: () => new Promise(() => undefined), now: () => FILES_AT });
    const begun = performance.now();
    expect(said(await verifier.verify(LIVE.code))).toBe("issuer_unknown");
    expect(performance.now() - begun).toBeGreaterThan(2900);
  });

  test("believes no file of another nation, and takes no root that is none", async () => {
    const [own, other] = await Promise.all([aWorld(), aWorld()]);
    const { fetch } = aHost(other.files);
    for (const [root, faults] of [
      [own.root, ["file_signature_missing"]],
      ["", ["root_refused"]],
      ["{}", ["root_refused"]],
      [own.root.replace(/"signature":".{86}"/, `"signature":"${"A".repeat(86)}"`), []],
    ] as const) {
      const verifier = createVerifier({ root, origin: ORIGIN, fetch, now: () => FILES_AT });
      expect(said(await verifier.verify(LIVE.code))).toBe("issuer_unknown");
      if (faults.length > 0) expect(verifier.faults).toEqual(faults);
    }
  });
});

describe("a verifier with a store", () => {
  async function stored() {
    const world = await aWorld();
    const store = aStore();
    const { fetch } = aHost(world.files);
    await createVerifier({ root: world.root, origin: ORIGIN, fetch, store, now: () => FILES_AT }).verify(LIVE.code);
    return { ...world, text: store.value ?? "" };
  }

  test("begins again without a network, and ends with the files", async () => {
    const { root, text } = await stored();
    const host = aHost({});
    host.isSilent = true;
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

  test("asks only for what has changed, and takes no earlier state", async () => {
    const { root, files, suspending, text } = await stored();
    const store = aStore(text);
    const host = aHost(await suspending("4201"));
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
  ])("reads the broken value %s as none", async (value) => {
    const { root, files } = await aWorld();
    const store = aStore(value);
    const verifier = createVerifier({ root, origin: ORIGIN, fetch: aHost(files).fetch, store, now: () => FILES_AT });
    expect(said(await verifier.verify(LIVE.code))).toBe("valid");
    expect(store.value).toContain(JSON.stringify(files[`${ORIGIN}/.well-known/trust/state`]));
  });

  test("believes nobody by a store that another nation's files were written into, or whose files were altered", async () => {
    const [{ text: other }, { root, text }] = await Promise.all([stored(), stored()]);
    const host = aHost({});
    host.isSilent = true;
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
  ])("that %s goes on without it", async (_, store) => {
    const { root, files } = await aWorld();
    const verifier = createVerifier({ root, origin: ORIGIN, fetch: aHost(files).fetch, store, now: () => FILES_AT });
    expect(said(await verifier.verify(LIVE.code))).toBe("valid");
  });
});
