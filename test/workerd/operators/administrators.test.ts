/** The operators' requests about administrators over HTTP: signed with an operator's own key, for one issuer, valid once and for minutes. Source: docs/operate.md. */
import { env } from "cloudflare:workers";
import { runInDurableObject } from "cloudflare:test";
import { UnsecuredJWT } from "jose";
import { expect, test } from "vitest";
import type { Administrator, Administrators } from "../../../src/contract/administrator.ts";
import { publicHalf } from "../../../src/token/secret/operator.ts";
import { earlierOperatorRequest } from "../../support/earlier/operator-request.ts";
import { anotherOperator, SECOND, signedAct, TEST_OPERATORS } from "../../support/operators.ts";
import { aPhone, aResidentNumber } from "../builders.ts";
import { Visitor } from "../visitor.ts";

const PATH = "/api/v1/operator/administrators";
const MINUTE_MS = 60_000;

async function official(name: string) {
  const phone = aPhone();
  const visitor = await new Visitor().logIn(phone);
  await visitor.bind(name, aResidentNumber());
  return { visitor, phone, act: { act: "appoint", division: "4201", name, phone, reason: "首任管理员" } };
}

const signed = async (act: unknown, signing: Parameters<typeof signedAct>[2] = {}) =>
  (await signedAct("4201", act, signing)).request;
const refusal = (request: unknown) => new Visitor().refusal("POST", PATH, { request });

test("an operator appoints the first administrator of a city, who has the right at once, and the record names the operators", async () => {
  const { visitor, phone, act } = await official("市长青");
  const made = await new Visitor().ask<Administrator>("POST", PATH, { request: await signed(act) });
  expect(made).toMatchObject({ phone: `+86${phone}`, maskedName: "市**" });
  expect((await visitor.me()).grants).toEqual([{ division: "4201", role: "administrator", name: "武汉市" }]);
  const answer = await visitor.ask<Administrators>("GET", "/api/v1/divisions/4201/administrators");
  expect(answer.appointments[0]).toMatchObject({ act: "appointed", office: "operator", reason: "首任管理员" });
});

test("a request is used once, also when two arrive at the same moment", async () => {
  const { act } = await official("只一次");
  const request = await signed(act);
  const answers = await Promise.all([refusal(request), refusal(request), refusal(request)]);
  expect(answers.toSorted()).toEqual(["201", "409 operator_request_used", "409 operator_request_used"]);
  expect(await refusal(request)).toBe("409 operator_request_used");
});

test("the same id in another request counts as used", async () => {
  const { act } = await official("同编号");
  const id = crypto.randomUUID();
  expect(await refusal(await signed(act, { id }))).toBe("201");
  expect(await refusal(await signed({ ...act, reason: "又一次" }, { id }))).toBe("409 operator_request_used");
});

test("a request lives five minutes and a minute for wrong clocks, and is refused before its time", async () => {
  const { act } = await official("有时限");
  expect(await refusal(await signed(act, { now: Date.now() - 5.5 * MINUTE_MS }))).toBe("201");
  expect(await refusal(await signed(act, { now: Date.now() - 6.1 * MINUTE_MS }))).toBe("401 operator_request_expired");
  expect(await refusal(await signed(act, { now: Date.now() + 0.5 * MINUTE_MS }))).toBe("201");
  expect(await refusal(await signed(act, { now: Date.now() + 2 * MINUTE_MS }))).toBe("401 operator_request_refused");
});

test("a request under another key, for another issuer, without a signature or damaged is refused", async () => {
  const { act } = await official("伪造人");
  const now = Math.floor(Date.now() / 1000);
  const claims = { act, jti: crypto.randomUUID(), aud: "4201", iat: now, exp: now + 300 };
  const requests = [
    await signed(act, { by: await anotherOperator() }),
    await signed(act, { by: await anotherOperator("operator-1") }),
    (await signedAct("0", act)).request,
    new UnsecuredJWT(claims).encode(),
    `${await signed(act)}x`,
    `${await signed(act)}=`,
    "x",
    "a.b.c",
  ];
  const answers = await Promise.all(requests.map(refusal));
  expect(new Set(answers)).toEqual(new Set(["401 operator_request_refused"]));
});

