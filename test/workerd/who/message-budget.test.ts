/** The budget of text messages per minute for the whole deployment: over it nothing is sent, the log has an alarm, and nobody loses a message of their hour. Over HTTP. Source: persons-and-officers.md §4. */
import { env } from "cloudflare:workers";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { aPhone } from "../builders.ts";
import { Visitor } from "../visitor.ts";

let now = Date.UTC(2036, 8, 1, 8);

beforeEach(() => {
  now += 86_400_000;
  vi.useFakeTimers({ toFake: ["Date"], now });
  Object.assign(env, { YIMA_MESSAGES_PER_MINUTE: "2" });
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  Reflect.deleteProperty(env, "YIMA_MESSAGES_PER_MINUTE");
});

const asks = (phone: string, host?: string) => new Visitor(host).refusal("POST", "/api/v1/otp", { phone });

test("messages beyond the budget wait for the next minute, those of all issuers together, with one alarm", async () => {
  const log = vi.spyOn(console, "error").mockReturnValue();
  expect([await asks(aPhone()), await asks(aPhone(), "hubei.localhost")]).toEqual(["202", "202"]);
  vi.setSystemTime(now + 20_000);
  const refused = await new Visitor().send("POST", "/api/v1/otp", { phone: aPhone() });
  expect([refused.status, refused.headers.get("retry-after"), refused.headers.get("set-cookie")]).toEqual([503, "40", null]);
  expect(await asks(aPhone(), "hubei.localhost")).toBe("503 message_not_sent");
  expect(log.mock.calls).toEqual([[expect.stringMatching(/^ALARM messages: 2 text messages in one minute/)]]);
  vi.setSystemTime(now + 60_000);
  expect(await asks(aPhone())).toBe("202");
});

test("a number whose messages the budget has refused keeps all messages of its hour, and waits for no minute of its own", async () => {
  vi.spyOn(console, "error").mockReturnValue();
  const phone = aPhone();
  await asks(aPhone());
  await asks(aPhone());
  for (let tries = 0; tries < 5; tries += 1) expect(await asks(phone)).toBe("503 message_not_sent");
  const answers: string[] = [];
  for (let minute = 1; minute <= 4; minute += 1) {
    vi.setSystemTime(now + minute * 60_000);
    answers.push(await asks(phone));
  }
  expect(answers).toEqual(["202", "202", "202", "429 too_many_requests"]);
});

test("a number that asks too often takes nothing from the budget", async () => {
  const phone = aPhone();
  await asks(phone);
  for (let tries = 0; tries < 5; tries += 1) expect(await asks(phone)).toBe("429 too_many_requests");
  expect(await asks(aPhone())).toBe("202");
});
