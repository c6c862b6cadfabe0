/** Files of lists in tests: sent by an officer, read, proposed, approved by another officer, and entered. */
import { env } from "cloudflare:workers";
import { runDurableObjectAlarm } from "cloudflare:test";
import type { Reading } from "../../../src/contract/list.ts";
import type { Proposal } from "../../../src/contract/proposal/proposal.ts";
import { toHex } from "../../../src/domain/hex.ts";
import type { ListOf } from "../../../src/domain/list/list-file.ts";
import type { Visitor } from "../visitor.ts";

export async function hashOf(text: string | Uint8Array<ArrayBuffer>): Promise<string> {
  const bytes = typeof text === "string" ? new TextEncoder().encode(text) : text;
  return toHex(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)));
}

/** More rings of the alarm than any file of a test needs. */
const MOST_RINGS = 500;

interface Sheet {
  readonly list?: ListOf;
  readonly format?: string;
  readonly name?: string;
  readonly issuer?: string;
}

/** Sends a file and waits until it is read. */
export async function read(officer: Visitor, text: string, sheet: Sheet = {}): Promise<Reading> {
  const { list = "facts", format = "csv", name = "名单.csv" } = sheet;
  const file = await hashOf(text);
  const query = `?format=${format}&name=${encodeURIComponent(name)}`;
  await officer.ask("PUT", `/api/v1/${list}/${file}${query}`, text);
  return stateAfter(officer, file, ["read"], sheet);
}

/** Rings the alarm of a file until it has one of these states. */
export async function stateAfter(
  officer: Visitor,
  file: string,
  states: readonly string[],
  { list = "facts", issuer = "42" }: Sheet = {},
): Promise<Reading> {
  const object = env.FACT_IMPORT.getByName(`${issuer}/${list}/${file}`);
  let reading: Reading | undefined;
  for (let rings = 0; rings < MOST_RINGS; rings += 1) {
    await runDurableObjectAlarm(object);
    reading = await officer.ask<Reading>("GET", `/api/v1/${list}/${file}/reading`);
    if (states.includes(reading.state)) return reading;
  }
  throw new Error(`the file is ${reading?.state}, not ${states.join(" or ")}`);
}

export const GROUNDS = { reason: "diagnosis", evidence: "流调报告第 31 号" };

export function proposalOf(change: object): Record<string, unknown> {
  return { id: crypto.randomUUID(), change, ...GROUNDS };
}

/** The officer proposes the file that they have sent. */
export function propose(officer: Visitor, file: string, list: ListOf = "facts"): Promise<Proposal> {
  const kind = list === "facts" ? "fact_list" : "area_list";
  return officer.ask<Proposal>("POST", "/api/v1/proposals", proposalOf({ kind, file }));
}

export const APPROVAL = { note: "已逐条核对" };

/** The second officer opens the reading, waits until it is counted how many colours turn, and approves. */
export async function approve(second: Visitor, { id, change }: Proposal, issuer = "42"): Promise<void> {
  if ("file" in change) await second.ask("GET", `/api/v1/${change.list}/${change.file}/reading`);
  await counted(issuer);
  await second.ask("POST", `/api/v1/proposals/${id}/approvals`, APPROVAL);
}

/** Counts everything that is on trial, to its end. */
export async function counted(issuer: string): Promise<void> {
  while (await runDurableObjectAlarm(env.TRIAL.getByName(`${issuer}/trial`)));
}

/** A file by two officers, entered to its end. */
export async function enterList(first: Visitor, second: Visitor, text: string, sheet: Sheet = {}): Promise<Proposal> {
  const { file } = await read(first, text, sheet);
  const proposal = await propose(first, file, sheet.list);
  await approve(second, proposal);
  await stateAfter(first, file, ["done"], sheet);
  return proposal;
}
