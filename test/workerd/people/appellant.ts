/** Residents with a login, with or without an entry in Wuhan's list of potential contacts, and the administrators who answer their appeals. The issuer is Hubei. */
import type { Appeal, AppealAnswerResult, Appeals, WaitingAppeals } from "../../../src/contract/appeal.ts";
import type { Person } from "../../../src/contract/people.ts";
import { dateOf } from "../../../src/domain/china-time.ts";
import { aFact, aPhone, aResidentNumber } from "../builders.ts";
import { operatorsAppoint, operatorsEnter } from "../operators.ts";
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
  await operatorsAppoint({ division, name, phone });
  return visitor;
}

/** Two operators enter the person into Wuhan's list as a potential contact; a second call makes the same entry. */
export async function list({ number }: Resident): Promise<void> {
  const document = { type: "10", number };
  const from = dateOf(Date.now());
  await operatorsEnter(aFact({ document, kind: "potential_contact", from, source: WUHAN, reference: number }));
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
