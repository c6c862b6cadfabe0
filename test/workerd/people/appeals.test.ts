/** Appeals on the real runtime: they go to the region whose list caused the colour; its administrators answer, and a granted one withdraws the entry. */
import { env } from "cloudflare:workers";
import { runInDurableObject } from "cloudflare:test";
import { beforeAll, expect, test } from "vitest";
import type { Appeal, AppealsWaiting, WaitingAppeals } from "../../../src/contract/appeal.ts";
import type { PersonColour } from "../../../src/contract/colour.ts";
import {
  aListed,
  anOfficer,
  answer,
  appeal,
  appealsOf,
  aResident,
  list,
  queued,
  QUEUE,
  refusedAppeal,
  type Resident,
  WUHAN,
} from "./appellant.ts";
import { operatorsAppoint } from "../operators.ts";
import type { Visitor } from "../visitor.ts";

const GRANT = { decision: "grant", ground: "wrong_person", reason: "同名同姓，名单有误" };

let first: Visitor;
let second: Visitor;

async function colourOf({ visitor, person }: Resident): Promise<string> {
  const { colour, row } = await visitor.ask<PersonColour>("GET", `/api/v1/people/${person.id}/colour`);
  return `${colour} ${row}`;
}

/** The person's newest appeal as the answer about the colour has it. */
async function newestAppeal({ visitor, person }: Resident): Promise<PersonColour["appeal"]> {
  return (await visitor.ask<PersonColour>("GET", `/api/v1/people/${person.id}/colour`)).appeal;
}

async function latest(resident: Resident): Promise<Appeal | undefined> {
  return (await appealsOf(resident))[0];
}

beforeAll(async () => {
  first = await anOfficer("陈守诚");
  second = await anOfficer("李守信");
});

test("an appeal goes to the region of the list that caused the colour, with 48 hours for the answer", async () => {
  const resident = await aListed();
  const receipt = await appeal(resident);
  expect(receipt).toMatchObject({ region: WUHAN, state: "waiting", text: "那天我不在武汉", reason: null });
  expect(Date.parse(receipt.dueAt) - Date.parse(receipt.at)).toBe(48 * 3_600_000);
  expect(await queued(first, receipt.id)).toEqual({
    id: receipt.id,
    at: receipt.at,
    dueAt: receipt.dueAt,
    overdue: false,
    maskedName: "尹**",
    colour: "yellow",
    why: expect.any(Object),
    cause: "potential_contact",
    text: "那天我不在武汉",
    files: [],
    home: null,
    silent: null,
    proposed: null,
    proposedByMe: false,
    isProposed: false,
  });
});

test("two officers grant it: the entry is withdrawn, the colour decided again, and the same list does not bring it back", async () => {
  const resident = await aListed();
  expect(await colourOf(resident)).toBe("yellow potential_contact");
  const { id } = await appeal(resident);
  expect(await answer(first, id, GRANT)).toEqual({ state: "proposed" });
  expect(await colourOf(resident)).toBe("yellow potential_contact");
  expect(await queued(first, id)).toMatchObject({ proposed: "wrong_person", proposedByMe: true });
  expect(await queued(second, id)).toMatchObject({ proposed: null, proposedByMe: false, isProposed: true });
  expect(await first.refusal("POST", `${QUEUE}/${id}/answers`, GRANT)).toBe("409 second_officer");
  expect(await answer(second, id, GRANT)).toEqual({ state: "granted" });
  expect(await colourOf(resident)).toBe("green nothing_found");
  expect(await latest(resident)).toMatchObject({ id, state: "granted", reason: GRANT.reason });
  expect(await newestAppeal(resident)).toMatchObject({ state: "granted", answeredAt: expect.any(String) });
  expect(await queued(second, id)).toBeUndefined();
  await expect(list(resident)).rejects.toThrow("fact_withdrawn");
  expect(await colourOf(resident)).toBe("green nothing_found");
});

