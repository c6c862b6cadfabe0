/** What the offices of Wuhan and Hubei did under release f088538: appointments, applications, added places; in Hubei appeals and reviews of colours. */
import { expect, vi } from "vitest";
import * as z from "zod";
import { type Account, COMMUNITY, HOSTS, OFFICERS, RESIDENT } from "../../../tools/demo-cast.ts";
import type { Visitor } from "../../../tools/visitor.ts";
import { SECOND, signedAct, WHY } from "../operators.ts";
import { PATIENT } from "../patience.ts";
import { TEST_MASTER_KEY } from "../running.ts";
import type { Officers } from "./officers.ts";
import { earlierOperatorRequest } from "./operator-request.ts";
import { accountOf, declare, enrol, type Member, type System, withId } from "./phones.ts";

const anything = z.unknown();
const HUBEI = "hubei.localhost";
/** Administers the street, and is replaced by the next. */
const LEAVING = accountOf("13800000025", "沈若谷", "420107199306300049");
const COMING = accountOf("13800000026", "江浩然", "420107198202140058");
/** In Hubei: on a list and with an appeal; green; in a review; and an officer. */
const LISTED = accountOf("13800000027", "白露", "420107197108080066");
const GREEN = accountOf("13800000028", "常青", "420107198604060077");
const REVIEWED = accountOf("13800000029", "何未", "420107199501190084");
const HUBEI_OFFICER = accountOf("13800000030", "古守信", "420107196402270093");
const STREET_PATH = "/api/v1/divisions/420107001";
const COUNTY_PATH = "/api/v1/divisions/420107";

export interface Applicants {
  readonly applicants: readonly Member[];
  /** The id of the application that waits. */
  readonly application: string;
}

function applicant({ phone, people: [{ name }] }: Account): object {
  return { name, phone, reason: "轮岗" };
}

/** Appointments, a replacement and a removal, applications of each kind, and places that no table has. */
export async function fillOffices(system: System, { first: { visitor }, second }: Officers): Promise<Applicants> {
  const applicants = [await enrol(system, HOSTS.administrator, LEAVING), await enrol(system, HOSTS.administrator, COMING)];
  const { id } = await visitor.ask("POST", `${STREET_PATH}/administrators`, withId, applicant(LEAVING));
  const replacement = `${STREET_PATH}/administrators/${id}/replacement`;
  await visitor.ask("POST", replacement, withId, applicant(COMING));
  const county = await appointInCounty(visitor, second.visitor);
  await visitor.ask("POST", `${COUNTY_PATH}/administrators/${county}/removal`, anything, { reason: "离任" });

  const list = `甲某+钢都社区+13700000001\n乙某+钢都社区+13700000002\n江浩然+钢都社区+${COMING.phone}`;
  const results = z.looseObject({ results: z.array(withId).length(3) });
  const applied = await visitor.ask("POST", `${STREET_PATH}/applications`, results, { list, reason: "社区申报" });
  const [refused, reopened, waiting] = applied.results;
  const answer = (which: string | undefined, decision: string) =>
    visitor.ask("POST", `${STREET_PATH}/applications/${which}`, anything, { decision, reason: "查无此地" });
  for (const one of [refused, reopened]) await answer(one?.id, "refuse");
  await answer(reopened?.id, "reopen");
  const place = { name: "钢都花园社区", aliases: ["钢花"], reason: "新建" };
  await visitor.ask("POST", `${STREET_PATH}/communities`, anything, place);
  await visitor.ask("POST", `/api/v1/divisions/${COMMUNITY.division}/aliases`, anything, { alias: "老厂大院", reason: "俗称" });

  const look = { person: { document: { type: "10", number: RESIDENT.people[0].number } }, purpose: { kind: "epidemiology" } };
  await visitor.ask("POST", "/api/v1/divisions/4201/decisions", anything, look);
  await visitor.ask("POST", "/api/v1/divisions/4201/tracks", anything, look);
  return { applicants, application: waiting?.id ?? "none" };
}

