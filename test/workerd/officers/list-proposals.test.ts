/** Files of officers over HTTP: one officer enters nothing alone; a file is read, proposed, opened and approved by another, and taken back as a whole. */
import { env } from "cloudflare:workers";
import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { beforeAll, describe, expect, test, vi } from "vitest";
import type { PersonColour } from "../../../src/contract/colour.ts";
import type { FactImport } from "../../../src/contract/fact.ts";
import type { Lists } from "../../../src/contract/list.ts";
import type { Person } from "../../../src/contract/people.ts";
import { addDays, dateOf } from "../../../src/domain/china-time.ts";
import { PATIENT } from "../../support/patience.ts";
import { aFact, anArea, aPhone, aResidentNumber } from "../builders.ts";
import { manualChanges } from "../manual-changes.ts";
import { aClient, aClientOf, anOfficer } from "../officer.ts";
import { Visitor } from "../visitor.ts";
import type { Proposal } from "../../../src/contract/proposal/proposal.ts";
import { APPROVAL, approve, enterList, GROUNDS, hashOf, propose, proposalOf, read, stateAfter } from "./lists.ts";

const HUBEI = "hubei.localhost";
const TODAY = dateOf(Date.now());
const HEADING = "证件号码,名单,开始日期,结束日期,来源地区,编号";

let first: Visitor;
let second: Visitor;

beforeAll(async () => {
  first = (await anOfficer(HUBEI, "42")).visitor;
  second = (await anOfficer(HUBEI, "42")).visitor;
});

const line = (number: string, changes: Readonly<Record<string, string>> = {}) => {
  const fact = { kind: "confirmed", from: TODAY, until: "", source: "420107", reference: `7-${number.slice(-4)}`, ...changes };
  return [number, fact.kind, fact.from, fact.until, fact.source, fact.reference].join(",");
};
const sheet = (...lines: readonly string[]) => [HEADING, ...lines].join("\n");

interface Resident {
  readonly visitor: Visitor;
  readonly person: Person;
  readonly number: string;
}

async function aResident(changes: Readonly<Record<string, unknown>> = {}, number = aResidentNumber()): Promise<Resident> {
  const visitor = await new Visitor(HUBEI).logIn(aPhone());
  const person = await visitor.bind("尹小满", number);
  await visitor.declare(person, changes);
  return { visitor, person, number };
}

async function colourOf({ visitor, person }: Resident): Promise<string> {
  const { colour, row } = await visitor.ask<PersonColour>("GET", `/api/v1/people/${person.id}/colour`);
  return `${colour} ${row}`;
}

const listed = async () => (await first.ask<Lists>("GET", "/api/v1/lists")).lists;

/** The alarm of the file rings as long as it has something to do. */
async function exhaust(file: string, list = "facts"): Promise<void> {
  const object = env.FACT_IMPORT.getByName(`42/${list}/${file}`);
  for (let rings = 0; rings < 5; rings += 1) await runDurableObjectAlarm(object);
}

