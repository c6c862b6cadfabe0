/** The ways of those who have another phone, or whose phone somebody else has, walked as the person concerned. Over HTTP with the register of this machine. Source: decision 54. */
import { expect, test } from "vitest";
import { aDeclaration, aPhone, aResidentNumber } from "../builders.ts";
import { register } from "../register.ts";
import { Visitor } from "../visitor.ts";
import { changeRows } from "./shard-of.ts";

interface Login {
  readonly phone: string;
  readonly visitor: Visitor;
}

async function aLogin(phone = aPhone()): Promise<Login> {
  return { phone, visitor: await new Visitor().logIn(phone) };
}

const naming = (name: string, number: string, relation = "self") => ({ relation, name, document: { type: "10", number } });

test("a claim that waits is repeated when the authority has the phone at last: the person is theirs at once", async () => {
  const [before, after] = [await aLogin(), await aLogin()];
  const number = aResidentNumber();
  await before.visitor.bind("尹静姝", number);
  const claim = () => after.visitor.send("POST", "/api/v1/people", naming("尹静姝", number));
  expect((await claim()).status).toBe(202);
  await register(number, { phone: after.phone });
  expect((await claim()).status).toBe(201);
  expect((await after.visitor.me()).people).toMatchObject([{ state: "managed", proof: { level: "holder" } }]);
  const another = aResidentNumber();
  await before.visitor.bind("尹小满", another, "child");
  expect((await after.visitor.send("POST", "/api/v1/people", naming("尹小满", another, "child"))).status).toBe(202);
  const repeat = () => after.visitor.refusal("POST", "/api/v1/people", naming("尹小满", another, "child"));
  const answers = [await repeat(), await repeat(), await repeat(), await repeat(), await repeat(), await repeat()];
  expect(answers).toEqual(["202", "202", "202", "202", "202", "429 too_many_requests"]);
});

test("a child who comes of age holds themselves on their own phone at once, and keeps or ends the parent", async () => {
  const [parent, child] = [await aLogin(), await aLogin()];
  const number = aResidentNumber();
  const managed = await parent.visitor.bind("尹小满", number, "child");
  await parent.visitor.declare(managed);
  await register(number, { phone: child.phone });
  const own = await child.visitor.bind("尹小满", number);
  expect(own).toMatchObject({ state: "managed", proof: { level: "holder" }, declaration: { n: 1 }, declaredByOther: true });
  const declares = () => parent.visitor.refusal("POST", `/api/v1/people/${managed.id}/declarations`, aDeclaration());
  expect((await parent.visitor.me()).people).toMatchObject([{ state: "managed", ending: { why: "asked" } }]);
  expect(await declares()).toBe("409 held_by_another");
  const [asked] = (await child.visitor.me()).people[0]?.managers ?? [];
  expect(asked).toMatchObject({ relation: "child", ending: "asked" });
  const decide = (decision: string) => child.visitor.ask("POST", `/api/v1/people/${own.id}/managers/${asked?.id}`, { decision });
  await decide("keep");
  expect((await parent.visitor.me()).people).toMatchObject([{ ending: null }]);
  expect(await declares()).toBe("201");
  await decide("end");
  expect((await parent.visitor.me()).people).toEqual([]);
});

test("a number is given to somebody else: the former owner proves the new number, and a day later the account of the old one has lost everything", async () => {
  const [former, moved] = [await aLogin(), await aLogin()];
  const [number, childNumber] = [aResidentNumber(), aResidentNumber()];
  await former.visitor.declare(await former.visitor.bind("尹静姝", number));
  await former.visitor.bind("尹小满", childNumber, "child");
  await register(number, { phone: moved.phone });
  const stranger = await aLogin(former.phone);
  // Until the former owner comes, the new one sees no name and no number in full.
  expect((await stranger.visitor.me()).people).toMatchObject([
    { maskedName: "尹**", maskedDocument: expect.stringMatching(/^42\*+..$/) },
    { maskedName: "尹**", maskedDocument: expect.stringMatching(/^42\*+..$/) },
  ]);
  await moved.visitor.bind("尹静姝", number);
  await changeRows(number, "UPDATE managers SET ends_at = 1 WHERE person = ? AND ending = 'replaced'");
  expect(await stranger.visitor.refusal("GET", "/api/v1/me")).toBe("401 not_logged_in");
  expect(await moved.visitor.bind("尹小满", childNumber, "child")).toMatchObject({ state: "managed" });
  expect((await (await aLogin(former.phone)).visitor.me()).people).toEqual([]);
});
