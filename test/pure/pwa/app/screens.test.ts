/** The table of screens: the screen of each address. */
import { expect, test } from "vitest";
import { ownPages, screenAt, SCREENS } from "../../../../src/pwa/app/screens.ts";

test.each([
  ["/", "/"],
  ["/family", "/family"],
  ["/family/add", "/family/add"],
  ["/history/AAAA-bbb_9/3", "/history/:person/:number"],
  ["/workbench", "/workbench/*"],
  ["/workbench/420107001002/points", "/workbench/*"],
  ["/admin/420107", "/admin/*"],
  ["/handover", "/handover/*"],
  ["/handover/code", "/handover/*"],
  ["/r", "/r/*"],
  ["/r/4201/https:%2F%2Fevil.example", "/r/*"],
])("the address %s shows the screen %s", (address, path) => {
  expect(screenAt(address).path).toBe(path);
});

test.each(["/nowhere", "/family/remove", "/history/AAAA-bbb_9", "/history/a.b/3", "/administrator", "/me/more"])(
  "%s is no screen's address and shows the code",
  (address) => {
    expect(screenAt(address).path).toBe("/");
  },
);

test("no screen stands in two rows, and no row hides another", () => {
  const paths = SCREENS.map(({ path }) => path);
  expect(paths.map((path) => screenAt(path.replaceAll(":", "")).path)).toEqual(paths);
});

test("the pages of the app are the first parts of the screens' addresses, each once", () => {
  expect(ownPages()).toEqual([
    "/",
    "/declare",
    "/family",
    "/me",
    "/proof",
    "/history",
    "/privacy",
    "/record",
    "/handover",
    "/r",
    "/check",
    "/devices",
    "/passkeys",
    "/looks",
    "/decisions",
    "/appeals",
    "/check-in",
    "/workbench",
    "/admin",
  ]);
});