describe("one officer alone (attack S1)", () => {
  test("turns nobody red with a list of one line", async () => {
    const resident = await aResident();
    const before = await manualChanges();
    const { file } = await read(first, sheet(line(resident.number)));
    await exhaust(file);
    expect(await colourOf(resident)).toBe("green nothing_found");
    const { id } = await propose(first, file);
    expect(await first.refusal("POST", `/api/v1/proposals/${id}/approvals`, APPROVAL)).toBe("409 same_officer");
    await exhaust(file);
    expect(await colourOf(resident)).toBe("green nothing_found");
    expect(await manualChanges()).toEqual(before);
  });

  test("does not turn himself green with a test_negative: the line is refused at the reading, also about a child", async () => {
    const [phone, own, child] = [aPhone(), aResidentNumber(), aResidentNumber()];
    const officer = await new Visitor(HUBEI).logIn(phone);
    const person = await officer.bind("陈守诚", own);
    await officer.bind("尹小雨", child, "child");
    await officer.ask("POST", "/local/administrators", { division: "42", phone });
    await officer.declare(person, { temperatureCelsius: 38.4 });
    const negative = { kind: "test_negative" };
    const reading = await read(officer, sheet(line(own, negative), line(child, negative), line(aResidentNumber(), negative)));
    expect(reading.errors.map((error) => `${error.line} ${error.code} ${error.field}`)).toEqual([
      "2 own_facts number",
      "3 own_facts number",
    ]);
    expect(reading.figures).toMatchObject({ lines: 1, refused: 2, persons: 1, undeclared: 1 });
    const proposal = await propose(officer, reading.file);
    await approve(second, proposal);
    await stateAfter(officer, reading.file, ["done"]);
    expect(await colourOf({ visitor: officer, person, number: own })).toBe("yellow measured_fever");
  });

  test("sets no level of a county", async () => {
    expect(await first.refusal("POST", "/api/v1/areas", anArea({ division: "420602" }))).toBe("409 level_to_propose");
    const { file } = await read(first, JSON.stringify(anArea({ division: "420602" })), { list: "areas", format: "ndjson" });
    await exhaust(file, "areas");
    const { areas } = await new Visitor(HUBEI).ask<{ areas: unknown[] }>("GET", "/api/v1/areas?below=420602");
    expect(areas).toEqual([]);
  });

  test.each([
    ["another province", "110101"],
    ["the whole country's lists", "11"],
  ])("names no source outside the region: %s", async (_, source) => {
    const reading = await read(first, sheet(line(aResidentNumber(), { source })));
    expect(reading.errors.map((error) => `${error.code} ${error.field}`)).toEqual(["outside_scope source"]);
  });

  test("without a person sends nothing", async () => {
    const phone = aPhone();
    const unbound = await new Visitor(HUBEI).logIn(phone);
    await unbound.ask("POST", "/local/administrators", { division: "42", phone });
    const text = sheet(line(aResidentNumber()));
    expect(await unbound.refusal("PUT", `/api/v1/facts/${await hashOf(text)}?format=csv`, text)).toBe("403 officer_not_bound");
  });
});

test("the reading says what would change: by kind, source, county, colour and person, and changes nothing", async () => {
  const [green, stranger] = [await aResident(), aResidentNumber()];
  const from = addDays(TODAY, -3);
  const text = sheet(
    line(green.number, { from, kind: "密切接触者" }),
    line(stranger, { from: from.replaceAll("-", "/"), source: "4201" }),
    line("420107198001011234"),
  );
  const reading = await read(first, text, { name: "武汉市 3 月.csv" });
  expect(reading).toMatchObject({
    state: "read",
    name: "武汉市 3 月.csv",
    mine: true,
    proposal: null,
    sender: expect.stringMatching(/^139\*{5}\d{3}$/),
    figures: {
      lines: 2,
      refused: 1,
      added: 2,
      changed: 0,
      known: 0,
      persons: 2,
      undeclared: 1,
      kinds: [
        { name: "close_contact", lines: 1 },
        { name: "confirmed", lines: 1 },
      ],
      sources: [
        { name: "4201", lines: 1 },
        { name: "420107", lines: 1 },
      ],
      changes: [{ from: "green", to: "red", persons: 1 }],
    },
    counties: [{ name: "420107", lines: 1 }],
    moves: [{ division: "420107", from: "green", to: "red", persons: 1 }],
    persons: [
      { maskedName: "尹**", from: "green", to: "red", entries: [{ kind: "close_contact", from, until: null }] },
      { maskedName: null, from: null, to: null, entries: [{ kind: "confirmed", from }] },
    ],
  });
  expect(reading.persons.map(({ maskedDocument }) => maskedDocument)).toEqual([
    expect.stringMatching(/^42\*{14}\w\w$/),
    expect.stringMatching(/^42\*{14}\w\w$/),
  ]);
  expect(JSON.stringify(reading)).not.toContain(green.number.slice(0, 14));
  expect(await colourOf(green)).toBe("green nothing_found");
  const path = `/api/v1/facts/${reading.file}/refused.csv`;
  // Only the sender gets the lines with their whole numbers.
  expect(await second.refusal("GET", path)).toBe("403 list_of_another");
  const refused = await first.send("GET", path);
  expect((await refused.text()).replaceAll('"', "").split("\r\n")).toEqual([
    `${HEADING},原因`,
    `${line("420107198001011234")},4: 身份证号码有一位不对，请照身份证有照片的一面填写。`,
    "",
  ]);
});

