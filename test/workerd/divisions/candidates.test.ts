/** An administrator cannot find out by many tries of an appointment which phone numbers have an account: after sixty refused ones in an hour the answers say nothing. Source: quality.md, enumeration. */
import { beforeEach, expect, test } from "vitest";
import type { Administrator } from "../../../src/contract/administrator.ts";
import { aPhone, aResidentNumber, COMMUNITY } from "../builders.ts";
import { Visitor } from "../visitor.ts";

const STREET = "420107001";
const PATH = `/api/v1/divisions/${COMMUNITY}/administrators`;
const AN_HOUR = 60;

let street: Visitor;

beforeEach(async () => {
  const phone = aPhone();
  street = await new Visitor().logIn(phone);
  await street.ask("POST", "/local/administrators", { division: STREET, phone });
});

async function bound(name: string): Promise<{ readonly name: string; readonly phone: string }> {
  const phone = aPhone();
  await (await new Visitor().logIn(phone)).bind(name, aResidentNumber());
  return { name, phone };
}

const propose = (path: string, whom: { readonly name: string; readonly phone: string }) =>
  street.refusal("POST", path, { ...whom, reason: "任命" });

test("after sixty refused candidates in an hour, by any way, an administrator learns nothing about any number", async () => {
  const person = await bound("尹知");
  const { id } = await street.ask<Administrator>("POST", PATH, { ...(await bound("尹在")), reason: "任命" });
  const replacement = `${PATH}/${id}/replacement`;
  const answers = [];
  for (let count = 0; count < AN_HOUR / 2; count += 1) {
    answers.push(await propose(PATH, { name: "王芳", phone: aPhone() }));
    answers.push(await propose(replacement, { name: "别人", phone: person.phone }));
  }
  expect(new Set(answers)).toEqual(new Set(["409 phone_not_registered", "409 name_does_not_match"]));
  expect([
    await propose(PATH, { name: "王芳", phone: aPhone() }),
    await propose(PATH, { name: "别人", phone: person.phone }),
    await propose(replacement, { name: "王芳", phone: aPhone() }),
  ]).toEqual(["429 too_many_requests", "429 too_many_requests", "429 too_many_requests"]);
});

test("fit candidates are appointed after any number of refused ones", async () => {
  for (let count = 0; count <= AN_HOUR; count += 1) await propose(PATH, { name: "王芳", phone: aPhone() });
  expect(await propose(PATH, await bound("尹合"))).toBe("201");
});
