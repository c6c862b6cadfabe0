/** An appeal against an entry that another issuer told of goes there by letter, its officers answer it there, and the answer changes the colour at home. On the real objects. docs/trust.md §10. */
import { env } from "cloudflare:workers";
import { beforeAll, expect, test, vi } from "vitest";
import type { IssuerCode } from "../../../src/domain/issuer/issuer.ts";
import { refusedAppeal } from "../people/appellant.ts";
import { anOfficer } from "../officer.ts";
import type { Visitor } from "../visitor.ts";
import { appealOf, type Appellant, aToldPerson, mailbox, PEER_QUEUE, ringPeople, rowsOf, waitingAt } from "./appeals-between.ts";

let first: Visitor;
let second: Visitor;

beforeAll(async () => {
  ({ visitor: first } = await anOfficer());
  ({ visitor: second } = await anOfficer());
});

/** The appeal in the queue of the source, once it has come. */
async function arrived(appellant: Appellant) {
  return vi.waitFor(
    async () => {
      await ringPeople(appellant);
      const one = (await waitingAt(first)).find(({ text }) => text === appellant.text);
      if (one === undefined) throw new Error("it has not come");
      return one;
    },
    { timeout: 60_000, interval: 200 },
  );
}

async function answered(appellant: Appellant) {
  return vi.waitFor(
    async () => {
      const appeal = await appealOf(appellant);
      if (appeal.state === "waiting") throw new Error("not answered yet");
      return appeal;
    },
    { timeout: 60_000, interval: 200 },
  );
}

test("the source's officers grant it: the entry is withdrawn at home, the notice there is over, and repetitions change nothing", async () => {
  const appellant = await aToldPerson(first, second);
  expect(await appellant.colour()).toBe("red close_contact");
  const made = await appellant.appeal();
  expect(made).toMatchObject({ region: "420107", state: "waiting", sent: { to: "4201", receivedAt: null, answeredBy: null } });
  const waiting = await arrived(appellant);
  expect(waiting).toMatchObject({
    at: expect.stringMatching(/\.000Z$/),
    maskedName: "尹**",
    colour: "red",
    cause: "close_contact",
    files: [],
    home: { code: "42", name: { en: expect.any(String) }, files: 0 },
    silent: null,
  });
  expect((await appealOf(appellant)).sent?.receivedAt).toEqual(expect.any(String));
  expect(await refusedAppeal(appellant)).toBe("409 appeal_open");
  const path = `${PEER_QUEUE}/${waiting.id}/answers`;
  const grant = { decision: "grant", ground: "entered_in_error", reason: "名单录错了人" };
  expect(await first.refusal("POST", path, { ...grant, ground: "tested_negative" })).toBe("200");
  expect(await second.refusal("POST", path, { ...grant, ground: "tested_negative" })).toBe("409 ground_does_not_fit");
  expect(await first.ask("POST", path, grant)).toEqual({ state: "proposed" });
  expect(await second.ask("POST", path, grant)).toEqual({ state: "granted" });
  expect(await first.refusal("POST", path, grant)).toBe("404 appeal_not_found");
  expect(await answered(appellant)).toMatchObject({
    state: "granted",
    reason: grant.reason,
    sent: { answeredBy: { en: "Wuhan" } },
  });
  expect(await appellant.colour()).toBe("yellow released");
  const notices = await rowsOf(env.ISSUER.getByName("4201/issuer"), "SELECT state FROM notices WHERE kind = 'fact_withdrawal'");
  expect(notices).toEqual([{ state: "taken" }]);
  expect(await first.refusal("POST", "/api/v1/proposals", appellant.withdrawal)).toBe("409 notice_withdrawn");
  // The same letters again.
  const [row] = await rowsOf<{ readonly item: string }>(appellant.people, "SELECT item FROM sent_appeals");
  const again = { decision: "refuse", reason: "again" } as const;
  const answer = { person: appellant.key, item: row?.item ?? "", from: "4201" as IssuerCode, answer: again };
  expect(await appellant.people.answerSentAppeal(answer, Date.now())).toEqual({ ok: true, value: "known" });
  expect(await appealOf(appellant)).toMatchObject({ state: "granted", reason: grant.reason });
});

test("one officer of the source refuses it with a reason, the entry stays, and another appeal is possible", async () => {
  const appellant = await aToldPerson(first, second);
  await appellant.appeal();
  const { id } = await arrived(appellant);
  const refuse = { decision: "refuse", reason: "名单无误" };
  expect(await first.ask("POST", `${PEER_QUEUE}/${id}/answers`, refuse)).toEqual({ state: "refused" });
  expect(await answered(appellant)).toMatchObject({ state: "refused", reason: "名单无误" });
  expect(await appellant.colour()).toBe("red close_contact");
  expect((await appellant.appeal()).state).toBe("waiting");
});

test("a peer answers only appeals that were sent to it", async () => {
  const item = { id: crypto.randomUUID(), appeal: crypto.randomUUID(), state: "refused", sealed: "a.b.c.d.e" };
  expect(await mailbox("42", "4201", "appeal_answer", [item])).toEqual(["appeal_not_found"]);
});
