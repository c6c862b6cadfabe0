/** A revocation reaches every verifier within 60 s, with the longest delays of publication, KV and isolate together; and the verifier's answers when KV fails. */
import { env } from "cloudflare:workers";
import { expect, test, vi } from "vitest";
import type { IssuerCode } from "../../../src/domain/issuer/issuer.ts";
import { readConfig } from "../../../src/config.ts";
import { statusFrom } from "../../../src/routes/verify/status-lists.ts";
import { signStatusList } from "../../../src/token/status/status-list.ts";
import { aTrust, NOW, signingKey, someClaims } from "../../support/code.ts";

const WUHAN = "4201" as IssuerCode;
const SECOND = 1000;
const END = Date.UTC(2020, 2, 2, 16);
/** How long KV may return an old value from its cache, and the longest wait before a publication: see storage/published.ts and status-list/publication.ts. */
const KV_SECONDS = 30;
const PUBLISH_SECONDS = 1;

const trust = aTrust();
let communities = 0;

/** A credential of a community that no other test uses. `kv` gives the state of its status list in KV at each second. */
async function aListInKv(kv: (second: number) => "clean" | "revoked" | "forged" | "none" | "failing") {
  communities += 1;
  const claims = someClaims({ community: `42010701200${communities}`, statusIndex: 5 });
  const list = `${claims.community}-20200302`;
  const key = { number: 7, privateKey: await signingKey("4201.7") };
  const made = (bits: Uint8Array<ArrayBuffer>, issuedAt: number) =>
    signStatusList({ issuer: WUHAN, list, bits, issuedAt, expiresAt: END }, key);
  const tokens = {
    clean: await made(Uint8Array.of(0, 0), NOW),
    revoked: await made(Uint8Array.of(0, 0b01_00), NOW + SECOND),
    forged: (await made(Uint8Array.of(0, 0), NOW)).replace(/.{20}$/, "A".repeat(20)),
    none: null,
  };
  let second = 0;
  let reads = 0;
  const getWithMetadata = () => {
    reads += 1;
    const state = kv(second);
    return state === "failing" ? Promise.reject(new Error("down")) : Promise.resolve({ value: tokens[state], metadata: null });
  };
  return {
    reads: () => reads,
    /** The status that the verifier finds at a second. Its work in the background is finished before this returns. */
    async at(moment: number): Promise<number | undefined> {
      second = moment;
      const behind: Promise<unknown>[] = [];
      const source = {
        env: { ...env, PUBLISHED: { getWithMetadata } as unknown as KVNamespace },
        config: readConfig(env),
        trust,
        now: NOW + moment * SECOND,
      };
      const status = await statusFrom({ ...source, later: (work) => behind.push(work) })(claims);
      await Promise.all(behind);
      return status;
    },
  };
}

/** How many seconds after the revocation a verifier that asks at the seconds of `asksAt` last found the credential valid. */
async function staleFor(revokedAt: number, asksAt: (second: number) => boolean): Promise<number> {
  const seenFrom = revokedAt + PUBLISH_SECONDS + KV_SECONDS;
  const list = await aListInKv((second) => (second >= seenFrom ? "revoked" : "clean"));
  let last = 0;
  for (let second = 0; second <= revokedAt + 120; second += 1)
    if (asksAt(second) && (await list.at(second)) === 0) last = second - revokedAt;
  return last;
}

test("a gate that asks each second refuses within 60 s of a revocation at any moment", async () => {
  const stale: number[] = [];
  for (let revokedAt = 40; revokedAt < 56; revokedAt += 3) stale.push(await staleFor(revokedAt, () => true));
  expect(Math.max(...stale)).toBeLessThan(60);
});

test("a gate that asks seldom refuses within 60 s too", async () => {
  for (const every of [7, 13, 24, 26, 59, 60]) expect(await staleFor(45, (second) => second % every === 0)).toBeLessThan(60);
});

test("a busy gate reads KV once in more than ten seconds, for any number of codes", async () => {
  const list = await aListInKv(() => "clean");
  for (let second = 0; second < 60; second += 1) for (let code = 0; code < 5; code += 1) expect(await list.at(second)).toBe(0);
  expect(list.reads()).toBeLessThanOrEqual(6);
});

test("an unpublished list leaves the status open, and is read no more often than another", async () => {
  const list = await aListInKv(() => "none");
  for (let second = 0; second < 60; second += 1) expect(await list.at(second)).toBeUndefined();
  expect(list.reads()).toBeLessThanOrEqual(6);
});

test("without KV a revoked entry stays revoked, and a valid one soon becomes unchecked", async () => {
  const log = vi.spyOn(console, "error").mockReturnValue();
  const revoked = await aListInKv((second) => (second < 5 ? "revoked" : "failing"));
  const clean = await aListInKv((second) => (second < 5 ? "clean" : "failing"));
  expect([await revoked.at(0), await clean.at(0), await clean.at(20)]).toEqual([1, 0, 0]);
  expect([await revoked.at(600), await clean.at(600)]).toEqual([1, undefined]);
  expect(log).toHaveBeenCalled();
  log.mockRestore();
});

test("a forged list in KV is rejected, and the earlier list stays", async () => {
  const log = vi.spyOn(console, "error").mockReturnValue();
  const list = await aListInKv((second) => (second < 5 ? "revoked" : "forged"));
  expect([await list.at(0), await list.at(60)]).toEqual([1, 1]);
  const never = await aListInKv(() => "forged");
  expect(await never.at(0)).toBeUndefined();
  expect(log).toHaveBeenCalledWith(expect.stringMatching(/^status list .* of 4201: list_signature_invalid$/));
  log.mockRestore();
});

test("a KV location with an older list undoes no revocation", async () => {
  const list = await aListInKv((second) => (second < 5 ? "revoked" : "clean"));
  expect([await list.at(0), await list.at(30), await list.at(60)]).toEqual([1, 1, 1]);
});
