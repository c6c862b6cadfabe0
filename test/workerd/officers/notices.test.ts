/** Two officers of one issuer tell another issuer of a person who lives there; the home's own rules decide, and a withdrawal takes it back. On the real objects. docs/trust.md §10. */
import { env } from "cloudflare:workers";
import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { beforeAll, expect, test, vi } from "vitest";
import type { PersonColour } from "../../../src/contract/colour.ts";
import type { Proposal, ProposalChange, Proposals } from "../../../src/contract/proposal/proposal.ts";
import { addDays, dateOf } from "../../../src/domain/china-time.ts";
import { aPhone, aResidentNumber } from "../builders.ts";
import { agreed, anOfficer, aProposal } from "../officer.ts";
import { Visitor } from "../visitor.ts";

const PATH = "/api/v1/proposals";
const TODAY = dateOf(Date.now());
const FACT = { kind: "close_contact", source: "420107", reference: "7-31", from: TODAY, until: addDays(TODAY, 14) };

let first: Visitor;
let second: Visitor;
/** The number of the first officer's own document. */
let own: string;

beforeAll(async () => {
  ({ visitor: first } = await anOfficer());
  ({ visitor: second } = await anOfficer());
  own = aResidentNumber();
  await first.bind("尹子", own, "child");
});

const notice = (number: string, changes: Readonly<Record<string, unknown>> = {}) => ({
  change: { kind: "fact_notice", home: "42", document: { type: "10", number }, fact: FACT, ...changes },
  reason: "outbreak",
  evidence: "流调报告第 31 号",
});
const withdrawal = (id: string) => ({
  change: { kind: "fact_notice_withdrawal", notice: id },
  reason: "wrong_data",
  evidence: "复核记录第 8 号",
});
const refusal = (body: Readonly<Record<string, unknown>>) => first.refusal("POST", PATH, aProposal(body));

/** The change of a proposal as officers see it, once the home has answered. */
async function answeredChange(id: string): Promise<Extract<ProposalChange, { readonly home: string }>> {
  const change = await vi.waitFor(
    async () => {
      await runDurableObjectAlarm(env.ISSUER.getByName("4201/issuer"));
      const { proposals } = await first.ask<Proposals>("GET", PATH);
      const found = proposals.find((one) => one.id === id)?.change;
      if (found === undefined || !("home" in found) || found.answer === null) throw new Error("not answered yet");
      return found;
    },
    { timeout: 60_000, interval: 200 },
  );
  return change;
}

/** The notices in the public month of Wuhan, by kind. */
function counted(): Promise<readonly unknown[]> {
  const text = "SELECT kind, source, changes FROM act_counts WHERE kind LIKE 'fact_notice%' ORDER BY kind";
  return runInDurableObject(env.ISSUER.getByName("4201/issuer"), (_, { storage }) => storage.sql.exec(text).toArray());
}

async function aResidentOfHubei() {
  const number = aResidentNumber();
  const visitor = await new Visitor("hubei.localhost").logIn(aPhone());
  const person = await visitor.bind("尹小满", number);
  await visitor.declare(person);
  const colour = async () => {
    const { colour: shown, row } = await visitor.ask<PersonColour>("GET", `/api/v1/people/${person.id}/colour`);
    return `${shown} ${row}`;
  };
  return { number, colour };
}

test("a notice turns the person by the rules of their home, the number is stored nowhere here, and its withdrawal takes it back", async () => {
  const { number, colour } = await aResidentOfHubei();
  const told = await first.ask<Proposal>("POST", PATH, aProposal(notice(number)));
  expect(told.change).toEqual({
    kind: "fact_notice",
    home: "42",
    maskedDocument: `42**************${number.slice(-2)}`,
    fact: FACT,
    answer: null,
  });
  expect(await second.refusal("POST", `${PATH}/${told.id}/approvals`, { note: "已核对" })).toBe("200");
  expect((await answeredChange(told.id)).answer).toMatchObject({ state: "taken", code: null });
  expect(await colour()).toBe("red close_contact");
  const stored = await runInDurableObject(env.ISSUER.getByName("4201/issuer"), (_, { storage }) =>
    JSON.stringify([...storage.sql.exec("SELECT * FROM notices"), ...storage.sql.exec("SELECT * FROM proposals")]),
  );
  expect(stored).toContain("7-31");
  expect(stored).not.toContain(number);
  const taken = await agreed(first, second, withdrawal(told.id));
  expect((await answeredChange(taken.id)).answer).toMatchObject({ state: "taken" });
  expect(await colour()).not.toBe("red close_contact");
  expect(await refusal(withdrawal(told.id))).toBe("409 notice_withdrawn");
  expect(await counted()).toMatchObject([
    { kind: "fact_notice", source: "420107", changes: 1 },
    { kind: "fact_notice_withdrawal", source: "420107", changes: 1 },
  ]);
});

test("who may not be told, what may not be said, and what was never told is refused", async () => {
  const number = aResidentNumber();
  expect(await refusal(notice(number, { home: "4201" }))).toBe("422 notice_home_unknown /change/home");
  expect(await refusal(notice(number, { home: "65" }))).toBe("422 notice_home_unknown /change/home");
  expect(await refusal(notice(number, { home: "420106" }))).toBe("422 notice_home_unknown /change/home");
  expect(await refusal(notice(number, { fact: { ...FACT, source: "440106" } }))).toBe("403 outside_scope /change/fact/source");
  expect(await refusal(notice(number, { fact: { ...FACT, source: "420199" } }))).toBe("422 division_unknown /change/fact/source");
  expect(await refusal(notice(number, { fact: { ...FACT, from: addDays(TODAY, 1) } }))).toBe(
    "422 fact_in_future /change/fact/from",
  );
  expect(await refusal(notice(`${number.slice(0, -1)}Z`))).toBe("422 resident_number_form /change/document/number");
  expect(await refusal(notice(own))).toBe("403 own_facts");
  const waiting = await first.ask<Proposal>("POST", PATH, aProposal(notice(number)));
  expect(await refusal(withdrawal(waiting.id))).toBe("404 notice_not_found");
  expect(await refusal(withdrawal("018e0000-0000-7000-8000-000000000009"))).toBe("404 notice_not_found /change/notice");
  expect(await first.refusal("POST", `${PATH}/${waiting.id}/approvals`, { note: "已核对" })).toBe("409 same_officer");
});