test("the second officer approves only after they have opened the reading; then all of it is entered, and both records tell it", async () => {
  const resident = await aResident();
  const { file } = await read(first, sheet(line(resident.number)));
  const { id, change } = await propose(first, file);
  expect(change).toMatchObject({ kind: "fact_list", file, figures: { lines: 1 } });
  const path = `/api/v1/proposals/${id}/approvals`;
  expect(await second.refusal("POST", path, APPROVAL)).toBe("409 list_not_opened");
  // The opening of another officer, also of the sender, does not count.
  await first.ask("GET", `/api/v1/facts/${file}/reading`);
  expect(await second.refusal("POST", path, APPROVAL)).toBe("409 list_not_opened");
  await second.ask("GET", `/api/v1/facts/${file}/reading`);
  expect(await second.refusal("POST", path, APPROVAL)).toBe("200");
  await stateAfter(first, file, ["done"]);
  expect(await colourOf(resident)).toBe("red confirmed");
  await exhaust(file);
  expect(await first.refusal("GET", "/api/v1/lists?after=1")).toBe("400 bad_request /after");
  for (const officer of [first, second]) {
    const [row] = (await officer.ask<Lists>("GET", "/api/v1/lists")).lists;
    expect(row).toMatchObject({
      id,
      name: "名单.csv",
      proposal: {
        state: "approved",
        reason: GROUNDS.reason,
        evidence: GROUNDS.evidence,
        decidedBy: expect.stringContaining("*"),
      },
      result: { entered: 1, known: 0, refused: 0 },
      withdrawal: null,
    });
  }
  expect(await manualChanges()).toContainEqual({
    month: TODAY.slice(0, 7),
    kind: "fact_list",
    reason: "diagnosis",
    source: "420107",
    changes: expect.any(Number),
    entries: expect.any(Number),
  });
});

test("a line about the second officer, or about a person whom they manage, keeps them from the decision", async () => {
  const { visitor: third } = await anOfficer(HUBEI, "42");
  const child = aResidentNumber();
  await third.bind("尹小雨", child, "child");
  const { file } = await read(first, sheet(line(child)));
  const proposal = await propose(first, file);
  await third.ask("GET", `/api/v1/facts/${file}/reading`);
  const act = (what: string) => third.refusal("POST", `/api/v1/proposals/${proposal.id}/${what}`, APPROVAL);
  expect([await act("approvals"), await act("refusals")]).toEqual(["403 own_facts", "403 own_facts"]);
  await approve(second, proposal);
});

test("an officer proposes only what they have sent, once, and after it is read", async () => {
  const text = sheet(line(aResidentNumber()));
  const file = await hashOf(text);
  const change = { kind: "fact_list", file };
  const refusal = (by: Visitor) => by.refusal("POST", "/api/v1/proposals", proposalOf(change));
  expect(await refusal(first)).toBe("404 import_not_found /change/file");
  const object = env.FACT_IMPORT.getByName(`42/facts/${file}`);
  await first.ask("PUT", `/api/v1/facts/${file}?format=csv`, text);
  await runInDurableObject(object, (_, { storage }) => storage.sql.exec("UPDATE import SET phase = 'count'").toArray());
  expect(await refusal(first)).toBe("409 list_not_read /change/file");
  await stateAfter(first, file, ["read"]);
  expect(await refusal(second)).toBe("403 list_of_another /change/file");
  expect([await refusal(first), await refusal(first)]).toEqual(["201", "409 list_proposed"]);
  // Another officer who sends a proposed file starts nothing anew.
  await second.ask("PUT", `/api/v1/facts/${file}?format=csv`, text);
  expect((await first.ask<{ state: string }>("GET", `/api/v1/facts/${file}/reading`)).state).toBe("proposed");
});

test.each(["refusals", "withdrawals"])(
  "after %s nothing of the file is left, and it can be sent and proposed again",
  async (act) => {
    const resident = await aResident();
    const text = sheet(line(resident.number));
    const { file } = await read(first, text);
    const { id } = await propose(first, file);
    await (act === "refusals" ? second : first).ask("POST", `/api/v1/proposals/${id}/${act}`, APPROVAL);
    expect(await first.refusal("GET", `/api/v1/facts/${file}/reading`)).toBe("404 import_not_found");
    const rows = await runInDurableObject(env.FACT_IMPORT.getByName(`42/facts/${file}`), (_, { storage: { sql } }) =>
      ["pieces", "staged", "first_persons", "refused_lines", "moves"].flatMap((table) =>
        sql.exec(`SELECT * FROM ${table}`).toArray(),
      ),
    );
    expect(rows).toEqual([]);
    expect((await listed()).find((row) => row.id === id)).toMatchObject({
      proposal: { state: act === "refusals" ? "refused" : "withdrawn" },
    });
    await enterList(first, second, text);
    expect(await colourOf(resident)).toBe("red confirmed");
  },
);