/** Appoints an administrator of the county, and returns their id. This server stores the request of that release as a proposal, and says so: another officer approves it. */
async function appointInCounty(one: Visitor, other: Visitor): Promise<string> {
  const { status, text } = await one.send("POST", `${COUNTY_PATH}/administrators`, applicant(LEAVING));
  if (status === 201) return withId.parse(JSON.parse(text)).id;
  expect({ status, text }).toMatchObject({ status: 409, text: expect.stringContaining("appointment_waits") });
  const seen = z.looseObject({ proposed: z.array(withId).default([]), administrators: z.array(withId) });
  const { proposed } = await other.ask("GET", `${COUNTY_PATH}/administrators`, seen);
  await other.ask("POST", `${COUNTY_PATH}/appointments/${proposed[0]?.id}/approvals`, anything, { note: "已核实" });
  const { administrators } = await other.ask("GET", `${COUNTY_PATH}/administrators`, seen);
  return administrators.at(-1)?.id ?? "none";
}

export interface Coloured {
  readonly officers: readonly [Member, Member];
  /** On a list, with an appeal that waits. */
  readonly listed: Member;
  readonly green: Member;
  /** Has declared a contact that no list has: a review waits. */
  readonly reviewed: Member;
  /** The end of the path of that appeal's file. */
  readonly file: string;
}

export async function fillHubei(system: System): Promise<Coloured> {
  const officers = await enrolOfficers(system);
  const [listed, green] = [await enrol(system, HUBEI, LISTED), await enrol(system, HUBEI, GREEN)];
  const document = { type: "10", number: LISTED.people[0].number };
  const entry = { kind: "close_contact", from: "2026-11-20", until: null, source: "420107", reference: "7-34" };
  await operate(system, "facts", { act: "fact", document, ...entry });
  const [appeal, file] = [crypto.randomUUID(), crypto.randomUUID()];
  const path = `/api/v1/people/${listed.ids[0]}/appeals`;
  await listed.visitor.ask("PUT", `${path}/${appeal}/files/${file}`, anything, Buffer.from("%PDF-1.7 a certificate"));
  await listed.visitor.ask("POST", path, anything, { id: appeal, text: "从未接触过确诊病人", files: [file] });

  const reviewed = await enrol(system, HUBEI, REVIEWED);
  await declare(reviewed, reviewed.ids[0], { contact: "confirmed" });
  // An alarm delivers the review to the county.
  const queue = z.looseObject({ reviews: z.array(withId).length(1) });
  await vi.waitFor(() => officers[0].visitor.ask("GET", `${COUNTY_PATH}/reviews`, queue), PATIENT);
  return { officers, listed, green, reviewed, file: `appeals/${appeal}/files/${file}` };
}

async function enrolOfficers(system: System): Promise<readonly [Member, Member]> {
  const [{ host, account }] = OFFICERS;
  const officers = [await enrol(system, host, account), await enrol(system, host, HUBEI_OFFICER)] as const;
  for (const [index, phone] of [account.phone, HUBEI_OFFICER.phone].entries()) {
    const name = [account, HUBEI_OFFICER][index]?.people[0].name;
    await operate(system, "administrators", { act: "appoint", division: "420107", name, phone, reason: "首任" });
  }
  return officers;
}

/** An operator's act by the command of that release. A later release takes it from the command of its own only: decision 57. */
async function operate(system: System, path: string, act: object): Promise<void> {
  const [visitor, now] = [system.visitor(HUBEI), Date.now() + system.offsetMs()];
  const body = await earlierOperatorRequest(TEST_MASTER_KEY, "42", act, now);
  const { status, text } = await visitor.send("POST", `/api/v1/operator/${path}`, body);
  if (!text.includes("operator_key_required")) return expect([path, Math.floor(status / 100)]).toEqual([path, 2]);
  const proposed = await signedAct("42", { ...act, ...(path === "facts" && WHY) }, { now });
  const waiting = z.looseObject({ id: z.string(), state: z.string() });
  const { id } = await visitor.ask("POST", `/api/v1/operator/${path}`, waiting, proposed);
  const approval = { act: "approve", id, note: "已核对", ...("division" in act && { division: act.division }) };
  await visitor.ask("POST", "/api/v1/operator/decisions", anything, await signedAct("42", approval, { by: SECOND, now }));
}
