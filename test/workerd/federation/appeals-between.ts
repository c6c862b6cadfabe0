/** A person of Hubei of whom Wuhan's officers have told, with what tests of appeals between both need. */
import { env } from "cloudflare:workers";
import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { vi } from "vitest";
import type { Appeal, Appeals, WaitingAppeals } from "../../../src/contract/appeal.ts";
import type { PersonColour } from "../../../src/contract/colour.ts";
import type { Person } from "../../../src/contract/people.ts";
import type { Proposal } from "../../../src/contract/proposal/proposal.ts";
import { readConfig } from "../../../src/config.ts";
import type { PersonKey } from "../../../src/domain/access/keys.ts";
import { addDays, dateOf } from "../../../src/domain/china-time.ts";
import type { LetterItem } from "../../../src/domain/federation/letter.ts";
import { type IssuerCode, shardOf } from "../../../src/domain/issuer/issuer.ts";
import { openSecrets, personKeyOf } from "../../../src/token/secret/secrets.ts";
import { aPhone, aResidentNumber } from "../builders.ts";
import { agreed, aProposal } from "../officer.ts";
import { Visitor } from "../visitor.ts";

const [HOME, PEER] = ["42", "4201"] as const;
const TODAY = dateOf(Date.now());
export const ENTRY = { kind: "close_contact", source: "420107", reference: "7-31" } as const;
/** The queue of the division that has told. */
export const PEER_QUEUE = `/api/v1/divisions/${ENTRY.source}/appeals`;

export interface Appellant {
  readonly visitor: Visitor;
  readonly person: Person;
  readonly number: string;
  readonly phone: string;
  readonly key: PersonKey;
  /** The shard of the person. */
  readonly people: ReturnType<typeof env.PEOPLE.getByName>;
  readonly text: string;
  readonly colour: () => Promise<string>;
  readonly appeal: () => Promise<Appeal>;
  /** The proposal that would withdraw what was told. */
  readonly withdrawal: Readonly<Record<string, unknown>>;
}

export async function aResidentOfHubei(): Promise<Omit<Appellant, "withdrawal">> {
  const [number, phone] = [aResidentNumber(), aPhone()];
  const visitor = await new Visitor("hubei.localhost").logIn(phone);
  const person = await visitor.bind("尹小满", number);
  await visitor.declare(person);
  const key = await personKeyOf(await openSecrets(env.YIMA_MASTER_KEY, HOME as IssuerCode), `10|${number}`);
  const shards = readConfig(env).byCode.get(HOME as IssuerCode)?.shards ?? 0;
  const people = env.PEOPLE.getByName(`${HOME}/people/${shardOf(key, shards)}`);
  const text = `那天我不在武汉 ${crypto.randomUUID()}`;
  const colour = async () => {
    const { colour: shown, row } = await visitor.ask<PersonColour>("GET", `/api/v1/people/${person.id}/colour`);
    return `${shown} ${row}`;
  };
  const appeal = () => visitor.ask<Appeal>("POST", `/api/v1/people/${person.id}/appeals`, { id: crypto.randomUUID(), text });
  return { visitor, person, number, phone, key, people, text, colour, appeal };
}

/** A resident of Hubei of whom two officers of Wuhan have told, once Hubei has taken it. */
export async function aToldPerson(first: Visitor, second: Visitor): Promise<Appellant> {
  const resident = await aResidentOfHubei();
  const fact = { ...ENTRY, from: TODAY, until: addDays(TODAY, 14) };
  const change = { kind: "fact_notice", home: HOME, document: { type: "10", number: resident.number }, fact };
  const told: Proposal = await agreed(first, second, { change, reason: "outbreak", evidence: "流调报告第 31 号" });
  await vi.waitFor(
    async () => {
      await runDurableObjectAlarm(env.ISSUER.getByName(`${PEER}/issuer`));
      if ((await resident.colour()) !== "red close_contact") throw new Error("not told yet");
    },
    { timeout: 60_000, interval: 200 },
  );
  const undone = { kind: "fact_notice_withdrawal", notice: told.id };
  return { ...resident, withdrawal: aProposal({ change: undone, reason: "wrong_data", evidence: "复核记录第 8 号" }) };
}

/** Runs the errands of the person's shard. */
export async function ringPeople({ people }: Pick<Appellant, "people">): Promise<void> {
  await runDurableObjectAlarm(people);
}

export async function appealOf({ visitor, person }: Pick<Appellant, "visitor" | "person">): Promise<Appeal> {
  const [newest] = (await visitor.ask<Appeals>("GET", `/api/v1/people/${person.id}/appeals`)).appeals;
  if (newest === undefined) throw new Error("there is an appeal");
  return newest;
}

export async function waitingAt(officer: Visitor, queue = PEER_QUEUE): Promise<WaitingAppeals["appeals"]> {
  return (await officer.ask<WaitingAppeals>("GET", queue)).appeals;
}

/** What an issuer answers to a letter: the state of each item, or why it is refused. */
export async function mailbox(own: string, from: string, kind: string, items: readonly LetterItem[]): Promise<readonly string[]> {
  const now = Date.now();
  const times = { issuedAt: now, expiresAt: now + 120_000, id: crypto.randomUUID() };
  const letter = { from: from as IssuerCode, to: own as IssuerCode, ...times, kind, items };
  const taken = await env.MAILBOX.getByName(`${own}/mailbox/${from}`).take(letter, now);
  if (!taken.ok) throw new Error(taken.refusal.code);
  return taken.value.map(({ state, code }) => code ?? state);
}

export function rowsOf<Row>(object: DurableObjectStub, text: string): Promise<readonly Row[]> {
  return runInDurableObject(object, (_, { storage }) => storage.sql.exec(text).toArray() as unknown as Row[]);
}
