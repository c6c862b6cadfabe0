/** One phone's screen before another's camera, and what the code on it says. */
import { expect, vi } from "vitest";
import { verifyResponse } from "../../src/contract/verify.ts";
import { openTab } from "../support/acts.ts";
import { showToCamera, takeCamera } from "../support/camera.ts";
import type { Hand } from "../support/engines/hand.ts";
import { codeIn } from "../support/engines/read-code.ts";
import type { Stage } from "../support/engines/stage.ts";
import { PATIENT } from "../support/patience.ts";

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
    expect(await camera.tab.run(() => document.body.innerText)).toContain(button);
  };
  await vi.waitFor(held, PATIENT);
}

/** From the start of the app to a gate that looks, with a canvas in place of its camera. */
export async function openGate(collector: Hand): Promise<void> {
  await collector.goto("/");
  await seeCode(collector);
  await collector.tab.run(takeCamera);
  await openTab(collector, "工作台");
  await collector.getByText("对准健康码").waitFor();
  await collector.getByText(/核验资料：/).waitFor();
}
