/** The tests of the story in one browser engine: a resident declares and shows the code, also without a network; a collector scans and registers it. Source: product.md §3, §4. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Account, COLLECTOR, HOSTS } from "../../tools/demo-cast.ts";
import { allDemanded, type EngineName, findEngine } from "../../tools/engines/find.ts";
import { fillPerson, logIn, sendPerson } from "../support/acts.ts";
import { declare } from "../support/declaration-form.ts";
import type { Engine, EngineStart } from "../support/engines/engine.ts";
import type { Hand } from "../support/engines/hand.ts";
import { setStage, type Stage } from "../support/engines/stage.ts";
import { hold, openGate, readCode, seeCode, verdictOf } from "./showing.ts";
import { tellOffice } from "./office.ts";
import { tellDark, tellWhole } from "./whole.ts";

const FAMILY: Account = {
  phone: "13800000021",
  people: [
    { relation: "self", name: "林知夏", number: "42010719920314002X" },
    { relation: "child", name: "林小禾", number: "420107201509010033" },
  ],
};

const isWhole = process.env["YIMA_WHOLE_STORY"] === "1";

/** Defines the tests for one engine. If the engine is not on this machine, they are left out and the reason is printed; it is an error if all engines are demanded. */
export function tell(name: EngineName, start: (how: EngineStart) => Promise<Engine>, { office = false } = {}): void {
  const place = findEngine(name);
  test(`${name} is on this machine, or it is said why not`, () => {
    if ("reason" in place) process.stdout.write(`The story does not run in ${name}: ${place.reason}\n`);
    expect(allDemanded && "reason" in place ? place.reason : null).toBeNull();
  });
  if ("reason" in place) return;
  describe(name, () => tellIn(() => setStage(place.program, start), office));
  if (isWhole) describe(`${name}, dark`, () => tellDark(() => setStage(place.program, start, true)));
}

function tellIn(set: () => Promise<Stage>, office: boolean): void {
  let stage: Stage;
  let resident: Hand;
  let collector: Hand;

  beforeAll(async () => {
    stage = await set();
    process.stdout.write(`${stage.engine.version}\n`);
    resident = await stage.hand(HOSTS.resident);
  });
  afterAll(() => stage.dispose());

  test("a resident logs in and declares", async () => {
    await logIn(resident, stage.running, FAMILY.phone);
    await resident.getByRole("link", { name: "登记本人" }).click();
    await fillPerson(resident, FAMILY.people[0]);
    await sendPerson(resident);
    await declare(resident, { see: async () => undefined });
    await resident.getByRole("link", { name: "出示健康码" }).click();
    await seeCode(resident);
  });

  test("the code on the screen is read by another decoder, and holds", async () => {
    expect(await verdictOf(stage, await readCode(resident))).toMatchObject({ valid: true, maskedName: "林**" });
  });

  test("a collector scans that screen and registers the passage", async () => {
    collector = await stage.hand(HOSTS.collector);
    await logIn(collector, stage.running, COLLECTOR.phone);
    await openGate(collector);
    await hold(resident, collector, "确认登记");
    await collector.getByRole("button", { name: "确认登记" }).click();
    await collector.getByText("已登记").waitFor();
  });

  test("without a network the resident opens the app again, and its code is read and holds", async () => {
    await resident.until(isControlled);
    await stage.network.cut();
    await resident.goto("/");
    await seeCode(resident);
    await resident.getByText(/没有网络/).waitFor();
    expect(await verdictOf(stage, await readCode(resident))).toMatchObject({ valid: true, maskedName: "林**" });
    await stage.network.mend();
  });

  if (isWhole) tellWhole(() => ({ stage, resident, collector, family: FAMILY }));
  if (isWhole && office) tellOffice(() => stage);
}

/** Runs inside the page: whether a service worker controls it. Otherwise the app's files are not stored for use without a network. */
function isControlled(): boolean {
  return navigator.serviceWorker.controller !== null;
}
