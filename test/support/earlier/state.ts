/** The data of all kinds that release f088538 could write, made by its requests; all answers that show it; and the acts that end what waits. */
import { expect } from "vitest";
import * as z from "zod";
import { COMMUNITY, RESIDENT } from "../../../tools/demo-cast.ts";
import type { Visitor } from "../../../tools/visitor.ts";
import { COMMUNITY_PATH, fillDesk, fillGate, fillResidents, type Gate, type Residents } from "./community.ts";
import { type Applicants, type Coloured, fillHubei, fillOffices } from "./offices.ts";
import { fillOfficers, type Officers } from "./officers.ts";
import { type System, withId } from "./phones.ts";

export interface State extends Residents, Coloured, Applicants {
  readonly gate: Gate;
  readonly wuhan: Officers;
}

export async function fillState(system: System): Promise<State> {
  const gate = await fillGate(system);
  const residents = await fillResidents(system, gate);
  await fillDesk(gate, RESIDENT.people[0].number);
  const wuhan = await fillOfficers(system);
  const applicants = await fillOffices(system, wuhan);
  return { ...residents, ...applicants, ...(await fillHubei(system)), gate, wuhan };
}

/** A request for data, with a session of that release. */
interface Question {
  readonly visitor: Visitor;
  readonly path: string;
}

const ofPerson = ["declarations", "declarations/1", "check-ins", "colour", "decisions", "appeals", "looks"];
const ofCommunity = ["", "/points", "/collectors", "/passes", "/exports"];
const ofDivision = ["administrators", "looks", "applications", "applications/waiting"];
const ofQueues = ["appeals", "appeals/waiting", "reviews", "reviews/waiting"];

/** @param paths those that do not begin with a slash follow /api/v1/ */
function ask(visitor: Visitor, ...paths: readonly string[]): readonly Question[] {
  return paths.map((path) => ({ visitor, path: path.startsWith("/") ? path : `/api/v1/${path}` }));
}

function questions(state: State): readonly Question[] {
  const { gate, resident, spouse, stranger, wuhan, listed, green, reviewed, officers, file } = state;
  const members = [resident, spouse, stranger, listed, green, reviewed, gate.collector, gate.administrator];
  const officer = wuhan.first.visitor;
  return [
    ...ask(officer, "/.well-known/yima-issuer", "/.well-known/jwks.json", "divisions/added?below=420107", "areas"),
    ...ask(officer, "divisions/match?text=%E5%BA%B7%E8%8B%91", "manual-changes", "rule-sets"),
    ...[...members, wuhan.first, wuhan.second, ...state.applicants, ...officers].flatMap(({ visitor, ids }) =>
      ask(visitor, "me", ...ids.flatMap((id) => ofPerson.map((of) => `people/${id}/${of}`))),
    ),
    ...ask(listed.visitor, `people/${listed.ids[0]}/${file}`),
    ...ask(gate.collector.visitor, COMMUNITY_PATH),
    ...ask(gate.administrator.visitor, ...ofCommunity.map((of) => COMMUNITY_PATH + of)),
    ...ask(officer, `facts/${wuhan.facts}`, `areas/${wuhan.areas}`, "clients", "proposals"),
    ...ask(officer, `rule-sets/${wuhan.rules}`, `rule-sets/${wuhan.rules}/trial`),
    ...["4201", "420107", "420107001", "420107001002"].flatMap((code) =>
      ask(officer, ...ofDivision.map((of) => `divisions/${code}/${of}`)),
    ),
    ...officers.flatMap(({ visitor }) => ask(visitor, ...ofQueues.map((of) => `divisions/420107/${of}`))),
  ];
}

/** The answers in which that release showed the data, by path. Sentences are left out: their wording may change. Throws if one is refused. */
export async function answersOf(state: State): Promise<readonly { readonly path: string; readonly answer: unknown }[]> {
  const answers = [];
  for (const { visitor, path } of questions(state)) {
    const { status, text } = await visitor.send("GET", path);
    expect({ path, status, text }).toMatchObject({ status: 200 });
    answers.push({ path, answer: text.startsWith("{") ? JSON.parse(text, withoutWords) : text });
  }
  return answers;
}

function withoutWords(_key: string, value: unknown): unknown {
  const isSentence = typeof value === "object" && value !== null && Object.keys(value).toSorted().join() === "en,zh";
  return isSentence ? "a sentence" : value;
}

/** What the offices see of the passes of the collector, which grows when the reports of shards and communities arrive. */
export async function countsOf({ wuhan, gate }: State): Promise<{ readonly total: unknown; readonly record: unknown }> {
  const { visitor } = wuhan.first;
  const { total } = await visitor.ask("GET", "/api/v1/divisions/4201/statistics", z.looseObject({ total: z.unknown() }));
  return { total, record: await visitor.ask("GET", `${COMMUNITY_PATH}/collectors/${gate.collectorId}`, z.unknown()) };
}

/** Two officers of an issuer end what waits: a proposal, a client and an application; in Hubei an appeal and a review. */
export async function endWaiting({ wuhan, application, officers, file }: State): Promise<void> {
  const { visitor } = wuhan.second;
  const anything = z.unknown();
  await visitor.ask("POST", `/api/v1/proposals/${wuhan.proposal}/approvals`, anything, { note: "已核对文件" });
  await visitor.ask("POST", `/api/v1/clients/${wuhan.client}/approvals`, anything);
  const here = { decision: "appoint", division: COMMUNITY.division, reason: "即康苑社区" };
  await visitor.ask("POST", `/api/v1/divisions/420107001/applications/${application}`, anything, here);

  const county = "/api/v1/divisions/420107";
  const queue = z.array(withId).length(1);
  for (const officer of officers) {
    const { appeals } = await officer.visitor.ask("GET", `${county}/appeals`, z.looseObject({ appeals: queue }));
    const { reviews } = await officer.visitor.ask("GET", `${county}/reviews`, z.looseObject({ reviews: queue }));
    const seen = await officer.visitor.send("GET", `${county}/${file}`);
    expect(seen.text).toBe("%PDF-1.7 a certificate");
    const grant = { decision: "grant", ground: "wrong_person", reason: "已核对名单" };
    await officer.visitor.ask("POST", `${county}/appeals/${appeals[0]?.id}/answers`, anything, grant);
    await officer.visitor.ask("POST", `${county}/reviews/${reviews[0]?.id}/findings`, anything, { ground: "no_contact_found" });
  }
}