test("another officer with another ground makes a new proposal, and does not agree", async () => {
  const resident = await aListed();
  expect(await newestAppeal(resident)).toBeNull();
  const { id, dueAt } = await appeal(resident);
  expect(await newestAppeal(resident)).toEqual({ state: "waiting", dueAt, answeredAt: null });
  await answer(first, id, GRANT);
  expect(await answer(second, id, { ...GRANT, ground: "ruled_out" })).toEqual({ state: "differs" });
  expect(await answer(first, id, { ...GRANT, ground: "ruled_out" })).toEqual({ state: "granted" });
});

test("an officer who chose the wrong ground chooses another, and still counts as one officer", async () => {
  const { id } = await appeal(await aListed());
  await answer(first, id, GRANT);
  const other = { ...GRANT, ground: "ruled_out" };
  expect(await answer(first, id, other)).toEqual({ state: "proposed" });
  expect(await first.refusal("POST", `${QUEUE}/${id}/answers`, other)).toBe("409 second_officer");
  expect(await answer(second, id, other)).toEqual({ state: "granted" });
});

test("one officer refuses with a reason, and another appeal is possible then", async () => {
  const resident = await aListed();
  const { id } = await appeal(resident);
  expect(await refusedAppeal(resident)).toBe("409 appeal_open");
  expect(await answer(first, id, { decision: "refuse", reason: "名单无误" })).toEqual({ state: "refused" });
  expect(await latest(resident)).toMatchObject({ state: "refused", reason: "名单无误" });
  expect(await colourOf(resident)).toBe("yellow potential_contact");
  expect(await first.refusal("POST", `${QUEUE}/${id}/answers`, GRANT)).toBe("404 appeal_not_found");
  expect((await appeal(resident)).state).toBe("waiting");
});

test("a repeated appeal is one appeal", async () => {
  const resident = await aListed();
  const receipt = await appeal(resident);
  expect(await appeal(resident, { id: receipt.id })).toEqual(receipt);
});

test("the issuer's own region answers for a fever without a list: no entry is withdrawn, and a negative test turns it green", async () => {
  const resident = await aResident();
  await resident.visitor.declare(resident.person, { temperatureCelsius: 38 });
  const receipt = await appeal(resident);
  expect(receipt.region).toBe("42");
  const officers = [await anOfficer("王守正", "42"), await anOfficer("赵守正", "42")] as const;
  const path = "/api/v1/divisions/42/appeals";
  const { appeals } = await officers[0].ask<WaitingAppeals>("GET", path);
  expect(appeals.find(({ id }) => id === receipt.id)).toMatchObject({ cause: null, colour: "yellow" });
  const answers = `${path}/${receipt.id}/answers`;
  expect(await officers[0].ask("POST", answers, GRANT)).toEqual({ state: "proposed" });
  expect(await officers[1].refusal("POST", answers, GRANT)).toBe("409 ground_does_not_fit");
  expect(await colourOf(resident)).toBe("yellow measured_fever");
  const tested = { ...GRANT, ground: "tested_negative" };
  expect(await officers[0].ask("POST", answers, tested)).toEqual({ state: "proposed" });
  expect(await colourOf(resident)).toBe("yellow measured_fever");
  expect(await officers[1].ask("POST", answers, tested)).toEqual({ state: "granted" });
  expect(await colourOf(resident)).toBe("green nothing_found");
  expect(await first.refusal("GET", path)).toBe("403 not_administrator");
});

test("a negative test grants nothing to a person on a list of contacts", async () => {
  const resident = await aListed();
  const { id } = await appeal(resident);
  const tested = { ...GRANT, ground: "tested_negative" };
  await answer(first, id, tested);
  expect(await second.refusal("POST", `${QUEUE}/${id}/answers`, tested)).toBe("409 ground_does_not_fit");
  expect(await colourOf(resident)).toBe("yellow potential_contact");
});

