/** The ways of those who have another phone, or whose phone somebody else has, walked as the person concerned. Over HTTP with the register of this machine. Source: decision 54. */
import { expect, test, vi } from "vitest";
import { aDeclaration, aPhone, aResidentNumber, COMMUNITY } from "../builders.ts";
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

/** The authority is asked again about a login at most once an hour. */
const HOUR_LATER = "UPDATE checks SET at = at - 3600000 WHERE person = ?";

const verified = ({ visitor }: Login, code: string) => visitor.ask("POST", "/api/v1/verify", { code });

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

test("the new owner of a number logs in, and the authority says that it is theirs: the former account is nobody's any more", async () => {
  const [former, aunt] = [await aLogin(), await aLogin()];
  const [number, moved] = [aResidentNumber(), await aLogin()];
  const person = await former.visitor.bind("尹静姝", number);
  await former.visitor.declare(person);
  expect(await verified(former, (await former.visitor.show(person)).digits)).toMatchObject({ flags: [] });
  await former.visitor.ask("POST", "/local/administrators", { division: COMMUNITY, phone: former.phone });
  expect(await former.visitor.refusal("GET", former.visitor.community("/points"))).toBe("200");
  await register(number, { phone: moved.phone });
  await changeRows(number, HOUR_LATER);
  const stranger = await aLogin(former.phone);
  const own = async () => (await stranger.visitor.me()).people[0];
  await vi.waitFor(async () => expect(await own()).toMatchObject({ proof: { level: "document", differs: "phone" } }));
  // The earlier code is revoked, and a new one says that the phone is somebody else's.
  expect((await own())?.revokedAt).not.toBeNull();
  expect(await verified(stranger, (await stranger.visitor.show(person)).digits)).toMatchObject({ flags: ["other_phone"] });
  for (const what of ["declarations", "colour", "decisions", "looks", "appeals"])
    expect(await stranger.visitor.refusal("GET", `/api/v1/people/${person.id}/${what}`)).toBe("404 not_manager");
  const declares = () => stranger.visitor.refusal("POST", `/api/v1/people/${person.id}/declarations`, aDeclaration());
  expect(await declares()).toBe("409 phone_not_confirmed");
  expect(await stranger.visitor.refusal("GET", former.visitor.community("/points"))).toMatch(/^403/);
  expect((await aunt.visitor.send("POST", "/api/v1/people", naming("尹静姝", number, "other"))).status).toBe(202);
  expect((await own())?.claims).toEqual([]);
  // The former owner comes with the new number: no day of waiting, and nobody can deny it.
  await moved.visitor.bind("尹静姝", number);
  await changeRows(number);
  expect(await stranger.visitor.refusal("GET", "/api/v1/me")).toBe("401 not_logged_in");
  expect((await moved.visitor.me()).people).toMatchObject([{ declaration: { n: 1 }, proof: { level: "holder" }, managers: [] }]);
});

test("a phone that the authority takes back by mistake is the person's again when it is asked again", async () => {
  const own = await aLogin();
  const number = aResidentNumber();
  const person = await own.visitor.bind("尹静姝", number);
  const ask = async () => {
    await changeRows(number, HOUR_LATER);
    return own.visitor.ask("POST", `/api/v1/people/${person.id}/proof`);
  };
  await register(number, { phone: aPhone() });
  expect(await ask()).toEqual({ level: "document" });
  await register(number, { choice: "unknown" });
  expect(await ask()).toEqual({ level: "document" });
  await register(number, { phone: own.phone });
  expect(await ask()).toEqual({ level: "holder" });
  await own.visitor.declare(person);
});

test("an authority that does not answer, or does not know the person, takes no proof away", async () => {
  const own = await aLogin();
  const number = aResidentNumber();
  const person = await own.visitor.bind("尹静姝", number);
  for (const choice of ["down", "unknown"]) {
    await register(number, { choice });
    await changeRows(number, HOUR_LATER);
    expect(await own.visitor.ask("POST", `/api/v1/people/${person.id}/proof`)).toEqual({ level: "holder" });
  }
});
