/** When a proof of identity is a reason to decide a colour again: only where others have declared about the person. */
import { expect, test } from "vitest";
import type { OwnDecisions } from "../../../src/contract/decision.ts";
import type { Person } from "../../../src/contract/people.ts";
import { aPhone, aResidentNumber } from "../builders.ts";
import { register } from "../register.ts";
import { Visitor } from "../visitor.ts";

const HUBEI = "hubei.localhost";
const FEVER = { temperatureCelsius: 38.5, symptoms: ["fever"] };

const loggedIn = () => new Visitor(HUBEI).logIn(aPhone());

async function coloursOf(visitor: Visitor, { id }: Person): Promise<readonly string[]> {
  const { decisions } = await visitor.ask<OwnDecisions>("GET", `/api/v1/people/${id}/decisions`);
  return decisions.map(({ colour }) => colour);
}

test("a colour that somebody else's declaration gave is decided again when the person proves who they are", async () => {
  const [child, parent] = [await loggedIn(), await loggedIn()];
  const number = aResidentNumber();
  const declared = await child.bind("尹建国", number, "parent");
  await child.declare(declared, FEVER);
  expect(await coloursOf(child, declared)).toEqual(["yellow"]);
  const self = await parent.bind("尹建国", number);
  expect((await coloursOf(parent, self))[0]).not.toBe("yellow");
});

test("a contact that somebody else declared no longer waits for a review when the person proves who they are", async () => {
  const [child, parent] = [await loggedIn(), await loggedIn()];
  const number = aResidentNumber();
  await child.declare(await child.bind("尹建国", number, "parent"), { contact: "confirmed" });
  const self = await parent.bind("尹建国", number);
  const { decisions } = await parent.ask<OwnDecisions>("GET", `/api/v1/people/${self.id}/decisions`);
  expect(decisions[0]?.review ?? null).toBeNull();
});

test("a claim of somebody else, which changes nothing of what counts, makes no decision", async () => {
  const resident = await loggedIn();
  const number = aResidentNumber();
  const self = await resident.bind("尹静姝", number);
  await resident.declare(self, FEVER);
  const relative = await loggedIn();
  await relative.bind("尹静姝", number, "other");
  expect(await coloursOf(resident, self)).toEqual(["yellow"]);
});

test("a fever that the person has declared stays when they prove another phone", async () => {
  const [before, after] = [aPhone(), aPhone()];
  const resident = await new Visitor(HUBEI).logIn(before);
  const number = aResidentNumber();
  await resident.declare(await resident.bind("尹静姝", number), FEVER);
  await register(number, { phone: after }, HUBEI);
  const moved = await new Visitor(HUBEI).logIn(after);
  const self = await moved.bind("尹静姝", number);
  expect(self.proof.level).toBe("holder");
  expect(await coloursOf(moved, self)).toEqual(["yellow"]);
});
