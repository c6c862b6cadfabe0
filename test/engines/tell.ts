/** The tests of the story in one browser engine: a resident declares and shows the code, also without a network; a collector scans and registers it. Source: product.md §3, §4. */
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { verifyResponse } from "../../src/contract/verify.ts";
import { COLLECTOR, HOSTS, type Someone } from "../../tools/demo-cast.ts";
import { allDemanded, type EngineName, findEngine } from "../../tools/engines/find.ts";
import { fillPerson, logIn, openTab } from "../support/acts.ts";
import { showToCamera, takeCamera } from "../support/camera.ts";
import { declare } from "../support/declaration-form.ts";
import type { Engine, EngineStart } from "../support/engines/engine.ts";
import type { Hand } from "../support/engines/hand.ts";
import { codeIn } from "../support/engines/read-code.ts";
import { setStage, type Stage } from "../support/engines/stage.ts";
import { PATIENT } from "../support/patience.ts";
import { tellWhole } from "./whole.ts";

const PHONE = "13800000021";
const RESIDENT: Someone = { relation: "self", name: "林知夏", number: "42010719920314002X" };

/** Defines the tests for one engine. If the engine is not on this machine, they are left out and the reason is printed; it is an error if all engines are demanded. */
export function tell(name: EngineName, start: (how: EngineStart) => Promise<Engine>): void {
  const place = findEngine(name);
  test(`${name} is on this machine, or it is said why not`, () => {
    if ("reason" in place) process.stdout.write(`The story does not run in ${name}: ${place.reason}\n`);
    expect(allDemanded && "reason" in place ? place.reason : null).toBeNull();
  });
  if ("program" in place) describe(name, () => tellIn(() => setStage(place.program, start)));
}

function tellIn(set: () => Promise<Stage>): void {
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
    await logIn(resident, stage.running, PHONE);
    await resident.getByRole("link", { name: "登记本人" }).click();
    await fillPerson(resident, RESIDENT);
    await resident.getByRole("button", { name: "提交" }).click();
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
    await collector.tab.run(takeCamera);
    await openTab(collector, "工作台");
    await collector.getByText("对准健康码").waitFor();
    await collector.getByText(/公钥更新于/).waitFor();
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

  if (process.env["YIMA_WHOLE_STORY"] === "1") tellWhole(() => ({ stage, resident, collector, phone: PHONE }));
}

export async function seeCode(hand: Hand): Promise<void> {
  await hand.getByRole("img", { name: "健康码二维码" }).waitFor();
}

/** Waits until a code can be read from a picture of the page, and returns its digits. */
export function readCode(hand: Hand): Promise<string> {
  const read = async () => {
    const code = codeIn(await hand.tab.picture());
    if (code === null) throw new Error("no symbol is seen");
    return code;
  };
  return vi.waitFor(read, PATIENT);
}

/** The answer of the server's verifier to a code. The request does not go through the front whose network a test may cut. */
export function verdictOf({ running }: Stage, code: string): Promise<unknown> {
  return running.visitor().ask("POST", "/api/v1/verify", verifyResponse, { code });
}

/** Shows pictures of one phone's screen to another phone's camera, again and again, until the other phone displays the text `button`. */
export async function hold(shown: Hand, camera: Hand, button: string): Promise<void> {
  const held = async () => {
    await camera.tab.run(showToCamera, (await shown.tab.picture()).toString("base64"));
    await camera.tab.picture();
    expect(await camera.tab.run((words) => document.body.innerText.includes(words), button)).toBe(true);
  };
  await vi.waitFor(held, PATIENT);
}

/** Runs inside the page: whether a service worker controls it. Otherwise the app's files are not stored for use without a network. */
function isControlled(): boolean {
  return navigator.serviceWorker.controller !== null;
}