test("a list is taken back as a whole by two officers: what it entered goes, what it changed returns, and single entries stay", async () => {
  const [entered, changed, single] = [await aResident(), await aResident(), await aResident()];
  const earlier = addDays(TODAY, -7);
  const contact = { from: earlier, kind: "close_contact" };
  await enterList(first, second, sheet(line(changed.number, { ...contact, until: TODAY })));
  expect(await colourOf(changed)).toBe("green nothing_found");
  const text = sheet(line(entered.number), line(changed.number, contact), line(single.number));
  const { id, change } = await enterList(first, second, text);
  expect(change).toMatchObject({ figures: { added: 2, changed: 1, changes: [{ from: "green", to: "red", persons: 3 }] } });
  const colours = [await colourOf(entered), await colourOf(changed), await colourOf(single)];
  expect(colours).toEqual(["red confirmed", "red close_contact", "red confirmed"]);
  // One row is taken back by itself.
  const document = { type: "10", number: single.number };
  const fact = { kind: "confirmed", source: "420107", reference: `7-${single.number.slice(-4)}` };
  const one = await first.ask<{ id: string }>(
    "POST",
    "/api/v1/proposals",
    proposalOf({ kind: "fact_withdrawal", document, fact }),
  );
  await second.ask("POST", `/api/v1/proposals/${one.id}/approvals`, APPROVAL);
  expect(await colourOf(single)).not.toBe("red confirmed");

  const whole = await second.ask<{ id: string }>("POST", "/api/v1/proposals", proposalOf({ kind: "list_withdrawal", id }));
  expect(await second.refusal("POST", `/api/v1/proposals/${whole.id}/approvals`, APPROVAL)).toBe("409 same_officer");
  await first.ask("POST", `/api/v1/proposals/${whole.id}/approvals`, APPROVAL);
  const file = await hashOf(text);
  await stateAfter(first, file, ["taken_back"]);
  await exhaust(file);
  expect((await colourOf(entered)).startsWith("red")).toBe(false);
  expect(await colourOf(changed)).toBe("yellow released");
  expect((await listed()).find((row) => row.id === id)).toMatchObject({
    withdrawal: { state: "approved" },
    takenBack: { entries: 2 },
  });
  const again = proposalOf({ kind: "list_withdrawal", id });
  expect(await second.refusal("POST", "/api/v1/proposals", again)).toBe("409 list_withdrawn");
  expect(await second.refusal("POST", "/api/v1/proposals", proposalOf({ kind: "list_withdrawal", id: "nothing-here" }))).toBe(
    "404 list_not_found /change/id",
  );
});

test("levels by file and one by one need two officers, and a file of levels is taken back", async () => {
  const levels = async () =>
    (
      await new Visitor(HUBEI).ask<{ areas: { reference: string; level: string }[] }>("GET", "/api/v1/areas?below=4206")
    ).areas.map(({ reference, level }) => `${reference} ${level}`);
  const entry = anArea({ division: "420606", reference: "A", level: "medium" });
  const one = await first.ask<Proposal>("POST", "/api/v1/proposals", proposalOf({ kind: "area_entry", entry }));
  expect(await levels()).toEqual([]);
  await approve(second, one);
  expect(await levels()).toEqual(["A medium"]);
  const lines = [entry, anArea({ division: "420602", reference: "B" }), anArea({ division: "420606", reference: "C" })];
  const text = lines.map((each, index) => JSON.stringify(index === 0 ? { ...each, level: "high" } : each)).join("\n");
  const { id, change } = await enterList(first, second, text, { list: "areas", format: "ndjson" });
  expect(change).toMatchObject({ figures: { lines: 2, refused: 1, added: 1, changed: 1, kinds: [{ name: "high", lines: 2 }] } });
  expect((await levels()).toSorted()).toEqual(["A high", "B high"]);
  const whole = await first.ask<{ id: string }>("POST", "/api/v1/proposals", proposalOf({ kind: "list_withdrawal", id }));
  await second.ask("POST", `/api/v1/proposals/${whole.id}/approvals`, APPROVAL);
  await stateAfter(first, await hashOf(text), ["taken_back"], { list: "areas" });
  expect(await levels()).toEqual(["A medium"]);
});

