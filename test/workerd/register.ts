/** The population register of one machine in tests: what it says about a number is chosen as on its page. */
import { expect } from "vitest";
import { Visitor } from "./visitor.ts";

/** Chooses the answer for a document number, or the name or phone that the register has for it. */
export async function register(
  number: string,
  change: { readonly choice?: string; readonly name?: string; readonly phone?: string },
  host = "wuhan.localhost",
): Promise<void> {
  const visitor = new Visitor(host);
  const body = new URLSearchParams({ number, choice: "register", name: "", phone: "", ...change }).toString();
  const headers = { "content-type": "application/x-www-form-urlencoded", origin: visitor.origin };
  const answer = await visitor.send("POST", "/local/authority", body, headers);
  expect(answer.status).toBeLessThan(400);
}
