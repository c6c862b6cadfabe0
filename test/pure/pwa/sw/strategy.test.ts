/** The answer of the service worker to each kind of request. */
import { describe, expect, it } from "vitest";
import { ownPages, SCREENS } from "../../../../src/pwa/app/screens.ts";
import { decide } from "../../../../src/pwa/sw/strategy.ts";

const OWN = { origin: "http://wuhan.localhost:8787", pages: ownPages() };
const asking = (path: string, changed: Partial<Parameters<typeof decide>[0]> = {}): string =>
  decide({ method: "GET", origin: OWN.origin, path, navigates: false, ...changed }, OWN);

describe("the service worker", () => {
  it.each(SCREENS.map(({ path }) => path))("answers the screen %s from the stored shell", (path) => {
    expect(asking(path, { navigates: true })).toBe("shell");
  });

  it.each(["/workbench/points", "/admin/420107/administrators", "/family/nowhere", "/r/4201/code"])(
    "answers %s, below a screen, from the stored shell too",
    (path) => {
      expect(asking(path, { navigates: true })).toBe("shell");
    },
  );

  it.each(["/api/v1/me", "/status/12", "/.well-known/jwks.json", "/healthz", "/sw.js"])("never stores %s", (path) => {
    expect(asking(path)).toBe("network");
  });

  it("leaves pages that are not the app's to the server", () => {
    expect(asking("/local/outbox", { navigates: true })).toBe("network");
  });

  it("leaves a page whose name only begins like one of the app's to the server", () => {
    expect(asking("/mean", { navigates: true })).toBe("network");
  });

  it("answers a file with a content hash from the store", () => {
    expect(asking("/assets/declare-abc123.js")).toBe("cache-first");
  });

  it("asks the network first for a file whose name is the same in each build", () => {
    expect([asking("/manifest.webmanifest"), asking("/icons/yima.svg"), asking("/divisions/42.json")]).toEqual([
      "network-first",
      "network-first",
      "network-first",
    ]);
  });

  it("does not touch a request to another origin", () => {
    expect(asking("/assets/x.js", { origin: "https://elsewhere.example" })).toBe("network");
  });

  it("does not touch a request that writes", () => {
    expect(asking("/assets/x.js", { method: "POST" })).toBe("network");
  });
});
