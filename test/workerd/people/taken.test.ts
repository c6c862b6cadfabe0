/** Somebody who wants a person, or an office, that is not theirs: by a claim, by a change of phone, by another name. Over HTTP. Source: decision 54. */
import { expect, test } from "vitest";
import { aPhone, aResidentNumber, COMMUNITY } from "../builders.ts";
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

/** A person who holds themselves, and who then has proved with another phone, so that the first one serves for a day. */
async function aChangeOfPhone() {
  const [before, after] = [await aLogin(), await aLogin()];
  const number = aResidentNumber();
  const own = await before.visitor.bind("尹静姝", number);
  await register(number, { phone: after.phone });
  const taken = await after.visitor.bind("尹静姝", number);
  return { before, after, number, own, taken };
}

function office(visitor: Visitor): Promise<string> {
  return visitor.refusal("GET", visitor.community("/collectors"));
}

test("an old phone whose office rests does not wake it by a claim on its former person", async () => {
  const { before, number } = await aChangeOfPhone();
  await before.visitor.ask("POST", "/local/administrators", { division: COMMUNITY, phone: before.phone });
  expect(await office(before.visitor)).toBe("200");
  // As of somebody whom an operator or two administrators have proved in person.
  await changeRows(
    number,
    "UPDATE persons SET proof = 'in_person' WHERE person = ?",
    "UPDATE managers SET ends_at = 1 WHERE person = ? AND ending = 'replaced'",
  );
  const { visitor } = await aLogin(before.phone);
  const claim = await visitor.bind("尹静姝", number);
  expect(claim.state).toBe("pending");
  expect(await visitor.refusal("POST", `/api/v1/people/${claim.id}/proof`)).toBe("404 not_manager");
  expect(await office(visitor)).toBe("403 not_administrator");
});

test("a new phone does not end the former phone within its day", async () => {
  const { before, after, own, taken } = await aChangeOfPhone();
  const [me] = (await after.visitor.me()).people;
  const path = `/api/v1/people/${taken.id}/managers/${me?.managers[0]?.id}`;
  for (const decision of ["keep", "end"])
    expect(await after.visitor.refusal("POST", path, { decision })).toBe("404 manager_not_found");
  await before.visitor.ask("POST", `/api/v1/people/${own.id}/phone-change`, { decision: "deny" });
  expect((await after.visitor.me()).people[0]).toMatchObject({ proof: { level: "none", frozen: true } });
});

test("a new phone that removes the person within the day leaves the former phone as it was", async () => {
  const { before, after, number, taken } = await aChangeOfPhone();
  await after.visitor.ask("DELETE", `/api/v1/people/${taken.id}`);
  await changeRows(number, "UPDATE managers SET ends_at = 1 WHERE person = ? AND ending = 'replaced'");
  expect((await before.visitor.me()).people[0]).toMatchObject({ proof: { level: "holder" }, ending: null });
});

test("while two phones contradict each other, nobody takes the person with another name that the authority knows", async () => {
  const { before, after, number, own } = await aChangeOfPhone();
  await before.visitor.ask("POST", `/api/v1/people/${own.id}/phone-change`, { decision: "deny" });
  await register(number, { name: "尹静淑" });
  const stranger = await aLogin();
  expect((await stranger.visitor.bind("尹静淑", number, "other")).state).toBe("pending");
  for (const { visitor } of [before, after]) expect((await visitor.me()).people).toHaveLength(1);
});

test("a claim that waits stays in the login, also when the end of an earlier management is told late", async () => {
  const [one, other] = [await aLogin(), await aLogin()];
  const number = aResidentNumber();
  const child = await one.visitor.bind("尹小满", number, "child");
  await other.visitor.bind("尹小满", number, "child");
  const [claim] = (await one.visitor.me()).people[0]?.claims ?? [];
  await one.visitor.ask("POST", `/api/v1/people/${child.id}/claims/${claim?.id}`, { decision: "allow" });
  await one.visitor.ask("DELETE", `/api/v1/people/${child.id}`);
  expect((await one.visitor.bind("尹小满", number, "child")).state).toBe("pending");
  await changeRows(number);
  expect((await one.visitor.me()).people).toMatchObject([{ state: "pending" }]);
});

test("wrong names of strangers keep no mother from her child", async () => {
  const mother = await aLogin();
  await mother.visitor.bind("尹静姝", aResidentNumber());
  const number = aResidentNumber();
  await register(number, { name: "尹小满", phone: mother.phone });
  for (const stranger of [await aLogin(), await aLogin()])
    for (let count = 0; count < 6; count += 1)
      await stranger.visitor.send("POST", "/api/v1/people", {
        relation: "other",
        name: "不是我",
        document: { type: "10", number },
      });
  const late = await aLogin();
  const claim = { relation: "other", name: "尹小满", document: { type: "10", number } };
  expect(await late.visitor.refusal("POST", "/api/v1/people", claim)).toBe("429 too_many_requests");
  expect(await mother.visitor.bind("尹小满", number, "child")).toMatchObject({ state: "managed" });
});
