/** Who is in charge of others sees beside each name how that identity is proved, also after a proof has ended. Source: persons and officers §1, decision 54. */
import { beforeAll, expect, test } from "vitest";
import type { Administrator, Administrators } from "../../../src/contract/administrator.ts";
import type { Collector, CollectorRecord, Collectors } from "../../../src/contract/collector.ts";
import type { Person } from "../../../src/contract/people.ts";
import type { Problem } from "../../../src/contract/problem.ts";
import type { Track } from "../../../src/contract/track.ts";
import { aPhone, aPoint, aResidentNumber, COMMUNITY } from "../builders.ts";
import { anOffice } from "../gate.ts";
import { register } from "../register.ts";
import { Visitor } from "../visitor.ts";

const COLLECTORS = `/api/v1/communities/${COMMUNITY}/collectors`;
const ADMINISTRATORS = `/api/v1/divisions/${COMMUNITY}/administrators`;

interface Someone {
  readonly visitor: Visitor;
  readonly name: string;
  readonly phone: string;
  readonly number: string;
  readonly self: Person;
}

let street: Visitor;
let office: Visitor;

async function someone(name: string): Promise<Someone> {
  const [phone, number] = [aPhone(), aResidentNumber()];
  const visitor = await new Visitor().logIn(phone);
  const self = await visitor.bind(name, number);
  await visitor.declare(self);
  return { visitor, name, phone, number, self };
}

/** Another phone proves the same name and number, and the first one says that this was not them: nobody is proved. */
async function contradict({ visitor, name, number, self }: Someone): Promise<void> {
  const phone = aPhone();
  await register(number, { phone });
  await (await new Visitor().logIn(phone)).bind(name, number);
  await visitor.ask("POST", `/api/v1/people/${self.id}/phone-change`, { decision: "deny" });
}

beforeAll(async () => {
  street = await anOffice("420107001");
  office = await anOffice(COMMUNITY);
  await office.ask("POST", office.community("/points"), aPoint("南门"));
});

test("collectors have their proof in the search, the list and the record, and no proof after it has ended", async () => {
  const chen = await someone("陈守诚");
  const byPhone = { phone: chen.phone };
  expect(await office.ask("POST", `${COLLECTORS}/found`, byPhone)).toEqual({ maskedName: "陈**", proof: "holder" });
  const { id } = await office.ask<Collector>("POST", COLLECTORS, byPhone);
  const proofs = async () => {
    const [list, record] = [
      await office.ask<Collectors>("GET", COLLECTORS),
      await office.ask<CollectorRecord>("GET", `${COLLECTORS}/${id}`),
    ];
    return [list.collectors.find((one) => one.id === id)?.proof, record.proof];
  };
  expect(await proofs()).toEqual(["holder", "holder"]);
  await contradict(chen);
  expect(await proofs()).toEqual(["none", "none"]);
  // The office rests: it is not taken from the account by the first look at the workbench.
  await chen.visitor.me();
  expect(await chen.visitor.refusal("GET", chen.visitor.community(""))).toBe("403 no_role_here");
  expect((await chen.visitor.me()).grants).toMatchObject([{ division: COMMUNITY, role: "collector" }]);
  expect(await office.refusal("POST", `${COLLECTORS}/found`, byPhone)).toBe("409 not_proved");
});

test("administrators have their proof in the list and in the answer to the appointment; one without a person has none to name", async () => {
  const wen = await someone("周文清");
  const body = { name: wen.name, phone: wen.phone, reason: "换届" };
  const appointed = await street.ask<Administrator>("POST", ADMINISTRATORS, body);
  expect(appointed.proof).toBe("holder");
  const listed = async () => (await street.ask<Administrators>("GET", ADMINISTRATORS)).administrators;
  expect((await listed()).map(({ proof }) => proof)).toEqual([null, "holder"]);
  await contradict(wen);
  expect((await listed()).map(({ proof }) => proof)).toEqual([null, "none"]);
});

test("who opens a person's track sees the strongest proof of that person, whichever account has it", async () => {
  const own = await someone("尹静姝");
  const open = async (number: string): Promise<Track> => {
    const person = { document: { type: "10", number } };
    return office.ask("POST", `/api/v1/divisions/${COMMUNITY}/tracks`, { person, purpose: { kind: "contact_tracing" } });
  };
  expect((await open(own.number)).proof).toBe("holder");
  const number = aResidentNumber();
  await own.visitor.declare(await own.visitor.bind("尹小满", number, "child"));
  expect((await open(number)).proof).toBe("document");
  const unknown = aResidentNumber();
  await register(unknown, { choice: "unknown" });
  await own.visitor.declare(await own.visitor.bind("尹建国", unknown, "parent"));
  expect((await open(unknown)).proof).toBe("none");
});

test("the account says whether identities are checked by an authority at all", async () => {
  expect((await office.me()).issuer).toMatchObject({ code: "4201", identityAuthority: true });
});

test.each([
  ["name", { name: "周芷若" }, "/name", "这个证件号码登记的是另一个姓名"],
  ["neither by name", { choice: "no_match" }, "/document/number", "姓名与证件号码不一致"],
])("an identity that does not match is refused at the field that differs: %s", async (_, choice, pointer, words) => {
  const number = aResidentNumber();
  await register(number, choice);
  const body = { relation: "self", name: "赵敏", document: { type: "10", number } };
  const answer = await (await new Visitor().logIn(aPhone())).send("POST", "/api/v1/people", body);
  const problem = await answer.json<Problem>();
  expect(problem).toMatchObject({ status: 409, code: "identity_does_not_match", pointer });
  expect(problem.sentence.zh).toContain(words);
});
