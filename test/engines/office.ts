/** The workbench on the PC in one engine, for `npm run engines`: the live board, its chart, each page. */
import { beforeAll, expect, test } from "vitest";
import { pagesOf } from "../../src/pwa/admin/pages.ts";
import { ADMINISTRATOR, COMMUNITY, HOSTS } from "../../tools/demo-cast.ts";
import { logIn } from "../support/acts.ts";
import type { Hand } from "../support/engines/hand.ts";
import type { Stage } from "../support/engines/stage.ts";
import { passThrough } from "../support/story.ts";

const ISSUER = "4201";

export function tellOffice(set: () => Stage): void {
  let office: Hand;

  beforeAll(async () => {
    office = await set().hand(HOSTS.administrator, { desk: true });
    await logIn(office, set().running, ADMINISTRATOR.phone);
    await office.goto(`/admin/${COMMUNITY.division}/board`);
  });

  test("the live board shows a pass without a reload, and draws it", async () => {
    await office.getByText("实时").waitFor();
    await passThrough(set().running);
    await office.getByText(/尹\*\*/).waitFor();
    expect(await office.until(isDrawn)).toBe(true);
  });

  test.each(pagesOf(COMMUNITY.division, ISSUER))("the page $name opens", async ({ name }) => {
    await office.goto(`/admin/${COMMUNITY.division}/${name}`);
    await office.until(hasHeading);
  });
}

/** Runs inside the page: a chart has more than one colour. */
function isDrawn(): boolean {
  const canvas = document.querySelector("canvas");
  const brush = canvas === null ? null : canvas.getContext("2d");
  if (canvas === null || brush === null || canvas.width === 0) return false;
  return new Set(new Uint32Array(brush.getImageData(0, 0, canvas.width, canvas.height).data.buffer)).size > 1;
}

/** Runs inside the page. */
function hasHeading(): boolean {
  const heading = document.querySelector("main h1");
  return heading !== null && heading.textContent !== "";
}