test("nobody answers their own appeal, and green has nothing to appeal against", async () => {
  const resident = await aResident("周小满");
  expect(await refusedAppeal(resident)).toBe("409 nothing_to_appeal");
  await list(resident);
  await operatorsAppoint({ division: WUHAN, name: "周小满", phone: resident.phone });
  const { id } = await appeal(resident);
  expect(await resident.visitor.refusal("POST", `${QUEUE}/${id}/answers`, GRANT)).toBe("403 own_appeal");
});

test("an overdue appeal comes first, and is marked", async () => {
  const { id } = await appeal(await aListed());
  await runInDurableObject(env.APPEAL_QUEUE.getByName(`42/appeals/${WUHAN}`), (_queue, { storage }) => {
    storage.sql.exec("UPDATE appeals SET due_at = ? WHERE id = ?", Date.now() - 1000, id);
  });
  const { appeals } = await first.ask<WaitingAppeals>("GET", QUEUE);
  expect(appeals[0]).toMatchObject({ id, overdue: true });
  expect(appeals.slice(1).every(({ overdue }) => !overdue)).toBe(true);
  expect(await first.ask<AppealsWaiting>("GET", `${QUEUE}/waiting`)).toEqual({ waiting: appeals.length, overdue: 1 });
});

test.for<readonly [string, object, string]>([
  ["no text", { text: " " }, "400 bad_request /text"],
  ["1,001 letters", { text: "冤".repeat(1001) }, "400 bad_request /text"],
  ["an id of its own making", { id: "7" }, "400 bad_request /id"],
])("an appeal with %s is refused", async ([, body, expected]) => {
  expect(await refusedAppeal(await aListed(), body)).toBe(expected);
});

test("a ground outside health is refused", async () => {
  const { id } = await appeal(await aListed());
  const answered = first.refusal("POST", `${QUEUE}/${id}/answers`, { ...GRANT, ground: "petitioner" });
  expect(await answered).toBe("400 bad_request /ground");
});

test("two persons may send one id: both appeals reach the region, and each is answered for its own person", async () => {
  const [one, other] = [await aListed(), await aListed()];
  const id = crypto.randomUUID();
  const waitingNow = async () =>
    (await first.ask<WaitingAppeals>("GET", QUEUE)).appeals.filter(({ text }) => text.startsWith(`${id} `));
  await appeal(one, { id, text: `${id} 甲` });
  await appeal(other, { id, text: `${id} 乙` });
  // A repeat adds no third one.
  await appeal(other, { id, text: `${id} 乙` });
  const waiting = await waitingNow();
  expect(waiting.map(({ text }) => text).toSorted()).toEqual([`${id} 乙`, `${id} 甲`].toSorted());
  const theirs = waiting.find(({ text }) => text.endsWith("乙"))?.id ?? "";
  expect(theirs).not.toBe(id);
  await answer(first, theirs, { decision: "refuse", reason: "名单无误" });
  expect([await latest(one), await latest(other)]).toMatchObject([{ state: "waiting" }, { id, state: "refused" }]);
  expect((await waitingNow()).map((each) => each.id)).toEqual([id]);
  await answer(first, id, GRANT);
  expect(await answer(second, id, GRANT)).toEqual({ state: "granted" });
  expect([await latest(one), await latest(other)]).toMatchObject([{ id, state: "granted" }, { state: "refused" }]);
});

test("an appeal that an earlier release queued is answered", async () => {
  const resident = await aListed();
  const { id } = await appeal(resident);
  await runInDurableObject(env.APPEAL_QUEUE.getByName(`42/appeals/${WUHAN}`), (_, { storage }) => {
    storage.sql.exec("UPDATE appeals SET named = '' WHERE id = ?", id);
  });
  await answer(first, id, { decision: "refuse", reason: "名单无误" });
  expect((await latest(resident))?.state).toBe("refused");
});
