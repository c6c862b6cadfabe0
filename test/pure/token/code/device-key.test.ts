/** Holders' keys on engines that take compressed points and on those that do not. */
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
  test("a key is imported once and then kept", async () => {
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

  test("a point off the curve is no key", async () => {
    const { deviceKeyOf } = await fresh();
    expect(await deviceKeyOf(bytesOf(`02${"00".repeat(31)}01`))).toBeNull();
  });
});
