/** Device keys in engines with and without compressed points. */
import { afterEach, describe, expect, test, vi } from "vitest";
import { bytesOf, DEVICE_KEY } from "../../../support/code.ts";

afterEach(() => {
  vi.restoreAllMocks();
  vi.resetModules();
});

async function fresh() {
  vi.resetModules();
  return import("../../../../src/token/code/device-key.ts");
}

async function rawOf(key: CryptoKey | null): Promise<string | null> {
  if (key === null) return null;
  const { x = "", y = "" } = await crypto.subtle.exportKey("jwk", key);
  return Buffer.concat([Buffer.from(x, "base64url"), Buffer.from(y, "base64url")]).toString("hex");
}

describe("device keys", () => {
  test("a key is imported once and then cached", async () => {
    const { deviceKeyOf } = await fresh();
    const first = await deviceKeyOf(DEVICE_KEY);
    expect(await deviceKeyOf(DEVICE_KEY.slice())).toBe(first);
  });

  test("an engine without compressed points gets the long form", async () => {
    const original = crypto.subtle.importKey.bind(crypto.subtle);
    const lengths: number[] = [];
    vi.spyOn(crypto.subtle, "importKey").mockImplementation((...call: readonly unknown[]) => {
      const [, point] = call;
      const length = point instanceof Uint8Array ? point.length : 0;
      lengths.push(length);
      return length === 65 && point instanceof Uint8Array
        ? original("raw", Uint8Array.from(point), { name: "ECDSA", namedCurve: "P-256" }, true, ["verify"])
        : Promise.reject(new DOMException("compressed", "DataError"));
    });
    const { deviceKeyOf } = await fresh();
    const key = await deviceKeyOf(DEVICE_KEY);
    expect(await rawOf(key)).toMatch(new RegExp(`^${Buffer.from(DEVICE_KEY).toString("hex").slice(2)}`));
    expect(await deviceKeyOf(bytesOf(`02${"00".repeat(31)}01`))).toBeNull();
    expect(lengths).toEqual([33, 65]);
  });

  test("one probe with the base point shows whether an engine takes compressed points", async () => {
    const points: string[] = [];
    const original = crypto.subtle.importKey.bind(crypto.subtle);
    vi.spyOn(crypto.subtle, "importKey").mockImplementation((...call: readonly unknown[]) => {
      const [, point] = call;
      const bytes = point instanceof Uint8Array ? Uint8Array.from(point) : new Uint8Array();
      points.push(Buffer.from(bytes).toString("hex"));
      return original("raw", bytes, { name: "ECDSA", namedCurve: "P-256" }, true, ["verify"]);
    });
    const { deviceKeyOf } = await fresh();
    const negated = Uint8Array.from(DEVICE_KEY, (byte, at) => (at === 0 ? 5 - byte : byte));
    await deviceKeyOf(DEVICE_KEY);
    await deviceKeyOf(negated);
    expect(points).toEqual([
      "036b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296",
      ...[DEVICE_KEY, negated].map((each) => Buffer.from(each).toString("hex")),
    ]);
  });

  test("the cache holds 8,192 keys, and always the newest half of them", async () => {
    const key = await crypto.subtle.importKey("raw", DEVICE_KEY, { name: "ECDSA", namedCurve: "P-256" }, true, ["verify"]);
    const spy = vi.spyOn(crypto.subtle, "importKey").mockResolvedValue(key);
    const { deviceKeyOf } = await fresh();
    const importsOf = async (from: number, to: number) => {
      spy.mockClear();
      for (let number = from; number < to; number += 1) await deviceKeyOf(Uint8Array.from([2, number >> 8, number & 255]));
      return spy.mock.calls.length;
    };
    expect(await importsOf(0, 8192)).toBe(8193);
    expect(await importsOf(0, 8192)).toBe(0);
    expect(await importsOf(8192, 8193)).toBe(1);
    expect(await importsOf(4096, 8193)).toBe(0);
    expect(await importsOf(0, 1)).toBe(1);
  });

  test("a point off the curve is no key", async () => {
    const { deviceKeyOf } = await fresh();
    expect(await deviceKeyOf(bytesOf(`02${"00".repeat(31)}01`))).toBeNull();
  });
});
