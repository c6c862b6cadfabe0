/** One-time passwords and sessions, over HTTP. Source: product.md §3, architecture.md "Privacy and security". */
import { expect, test } from "vitest";
import { aPhone } from "../builders.ts";
import { Visitor } from "../visitor.ts";

test("a password logs its phone in once", async () => {
  const phone = aPhone();
  const visitor = new Visitor();
  await visitor.ask("POST", "/api/v1/otp", { phone });
  const challenge = new Map(visitor.others);
  const body = { phone, password: await visitor.passwordOf(phone) };
  expect(await visitor.refusal("POST", "/api/v1/sessions", body)).toBe("201");
  expect((await visitor.me()).people).toEqual([]);
  for (const [name, value] of challenge) visitor.others.set(name, value);
  expect(await visitor.refusal("POST", "/api/v1/sessions", body)).toBe("401 wrong_password");
});

test("every cookie is bound to its host, unreadable to scripts and never sent across sites", async () => {
  const phone = aPhone();
  const visitor = new Visitor();
  const sent = await visitor.send("POST", "/api/v1/otp", { phone });
  const answer = await visitor.send("POST", "/api/v1/sessions", { phone, password: await visitor.passwordOf(phone) });
  const forms = [...sent.headers.getSetCookie(), ...answer.headers.getSetCookie()].map((set) =>
    set.replace(/^([^=]+=)[^;]*/, "$1"),
  );
  expect(forms).toEqual([
    "__Host-yima-challenge=; Max-Age=300; Path=/; HttpOnly; Secure; SameSite=Strict",
    "__Host-yima-challenge=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Strict",
    "__Host-yima-browser=; Max-Age=15552000; Path=/; HttpOnly; Secure; SameSite=Strict",
    expect.stringMatching(/^__Host-yima-session=; Path=\/; Expires=[^;]+; HttpOnly; Secure; SameSite=Strict$/),
  ]);
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
  const stranger = new Visitor();
  await stranger.ask("POST", "/api/v1/otp", { phone: aPhone() });
  const answers = await Promise.all(
    [member, requester, unknown].map(async (phone) =>
      (await stranger.send("POST", "/api/v1/sessions", { phone, password: "000000" })).text(),
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
