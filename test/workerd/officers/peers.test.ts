/** What a peer told beyond its share of a day waits for two officers of this issuer, who let it in; and two of them take back everything that the peer told since a day. On the real objects. docs/trust.md §10. */
import { env } from "cloudflare:workers";
import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { beforeAll, expect, test, vi } from "vitest";
import type { Peer, Peers } from "../../../src/contract/issuer/peers.ts";
import type { Proposal } from "../../../src/contract/proposal/proposal.ts";
import { addDays, dateOf } from "../../../src/domain/china-time.ts";
import type { LetterItem } from "../../../src/domain/federation/letter.ts";
import { toBase64url } from "../../../src/token/code/base64url.ts";
import { anOfficer, agreed, aProposal } from "../officer.ts";
import { mailboxFor, standing, told, WUHAN } from "../telling.ts";
import type { Visitor } from "../visitor.ts";

const GUANGDONG = "44";
const TODAY = dateOf(Date.now());
const SHARE = 200;

let first: Visitor;
let second: Visitor;

beforeAll(async () => {
  ({ visitor: first } = await anOfficer());
  ({ visitor: second } = await anOfficer());
});

const aFact = (reference: string, changes: Readonly<Record<string, unknown>> = {}): LetterItem => ({
  id: crypto.randomUUID(),
  handle: toBase64url(crypto.getRandomValues(new Uint8Array(16))),
  kind: "close_contact",
  source: "440106",
  reference,
  basis: "outbreak",
  from: TODAY,
  until: null,
  ...changes,
});

async function peer(code: string = GUANGDONG): Promise<Peer | undefined> {
  const { peers } = await first.ask<Peers>("GET", "/api/v1/peers");
  return peers.find((one) => one.code === code);
}

const letIn = (code: string = GUANGDONG) => ({ kind: "told_facts_entry", peer: code });
const takeBack = (since: string, code: string = GUANGDONG) => ({ kind: "told_facts_withdrawal", peer: code, since });
const because = (change: object) => ({ change, reason: "wrong_data", evidence: "与广东核实记录" });
const refusal = (change: object) => first.refusal("POST", "/api/v1/proposals", aProposal(because(change)));

/** Rings the alarms until `state` is so. */
async function until(state: () => Promise<void>): Promise<void> {
  const attempt = async () => {
    await runDurableObjectAlarm(env.ISSUER.getByName(`${WUHAN}/issuer`));
    await runDurableObjectAlarm(mailboxFor(GUANGDONG));
    await state();
  };
  await vi.waitFor(attempt, { timeout: 60_000, interval: 100 });
}

test("before anybody has told anything there is nothing to decide", async () => {
  expect(await first.ask<Peers>("GET", "/api/v1/peers")).toEqual({ peers: [] });
  expect(await refusal(letIn())).toBe("404 peer_not_found /change/peer");
  expect(await refusal(takeBack(TODAY))).toBe("404 peer_not_found /change/peer");
});

test("what is too much for a day waits, is let in by two officers, and everything since a day is taken back by two", async () => {
  const within = await told(
    "fact",
    Array.from({ length: SHARE }, () => aFact("share")),
  );
  expect(new Set(within)).toEqual(new Set(["taken"]));
  const beyond = [
    aFact("beyond"),
    aFact("beyond", { source: "440300" }),
    aFact("lie", { source: "420106" }),
    aFact("lie", { kind: "x" }),
  ];
  expect(await told("fact", beyond)).toEqual(["waits", "waits", "region_foreign", "item_malformed"]);
  expect(await peer()).toEqual({
    code: GUANGDONG,
    name: expect.objectContaining({ zh: expect.any(String) }),
    days: [
      {
        day: TODAY,
        facts: SHARE,
        refused: [
          { code: "item_malformed", items: 1 },
          { code: "region_foreign", items: 1 },
        ],
      },
    ],
    waiting: {
      lines: 2,
      kinds: [{ name: "close_contact", lines: 2 }],
      sources: [
        { name: "440106", lines: 1 },
        { name: "440300", lines: 1 },
      ],
    },
  });

  const proposed = await first.ask<Proposal>("POST", "/api/v1/proposals", aProposal(because(letIn())));
  expect(proposed.change).toMatchObject({ kind: "told_facts_entry", peer: GUANGDONG, lines: 2 });
  expect(await first.refusal("POST", `/api/v1/proposals/${proposed.id}/approvals`, { note: "已核对" })).toBe("409 same_officer");
  // What comes after the proposal is not what the second officer sees.
  expect(await told("fact", [aFact("later")])).toEqual(["waits"]);
  expect(await second.refusal("POST", `/api/v1/proposals/${proposed.id}/approvals`, { note: "已核对" })).toBe("200");
  await until(async () => expect(await standing("beyond")).toBe(2));
  expect(await standing("later")).toBe(0);
  expect(await told("fact", beyond.slice(0, 2))).toEqual(["known", "known"]);
  expect(await peer()).toMatchObject({ days: [{ facts: SHARE + 2 }], waiting: { lines: 1 } });

  const taken = await agreed(first, second, because(takeBack(TODAY)));
  expect(taken.change).toMatchObject({ peer: GUANGDONG, since: TODAY, entries: SHARE + 2 });
  await until(async () => expect([await standing("share"), await standing("beyond")]).toEqual([0, 0]));
  expect(await peer()).toMatchObject({ waiting: null });
  expect(await refusal(letIn())).toBe("409 nothing_waits /change/peer");
  const text = "SELECT kind, source, changes, entries FROM act_counts WHERE kind LIKE 'told_facts%' ORDER BY kind, source";
  const counted = await runInDurableObject(env.ISSUER.getByName(`${WUHAN}/issuer`), (_, { storage }) =>
    storage.sql.exec(text).toArray(),
  );
  expect(counted).toEqual([
    { kind: "told_facts_entry", source: "440106", changes: 1, entries: 1 },
    { kind: "told_facts_entry", source: "440300", changes: 1, entries: 1 },
    { kind: "told_facts_withdrawal", source: GUANGDONG, changes: 1, entries: SHARE + 2 },
  ]);
});

test("an order that is repeated is obeyed once: what the peer tells after it stays", async () => {
  const order = { id: crypto.randomUUID(), act: "take_back", since: TODAY } as const;
  expect(await told("fact", [aFact("before", { source: "360100" })], "36")).toEqual(["taken"]);
  await mailboxFor("36").obey(order, Date.now());
  await vi.waitFor(
    async () => {
      await runDurableObjectAlarm(mailboxFor("36"));
      expect(await standing("before")).toBe(0);
    },
    { timeout: 60_000, interval: 100 },
  );
  expect(await told("fact", [aFact("after", { source: "360100" })], "36")).toEqual(["taken"]);
  await mailboxFor("36").obey(order, Date.now());
  await runDurableObjectAlarm(mailboxFor("36"));
  expect(await standing("after")).toBe(1);
});

test("days that are ahead, or longer ago than what is kept, are refused", async () => {
  expect(await refusal(takeBack(addDays(TODAY, 1)))).toBe("422 change_date_range /change/since");
  expect(await refusal(takeBack(addDays(TODAY, -31)))).toBe("422 change_date_range /change/since");
  expect(await refusal({ kind: "told_facts_withdrawal", peer: GUANGDONG, since: "yesterday" })).toBe(
    "400 bad_request /change/since",
  );
});
