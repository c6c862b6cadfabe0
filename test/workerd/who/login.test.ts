/** One-time passwords and sessions, over HTTP. Source: product.md §3, architecture.md "Privacy and security". */
import { expect, test } from "vitest";
import { aPhone } from "../builders.ts";
import { Visitor } from "../visitor.ts";

test("a password logs its phone in once", async () => {
  const phone = aPhone();
  const visitor = await new Visitor().logIn(phone);
  expect((await visitor.me()).people).toEqual([]);
  const password = await visitor.passwordOf(phone);
  expect(await new Visitor().refusal("POST", "/api/v1/sessions", { phone, password })).toBe("401 wrong_password");
});

test("the session cookie is bound to its host, unreadable to scripts and never sent across sites", async () => {
  const phone = aPhone();
  const visitor = new Visitor();
  await visitor.ask("POST", "/api/v1/otp", { phone });
  const answer = await visitor.send("POST", "/api/v1/sessions", { phone, password: await visitor.passwordOf(phone) });
  expect(answer.headers.get("set-cookie")).toMatch(
    /^__Host-yima-session=[^;]+; Path=\/; Expires=[^;]+; HttpOnly; Secure; SameSite=Strict$/,
  );
});

test("a second password within the minute is refused with the seconds to wait, for any number", async () => {
  const phone = aPhone();
  const visitor = new Visitor();
  await visitor.ask("POST", "/api/v1/otp", { phone });
  const again = await visitor.send("POST", "/api/v1/otp", { phone });
  expect(again.status).toBe(429);
  expect(Number(again.headers.get("retry-after"))).toBeGreaterThan(55);
});

test("a wrong password gets the same answer for a known, an unknown and a new number", async () => {
  const [member, requester, unknown] = [aPhone(), aPhone(), aPhone()];
  await new Visitor().logIn(member);
  await new Visitor().ask("POST", "/api/v1/otp", { phone: requester });
  const answers = await Promise.all(
    [member, requester, unknown].map(async (phone) =>
      (await new Visitor().send("POST", "/api/v1/sessions", { phone, password: "not-it".replace(/\D+/, "000000") })).text(),
    ),
  );
  expect(new Set(answers).size).toBe(1);
  expect(answers[0]).toContain("wrong_password");
});

test("five wrong tries end a password", async () => {
  const phone = aPhone();
  const visitor = new Visitor();
  await visitor.ask("POST", "/api/v1/otp", { phone });
  const password = await visitor.passwordOf(phone);
  const wrong = password === "000000" ? "000001" : "000000";
  for (let tries = 0; tries < 5; tries += 1) await visitor.refusal("POST", "/api/v1/sessions", { phone, password: wrong });
  expect(await visitor.refusal("POST", "/api/v1/sessions", { phone, password })).toBe("401 wrong_password");
});

test("one network address has a limit over all phones, and other addresses are not affected", async () => {
  const visitor = new Visitor();
  const from = (address: string) => visitor.send("POST", "/api/v1/otp", { phone: aPhone() }, { "cf-connecting-ip": address });
  let limited = 0;
  for (let count = 0; count < 121; count += 1) limited = (await from("203.0.113.7")).status;
  expect(limited).toBe(429);
  expect((await from("203.0.113.8")).status).toBe(202);
});

test("logging out ends the session on the server", async () => {
  const visitor = await new Visitor().logIn(aPhone());
  const { cookie } = visitor;
  await visitor.ask("DELETE", "/api/v1/sessions/current");
  visitor.cookie = cookie;
  expect(await visitor.refusal("GET", "/api/v1/me")).toBe("401 not_logged_in");
});

test("a phone learns without a refusal whether its cookie has a session", async () => {
  const visitor = new Visitor();
  expect(await visitor.ask("GET", "/api/v1/sessions/current")).toEqual({ loggedIn: false });
  await visitor.logIn(aPhone());
  const { cookie } = visitor;
  expect(await visitor.ask("GET", "/api/v1/sessions/current")).toEqual({ loggedIn: true });
  await visitor.ask("DELETE", "/api/v1/sessions/current");
  visitor.cookie = cookie;
  expect(await visitor.ask("GET", "/api/v1/sessions/current")).toEqual({ loggedIn: false });
});

test.each(["", "x", "0.short", `fffff.${"A".repeat(32)}`, `1.${"A".repeat(32)}`, "1.' OR 1=1 --"])(
  "the invented session %j is nobody",
  async (token) => {
    const visitor = new Visitor();
    visitor.cookie = `__Host-yima-session=${token}`;
    expect(await visitor.refusal("GET", "/api/v1/me")).toBe("401 not_logged_in");
  },
);

test.each([
  ["without the header that no form can send", { "x-yima": "" }],
  ["from another origin", { origin: "https://evil.example" }],
  ["which the browser calls cross-site", { "sec-fetch-site": "cross-site" }],
])("a write %s is refused", async (_, headers) => {
  expect(await new Visitor().refusal("POST", "/api/v1/otp", { phone: aPhone() }, headers)).toBe("403 cross_site_request");
});

test("the addresses of one line are counted as one", async () => {
  const visitor = new Visitor();
  const from = (host: number, line = "1") =>
    visitor.send("POST", "/api/v1/otp", { phone: aPhone() }, { "cf-connecting-ip": `2001:db8:0:${line}::${host.toString(16)}` });
  let limited = 0;
  for (let count = 0; count < 121; count += 1) limited = (await from(count)).status;
  expect(limited).toBe(429);
  expect((await from(1, "2")).status).toBe(202);
});
