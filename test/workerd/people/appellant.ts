/** Residents with a login, with or without an entry in Wuhan's list of potential contacts, and the administrators who answer their appeals. The issuer is Hubei. */
import type { Appeal, AppealAnswerResult, Appeals, WaitingAppeals } from "../../../src/contract/appeal.ts";
import type { FactReceipt } from "../../../src/contract/fact.ts";
import type { Person } from "../../../src/contract/people.ts";
import { dateOf } from "../../../src/domain/china-time.ts";
import { signedAct } from "../../support/operators.ts";
import { aFact, aPhone, aResidentNumber } from "../builders.ts";
import { Visitor } from "../visitor.ts";

const HUBEI = "hubei.localhost";
export const WUHAN = "4201";
export const QUEUE = `/api/v1/divisions/${WUHAN}/appeals`;
export const TEXT = "那天我不在武汉";

export interface Resident {
  readonly visitor: Visitor;
  readonly person: Person;
  readonly number: string;
  readonly phone: string;
}

export async function operate<T>(path: string, act: object): Promise<T> {
  return new Visitor(HUBEI).ask<T>("POST", `/api/v1/operator/${path}`, await signedAct("42", act));
}

export async function aResident(name = "尹小满"): Promise<Resident> {
  const phone = aPhone();
  const number = aResidentNumber();
  const visitor = await new Visitor(HUBEI).logIn(phone);
  const person = await visitor.bind(name, number);
  await visitor.declare(person);
  return { visitor, person, number, phone };
}

export async function anOfficer(name: string, division = WUHAN): Promise<Visitor> {
  const { visitor, phone } = await aResident(name);
  await operate("administrators", { act: "appoint", division, name, phone, reason: "首任" });
  return visitor;
}

/** Enters the person into Wuhan's list as a potential contact; a second call makes the same entry. Returns whether the facts changed. */
export async function list({ number }: Resident): Promise<boolean> {
  const document = { type: "10", number };
  const from = dateOf(Date.now());
  const fact = aFact({ document, kind: "potential_contact", from, source: WUHAN, reference: number });
  return (await operate<FactReceipt>("facts", { act: "fact", ...fact })).changed;
}

export async function aListed(): Promise<Resident> {
  const resident = await aResident();
  await list(resident);
  return resident;
}

export function appeal({ visitor, person }: Resident, changes: object = {}): Promise<Appeal> {
  return visitor.ask("POST", `/api/v1/people/${person.id}/appeals`, { id: crypto.randomUUID(), text: TEXT, ...changes });
}

export function refusedAppeal({ visitor, person }: Resident, changes: object = {}): Promise<string> {
  const path = `/api/v1/people/${person.id}/appeals`;
  return visitor.refusal("POST", path, { id: crypto.randomUUID(), text: TEXT, ...changes });
}

export async function appealsOf({ visitor, person }: Pick<Resident, "visitor" | "person">): Promise<Appeals["appeals"]> {
  return (await visitor.ask<Appeals>("GET", `/api/v1/people/${person.id}/appeals`)).appeals;
}

export async function queued(officer: Visitor, id: string) {
  return (await officer.ask<WaitingAppeals>("GET", QUEUE)).appeals.find((one) => one.id === id);
}

export function answer(officer: Visitor, id: string, body: object): Promise<AppealAnswerResult> {
  return officer.ask("POST", `${QUEUE}/${id}/answers`, body);
}
