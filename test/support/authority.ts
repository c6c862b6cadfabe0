/** The identity authority of a system on one machine, as a test plays it: its answer about a number, and the acts of persons whom it answers about. */
import { Buffer } from "node:buffer";
import type { Browser } from "playwright-core";
import { HOSTS } from "../../tools/demo-cast.ts";
import { fillPerson, logIn, sendPerson } from "./acts.ts";
import { openPhone, type Phone } from "./browser.ts";
import type { Running } from "./running.ts";

export interface AnswerAbout {
  readonly choice?: "register" | "no_match" | "unknown" | "down";
  /** The name in the register; absent: unchanged. */
  readonly name?: string;
  /** The phone number in the register; absent: unchanged. */
  readonly phone?: string;
}

/** Chooses the answer about a document number, like the form of /local/authority. */
export async function chooseAnswer(running: Running, number: string, answer: AnswerAbout): Promise<void> {
  const form = new URLSearchParams({ choice: "register", name: "", phone: "", ...answer, number });
  const headers = {
    origin: `http://${HOSTS.resident}:${running.port}`,
    "content-type": "application/x-www-form-urlencoded",
  };
  const { status } = await running.visitor().send("POST", "/local/authority", Buffer.from(form.toString()), headers);
  if (status !== 303) throw new Error(`The register answered ${status}`);
}

export interface Owner {
  readonly phone: string;
  readonly name: string;
  readonly number: string;
}

/** A small phone of a new account at the demonstration's issuer. */
export async function openSmallPhone(browser: Browser, running: Running, phone: string): Promise<Phone> {
  const opened = await openPhone(browser, `http://${HOSTS.resident}:${running.port}`, { width: 360, height: 640 });
  await logIn(opened.page, running, phone);
  return opened;
}

/** Registers the owner of a phone on it, up to the check of what was typed and its sending. */
export async function registerSelf({ page }: Phone, { name, number }: Pick<Owner, "name" | "number">): Promise<void> {
  await page.goto("/family/add?relation=self");
  await fillPerson(page, { relation: "self", name, number });
  await sendPerson(page);
}
