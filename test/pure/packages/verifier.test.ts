/** The verifier of `packages/verify` at hosts that serve good files, wrong ones, or none. */
import { describe, expect, test } from "vitest";
import { createVerifier, type Fetch } from "../../../packages/verify/src/index.ts";
import { contentTypeOf } from "../../support/content-type.ts";
import { anEndlessHost, ENDLESS } from "../../support/endless-host.ts";
import { FILES_AT } from "../../support/federation.ts";
import { aHost, HUBEI, LIVE, said } from "../../support/verifier-host.ts";
import { aWorld, ORIGIN } from "../../support/verifier-world.ts";

const HOUR = 3_600_000;

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
    host.files = await world.withState({ seq: 2, suspended: [{ code: "42", at: FILES_AT / 1000, reason: "key_leak" }] });
    now += 15_000;
    expect(await verifier.verify(HUBEI.code)).toMatchObject({
      valid: false,
      refusal: { code: "issuer_suspended", issuer: "42", sentence: { en: expect.stringContaining("not the holder's fault") } },
    });
    expect(said(await verifier.verify(LIVE.code))).toBe("valid");
  });

  test("asks again when its clock was put back, and when a reading has not ended for a minute", async () => {
    const world = await aWorld();
    const host = aHost(world.files);
    let now = FILES_AT + HOUR;
    const verifier = createVerifier({ root: world.root, origin: ORIGIN, fetch: host.fetch, now: () => now });
    await verifier.verify(LIVE.code);
    now = FILES_AT;
    await verifier.verify(LIVE.code);
    expect(host.asked.filter((path) => path === "state").length).toBe(2);
    let isLost = true;
    const fetch: Fetch = (url, init) => (isLost ? new Promise(() => undefined) : host.fetch(url, init));
    const other = createVerifier({ root: world.root, origin: ORIGIN, fetch, now: () => now });
    expect(said(await other.verify(LIVE.code))).toBe("issuer_unknown");
    isLost = false;
    now += 60_000;
    expect(said(await other.verify(LIVE.code))).toBe("proof_too_old");
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

/** The texts by their paths. */
function paths(files: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(files).map(([url, text]) => [url.replace(ORIGIN, ""), text]));
}

describe("a verifier whose host is wrong", () => {
  const FILE = "/.well-known/trust/state";
  const answerAt = (url: string, body: BodyInit, type = contentTypeOf(url)) =>
    url.endsWith(FILE) ? new Response(body, { headers: { "content-type": type } }) : new Response(null, { status: 404 });

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
    ["serves a page", "file_malformed", async (url) => answerAt(url, "<!doctype html>")],
    ["serves bytes that are no text", "file_malformed", async (url) => answerAt(url, new Uint8Array([0xff]))],
    ["serves a page as a page", "file_wrong_type", async (url) => answerAt(url, "<!doctype html>", "text/html")],
  ])("that %s, knows no issuer, and says %s", async (_, fault, fetch) => {
    const { root } = await aWorld();
    const verifier = createVerifier({ root, origin: ORIGIN, fetch, now: () => FILES_AT });
    expect(said(await verifier.verify(LIVE.code))).toBe("issuer_unknown");
    expect([verifier.age, verifier.faults]).toEqual([null, [fault]]);
  });

  test("reads no more of a file than its bound", async () => {
    const { root } = await aWorld();
    let bytes = 0;
    const fetch: Fetch = async (url) => {
      const pull = (stream: ReadableStreamDefaultController<Uint8Array>) => {
        bytes += 4096;
        stream.enqueue(new Uint8Array(4096));
      };
      return new Response(new ReadableStream({ pull }), { headers: { "content-type": contentTypeOf(url) } });
    };
    const verifier = createVerifier({ root, origin: ORIGIN, fetch, now: () => FILES_AT });
    expect(said(await verifier.verify(LIVE.code))).toBe("issuer_unknown");
    // The next root and the state.
    expect(bytes).toBeLessThan(16_384 + 4096 + 6 * 4096);
    expect(verifier.faults).toEqual(["file_too_large", "file_too_large"]);
  });

  test("refuses a file without an end by its name, reads the others, and keeps what it has", async () => {
    const world = await aWorld();
    const host = await anEndlessHost();
    let now = FILES_AT;
    const fetch: Fetch = (url, init) => globalThis.fetch(url.replace(ORIGIN, host.origin), init);
    const verifier = createVerifier({ root: world.root, origin: ORIGIN, fetch, now: () => now });
    host.files = { ...paths(world.files), [FILE.replace("state", "root/2")]: ENDLESS };
    expect([said(await verifier.verify(LIVE.code)), verifier.faults]).toEqual(["valid", ["file_too_large"]]);
    host.files = { ...paths(world.files), [FILE]: ENDLESS };
    now += 15_000;
    expect([said(await verifier.verify(LIVE.code)), verifier.faults]).toEqual(["valid", ["file_too_large"]]);
    expect(verifier.age).toBe(15_000);
    await expect.poll(host.sending).toBe(0);
    await host.stop();
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
