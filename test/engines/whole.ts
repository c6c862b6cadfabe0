/** The rest of the story, for `npm run engines`: a second person, an unsent declaration, the whole screen, English, elder mode, other ways to scan, a gate without a network. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Account, HOSTS, RESIDENT } from "../../tools/demo-cast.ts";
import { enrol, liveCodeOf } from "../../tools/demo.ts";
import { fillPerson, logIn, openTab, sendPerson, strikeKeys } from "../support/acts.ts";
import { showNothing } from "../support/camera.ts";
import type { Hand } from "../support/engines/hand.ts";
import { chooseFile } from "../support/engines/in-page.ts";
import type { Stage } from "../support/engines/stage.ts";
import { storedText } from "../support/phone-storage.ts";
import { hold, openGate, readCode, seeCode, verdictOf } from "./showing.ts";

interface Cast {
  readonly stage: Stage;
  readonly resident: Hand;
  readonly collector: Hand;
  /** The resident, who is bound, and the child. */
  readonly family: Account;
}

export function tellWhole(cast: () => Cast): void {
  test("a second person is added and declares, and each has their own code", async () => {
    const { stage, resident, family } = cast();
    await resident.goto("/");
    await openTab(resident, "家人");
    await resident.getByRole("link", { name: "添加家人" }).click();
    await fillPerson(resident, family.people[1] ?? family.people[0]);
    await sendPerson(resident);
    await resident.getByText(/健康申报 · 子女/).waitFor();
    await enrol(stage.running.port, HOSTS.resident, family);
    await resident.goto("/");
    await seeCode(resident);
    const ofChild = await readCode(resident);
    await resident.getByRole("button", { name: "切换家人" }).click();
    await resident.getByRole("dialog").getByRole("button", { name: "本人" }).click();
    await seeCode(resident);
    expect(await readCode(resident)).not.toBe(ofChild);
    expect(await verdictOf(stage, await readCode(resident))).toMatchObject({ valid: true });
  });

  test("a declaration that is not sent survives a new start, sealed under a key that cannot be exported", async () => {
    const { resident } = cast();
    await resident.goto("/declare");
    await resident.getByText("第 1 步").waitFor();
    await resident.getByRole("button", { name: "下一步" }).click();
    await resident.getByText("第 2 步").waitFor();
    await resident.getByLabel("详细地址").fill("杏花村西巷 77 号院");
    const stored = await resident.tab.run(storedText);
    expect(stored).toContain("secret key, extractable: false");
    expect(stored).not.toContain("杏花村");
    await resident.goto("/declare?again");
    await resident.getByText("已恢复上次没写完的内容").waitFor();
    await resident.until(isInField, "address-detail", "杏花村西巷 77 号院");
    await resident.goto("/");
    await seeCode(resident);
  });

  test("the code on the whole screen is read", async () => {
    const { stage, resident } = cast();
    await resident.getByRole("button", { name: "全屏亮码", exact: true }).click();
    const whole = resident.getByRole("dialog", { name: "全屏健康码" });
    await whole.waitFor();
    expect(await verdictOf(stage, await readCode(resident))).toMatchObject({ valid: true });
    await whole.getByRole("button").click();
  });

  test("English and elder mode are chosen, and the code is read in both", async () => {
    const { stage, resident } = cast();
    await openTab(resident, "我的");
    await resident.getByLabel("长辈模式").check();
    await resident.getByRole("radio", { name: "English" }).check();
    await resident.getByRole("heading", { name: "Me", exact: true }).waitFor();
    await resident.goto("/");
    expect(await verdictOf(stage, await readCode(resident))).toMatchObject({ valid: true });
    expect(await resident.tab.run(() => [document.documentElement.lang, document.documentElement.className])).toEqual([
      "en",
      expect.stringContaining("elder"),
    ]);
    await resident.goto("/me");
    await resident.getByRole("radio", { name: "中文" }).check();
    await resident.getByRole("heading", { name: "我的", exact: true }).waitFor();
    await resident.goto("/");
    await seeCode(resident);
  });

  test("a gate takes a code from a scanner that types", async () => {
    const { stage, collector } = cast();
    const visitor = stage.running.visitor(HOSTS.resident);
    await visitor.logIn(RESIDENT.phone);
    await nextScan(collector);
    await collector.until(strikeKeys, await liveCodeOf(visitor));
    await collector.getByText("尹**").waitFor();
    await collector.getByRole("button", { name: "确认登记" }).click();
    await collector.getByText("已登记").waitFor();
  });

  test("a gate takes a code from a picture", async () => {
    const { resident, collector } = cast();
    await nextScan(collector);
    await collector.getByRole("button", { name: /扫码枪或图片/ }).click();
    await collector.getByText("选择图片").waitFor();
    await collector.tab.run(chooseFile, (await resident.tab.picture()).toString("base64"));
    await collector.getByText("林**").waitFor();
    await collector.getByRole("button", { name: "不登记" }).click();
  });

  test("a gate without a network scans and holds what it registers, and sends it when the network is back", async () => {
    const { stage, resident, collector } = cast();
    await nextScan(collector);
    await stage.network.cut();
    await hold(resident, collector, "确认登记");
    await collector.getByRole("button", { name: "确认登记" }).click();
    await collector.getByText("没有网络，还没登记").waitFor();
    await collector.getByText("待上传 1").waitFor();
    await stage.network.mend();
    await collector.getByText("待上传 0").waitFor();
  });

  test("a gate opened again without a network scans", async () => {
    const { stage, resident, collector } = cast();
    await openGate(collector);
    await hold(resident, collector, "确认登记");
    await stage.network.cut();
    await openGate(collector);
    await hold(resident, collector, "确认登记");
    await stage.network.mend();
  });
}

/** On a stage whose people prefer dark screens. */
export function tellDark(set: () => Promise<Stage>): void {
  let stage: Stage;
  beforeAll(async () => void (stage = await set()));
  afterAll(() => stage.dispose());

  test("the screen is dark, and the code on it is read", async () => {
    const resident = await stage.hand(HOSTS.resident);
    await logIn(resident, stage.running, RESIDENT.phone);
    await seeCode(resident);
    expect(await resident.tab.run(() => getComputedStyle(document.body).backgroundColor)).toMatch(
      /^rgb\((?:\d{1,2}(?:, |\))){3}$/,
    );
    expect(await verdictOf(stage, await readCode(resident))).toMatchObject({ valid: true });
  });
}

/** The last confirmation is gone, and nobody stands before the camera. */
async function nextScan(collector: Hand): Promise<void> {
  await collector.tab.run(showNothing);
  await collector.getByText("对准健康码").waitFor();
}

/** Runs inside the page. */
function isInField(id: string, text: string): boolean {
  const field = document.querySelector(`#${id}`);
  return field instanceof HTMLInputElement && field.value === text;
}
