/** The text messages to a phone number, without those that have a one-time password, newest first. */
import { Visitor } from "./visitor.ts";

interface Outbox {
  readonly messages: readonly { readonly phone: string; readonly text: string; readonly password?: string }[];
}

export async function textsTo(number: string): Promise<readonly string[]> {
  const { messages } = await new Visitor().ask<Outbox>("GET", "/local/outbox.json");
  return messages.filter(({ phone, password }) => phone.endsWith(number) && password === undefined).map(({ text }) => text);
}