test("a client's file is entered at once, and is a row for officers, in their chain and in the public month", async () => {
  const { bearer } = await aClient(first, second, { scope: "42" });
  const resident = await aResident();
  const { document: _, ...fact } = aFact({ kind: "confirmed", number: resident.number, from: TODAY });
  const text = JSON.stringify(fact);
  const file = await hashOf(text);
  const headers = { authorization: `Bearer ${bearer}` };
  await new Visitor(HUBEI).send("PUT", `/api/v1/facts/${file}?format=ndjson&name=daily.ndjson`, text, headers);
  const object = env.FACT_IMPORT.getByName(`42/facts/${file}`);
  await vi.waitFor(async () => {
    await runDurableObjectAlarm(object);
    expect((await listed()).find((row) => row.file === file)).toMatchObject({
      name: "daily.ndjson",
      sender: "省疾控数据平台",
      proposal: null,
      result: { entered: 1 },
    });
  }, PATIENT);
  expect(await colourOf(resident)).toBe("red confirmed");
  expect(await manualChanges()).toContainEqual(
    expect.objectContaining({ kind: "client_file", reason: null, source: "420107", entries: 1 }),
  );
  const acts = await runInDurableObject(env.ISSUER.getByName("42/issuer"), (_object, { storage }) =>
    storage.sql.exec<{ body: string }>("SELECT body FROM officer_acts WHERE body LIKE '[\"client_file\"%'").toArray(),
  );
  expect(acts.map(({ body }) => JSON.parse(body)[1])).toMatchObject([
    { file, sender: "省疾控数据平台", sources: [{ name: "420107", lines: 1 }] },
  ]);
  const { id = "" } = (await listed()).find((row) => row.file === file) ?? {};
  const whole = await first.ask<{ id: string }>("POST", "/api/v1/proposals", proposalOf({ kind: "list_withdrawal", id }));
  await second.ask("POST", `/api/v1/proposals/${whole.id}/approvals`, APPROVAL);
  await stateAfter(first, file, ["taken_back"]);
  expect((await colourOf(resident)).startsWith("red")).toBe(false);
});

test("a file that officers have entered is not read again; a client's file that is sent again can be taken back in both parts", async () => {
  const text = sheet(line(aResidentNumber()), line("420107198001011234"));
  await enterList(first, second, text);
  const file = await hashOf(text);
  await first.ask("PUT", `/api/v1/facts/${file}?format=csv`, text);
  expect((await first.ask<{ state: string }>("GET", `/api/v1/facts/${file}/reading`)).state).toBe("done");

  const client = await aClientOf(HUBEI, "42");
  const number = aResidentNumber();
  const sent = sheet(line(number), line("420107198001011234"));
  const name = await hashOf(sent);
  for (let upload = 0; upload < 2; upload += 1) {
    await client.ask("PUT", `/api/v1/facts/${name}?format=csv`, sent);
    await vi.waitFor(async () => {
      await exhaust(name);
      expect((await listed()).filter((row) => row.file === name && row.result !== null).length).toBe(upload + 1);
    }, PATIENT);
  }
  for (const { id } of (await listed()).filter((row) => row.file === name)) {
    const whole = await first.ask<{ id: string }>("POST", "/api/v1/proposals", proposalOf({ kind: "list_withdrawal", id }));
    await second.ask("POST", `/api/v1/proposals/${whole.id}/approvals`, APPROVAL);
    await vi.waitFor(async () => {
      await exhaust(name);
      expect((await listed()).find((row) => row.id === id)?.takenBack).not.toBeNull();
    }, PATIENT);
  }
});

test("the page of the previous release hears that nothing is entered, and what to do", async () => {
  const { file } = await read(first, sheet(line(aResidentNumber()), line(aResidentNumber())));
  const view = await first.ask<FactImport>("GET", `/api/v1/facts/${file}`);
  expect(view).toMatchObject({ state: "done", entered: 0, known: 0, refused: 3, errors: [{ line: 1, code: "list_to_propose" }] });
});

test("a file that nobody proposes is deleted after a day", async () => {
  const { file } = await read(first, sheet(line(aResidentNumber())));
  const object = env.FACT_IMPORT.getByName(`42/facts/${file}`);
  await runInDurableObject(object, (_, { storage }) =>
    storage.sql.exec("UPDATE import SET phase_at = phase_at - 86400001").toArray(),
  );
  await evictDurableObject(object);
  await vi.waitFor(async () => {
    await runDurableObjectAlarm(object);
    expect(await first.refusal("GET", `/api/v1/facts/${file}/reading`)).toBe("404 import_not_found");
  }, PATIENT);
});