test("the master secret signs no requests any more, and the answer says what to do", async () => {
  const { act } = await official("旧命令");
  const { request } = await earlierOperatorRequest(env.YIMA_MASTER_KEY, "4201", act);
  expect(await refusal(request)).toBe("401 operator_key_required");
});

test("a key counts as long as the setting names it", async () => {
  const { act } = await official("被换钥匙");
  const coming = await anotherOperator("operator-1");
  expect(await refusal(await signed(act, { by: coming }))).toBe("401 operator_request_refused");
  Object.assign(env, { YIMA_OPERATORS: JSON.stringify([...JSON.parse(TEST_OPERATORS), publicHalf(coming)]) });
  expect(await refusal(await signed(act, { by: coming }))).toBe("201");
  Object.assign(env, { YIMA_OPERATORS: JSON.stringify([SECOND, coming].map(publicHalf)) });
  expect(await refusal(await signed(act))).toBe("401 operator_request_refused");
  Object.assign(env, { YIMA_OPERATORS: TEST_OPERATORS });
});

test.each([
  ["no act", {}, "400 bad_request /act"],
  ["another act", { act: "destroy", division: "4201" }, "400 bad_request /act"],
  ["a division of another city", { division: "4403" }, "422 division_unknown /division"],
  ["a division that no table has", { division: "420199" }, "422 division_unknown /division"],
  ["a phone that never logged in", { phone: "13700000031" }, "409 phone_not_registered"],
  ["a name that is not the holder's", { name: "别人" }, "409 name_does_not_match"],
  ["a text that is no phone number", { phone: "12345" }, "422 phone_length /phone"],
])("a signed request with %s is refused", async (label, changes, expected) => {
  const { act } = await official("签名人");
  expect(await refusal(await signed(label === "no act" ? {} : { ...act, ...changes }))).toBe(expected);
});

test("a body without a request, with a long one or with another field is refused", async () => {
  expect(await new Visitor().refusal("POST", PATH, {})).toBe("400 bad_request /request");
  expect(await refusal("x".repeat(4097))).toBe("400 bad_request /request");
  expect(await new Visitor().refusal("POST", PATH, { request: "x", admin: true })).toBe("400 bad_request /admin");
});

test("an operator removes an administrator, but not the only one of a division", async () => {
  const [first, second] = [await official("前市长"), await official("新市长")];
  const place = { division: "420106" };
  await new Visitor().ask("POST", PATH, { request: await signed({ ...first.act, ...place }) });
  const remove = { act: "remove", division: "420106", phone: first.phone, reason: "离任" };
  expect(await refusal(await signed(remove))).toBe("409 last_administrator");
  await new Visitor().ask("POST", PATH, { request: await signed({ ...second.act, ...place }) });
  expect(await refusal(await signed(remove))).toBe("204");
  expect((await first.visitor.me()).grants).toEqual([]);
  expect(await refusal(await signed(remove))).toBe("404 administrator_not_found");
});

test("a used request is removed when no clock can accept it any more", async () => {
  const { act } = await official("被遗忘");
  expect(await refusal(await signed(act))).toBe("201");
  const object = env.ISSUER.getByName("4201/issuer");
  await object.useOnce("last-id-of-this-test", Date.now() + 30 * MINUTE_MS, Date.now() + 20 * MINUTE_MS);
  const left = await runInDurableObject(object, (_, { storage }) =>
    storage.sql.exec<{ id: string }>("SELECT id FROM used_requests").toArray(),
  );
  expect(left).toEqual([{ id: "last-id-of-this-test" }]);
});
