/** Each route below a person, for a login that manages them no longer while its own list still has them, and for a manager whom the holder has not kept. */
import { expect, test } from "vitest";
import { aDeclaration, aPhone, aResidentNumber } from "../builders.ts";
import { aCredentialsRequest } from "../device-keys.ts";
import { register } from "../register.ts";
import { Visitor } from "../visitor.ts";
import { changeRows } from "./shard-of.ts";

const report = { id: crypto.randomUUID(), temperatureCelsius: 36.6, symptoms: [] };
const PDF = "%PDF-1.7";

/** The answers of each route below a person, without the code that the login may show. */
async function answersOf(visitor: Visitor, id: string): Promise<ReadonlySet<string>> {
  const [appeal, file] = [crypto.randomUUID(), crypto.randomUUID()];
  const calls: readonly (readonly [string, string, unknown?])[] = [
    ["GET", "/declarations"],
    ["GET", "/declarations/1"],
    ["POST", "/declarations", aDeclaration()],
    ["GET", "/check-ins"],
    ["POST", "/check-ins", report],
    ["GET", "/colour"],
    ["GET", "/decisions"],
    ["GET", "/looks"],
    ["GET", "/appeals"],
    ["POST", "/appeals", { id: appeal, text: "这不是我", files: [] }],
    ["PUT", `/appeals/${appeal}/files/${file}`, PDF],
    ["GET", `/appeals/${appeal}/files/${file}`],
    ["DELETE", "/credentials"],
    ["POST", `/claims/${"0".repeat(32)}`, { decision: "allow" }],
    ["POST", `/managers/${"0".repeat(16)}`, { decision: "keep" }],
    ["POST", "/phone-change", { decision: "deny" }],
  ];
  const answers = new Set<string>();
  for (const [method, path, body] of calls) answers.add(await visitor.refusal(method, `/api/v1/people/${id}${path}`, body));
  return answers;
}

async function theirDaughter() {
  const [daughter, mother] = [await new Visitor().logIn(aPhone()), aPhone()];
  const number = aResidentNumber();
  await register(number, { name: "尹静姝", phone: mother });
  const person = await daughter.bind("尹静姝", number, "parent");
  await daughter.declare(person);
  return { daughter, mother, number, person };
}

test("a manager whom the holder has not kept reaches nothing of the person but their code", async () => {
  const { daughter, mother, number, person } = await theirDaughter();
  await (await new Visitor().logIn(mother)).bind("尹静姝", number);
  expect(await answersOf(daughter, person.id)).toEqual(new Set(["404 not_manager", "409 held_by_another"]));
  expect((await daughter.show(person)).digits).toMatch(/^\d+$/);
});

test("a login that manages the person no longer reaches nothing, also while its list still has them", async () => {
  const { daughter, number, person } = await theirDaughter();
  await changeRows(number, "DELETE FROM managers WHERE person = ?");
  expect(await answersOf(daughter, person.id)).toEqual(new Set(["404 not_manager"]));
  const { body } = await aCredentialsRequest(person.id);
  expect(await daughter.refusal("POST", `/api/v1/people/${person.id}/credentials`, body)).toBe("404 not_manager");
});
