/** Three of a number's six messages in an hour are kept for browsers that have logged in with it before: strangers lock nobody out. Over HTTP. Source: persons-and-officers.md §4, finding S5. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { aPhone } from "../builders.ts";
import { Visitor } from "../visitor.ts";

const BROWSER = "__Host-yima-browser";
const BEGIN = Date.UTC(2036, 5, 1, 8);
const MINUTE = 60_000;
const DAY = 86_400_000;
let now = BEGIN;

beforeEach(() => {
  // A later day for each test: the messages of one test count in no other.
  now += DAY;
  vi.useFakeTimers({ toFake: ["Date"], now });
});
afterEach(() => {
  vi.useRealTimers();
});

const later = (ms: number) => vi.setSystemTime((now += ms));
const asks = (visitor: Visitor, phone: string) => visitor.refusal("POST", "/api/v1/otp", { phone });

/** A browser that has logged in with this number, and out. */
async function aKnownBrowser(phone: string): Promise<Visitor> {
  const visitor = await new Visitor().logIn(phone);
  await visitor.ask("DELETE", "/api/v1/sessions/current");
  return visitor;
}

function aCopy(visitor: Visitor, mark = visitor.others.get(BROWSER) ?? ""): Visitor {
  const copy = new Visitor();
  copy.others.set(BROWSER, mark);
  return copy;
}

/** Strangers request messages to a number until they are refused. */
async function exhaust(phone: string): Promise<readonly string[]> {
  const answers: string[] = [];
  while (answers.at(-1) !== "429 too_many_requests" && answers.length < 7) {
    later(MINUTE);
    answers.push(await asks(new Visitor(), phone));
  }
  return answers;
}

test("strangers get three messages to a number; the browser of its owner still gets three, and the message logs it in", async () => {
  const phone = aPhone();
  const owner = await aKnownBrowser(phone);
  later(60 * MINUTE);
  expect(await exhaust(phone)).toEqual(["202", "202", "202", "429 too_many_requests"]);
  for (let count = 0; count < 3; count += 1) {
    expect(await asks(owner, phone)).toBe("202");
    later(MINUTE);
  }
  expect(await asks(owner, phone)).toBe("429 too_many_requests");
  const password = await owner.passwordOf(phone);
  expect(await owner.refusal("POST", "/api/v1/sessions", { phone, password })).toBe("201");
});

test("messages of strangers at the worst times of two hours never take the kept ones", async () => {
  const phone = aPhone();
  const owner = await aKnownBrowser(phone);
  later(60 * MINUTE);
  await asks(owner, phone);
  await exhaust(phone);
  later(58 * MINUTE);
  await exhaust(phone);
  expect(await asks(owner, phone)).toBe("202");
});

test("a stranger's message a moment ago makes the owner wait for nothing", async () => {
  const phone = aPhone();
  const owner = await aKnownBrowser(phone);
  later(60 * MINUTE);
  expect(await asks(new Visitor(), phone)).toBe("202");
  later(1000);
  expect(await asks(owner, phone)).toBe("202");
  later(1000);
  expect(await asks(owner, phone)).toBe("429 too_many_requests");
});

test.each([
  ["of another number", async () => (await aKnownBrowser(aPhone())).others.get(BROWSER) ?? ""],
  ["with another time", async (own: string) => own.replace(/^./, (letter) => (letter === "k" ? "m" : "k"))],
  ["with another tag", async (own: string) => own.replace(/.$/, (letter) => (letter === "A" ? "Q" : "A"))],
  ["without a tag", async (own: string) => own.split(".")[0] ?? ""],
  [
    "of another issuer",
    async (_: string, phone: string) => (await new Visitor("hubei.localhost").logIn(phone)).others.get(BROWSER) ?? "",
  ],
  ["of nonsense", async () => "~~.~%ff~.~"],
])("a mark %s makes a browser known to nobody", async (_, make) => {
  const phone = aPhone();
  const owner = await aKnownBrowser(phone);
  const forged = await make(owner.others.get(BROWSER) ?? "", phone);
  later(60 * MINUTE);
  await exhaust(phone);
  expect(await asks(aCopy(owner, forged), phone)).toBe("429 too_many_requests");
  expect(await asks(aCopy(owner), phone)).toBe("202");
});

test("a browser is known for 180 days", async () => {
  const phone = aPhone();
  const owner = await aKnownBrowser(phone);
  later(180 * DAY - 60 * MINUTE);
  await exhaust(phone);
  expect(await asks(aCopy(owner), phone)).toBe("202");
  later(60 * MINUTE);
  await exhaust(phone);
  expect(await asks(aCopy(owner), phone)).toBe("429 too_many_requests");
});

test("a PC of an office is known to the last four of its numbers", async () => {
  const phones = [aPhone(), aPhone(), aPhone(), aPhone(), aPhone()];
  const shared = new Visitor();
  for (const phone of phones) await shared.logIn(phone);
  later(60 * MINUTE);
  const answers: string[] = [];
  for (const phone of phones) {
    await exhaust(phone);
    answers.push(await asks(aCopy(shared), phone));
  }
  expect(answers).toEqual(["429 too_many_requests", "202", "202", "202", "202"]);
});
