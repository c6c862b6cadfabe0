/** Invalid HTTP requests: each gets a problem by RFC 9457 with a stable code, and with the field if one is at fault. */
import { exports } from "cloudflare:workers";
import { expect, test } from "vitest";
import { problem as problemShape } from "../../../src/contract/problem.ts";
import { aPhone, aResidentNumber } from "../builders.ts";
import { Visitor } from "../visitor.ts";

const document = { type: "10", number: aResidentNumber() };

test("a problem is RFC 9457 with a stable code and a sentence in two languages", async () => {
  const answer = await new Visitor().send("POST", "/api/v1/otp", { phone: "" });
  expect(answer.headers.get("content-type")).toBe("application/problem+json");
  expect(problemShape.parse(await answer.json())).toMatchObject({ status: 400, code: "bad_request", pointer: "/phone" });
});

const OTP: readonly [string, unknown, Readonly<Record<string, string>>, string][] = [
  ["a body that is not JSON", "{", {}, "400 bad_request "],
  ["an array for an object", [], {}, "400 bad_request "],
  ["no field", {}, {}, "400 bad_request /phone"],
  ["an unknown field", { phone: "13900000000", admin: true }, {}, "400 bad_request /admin"],
  ["the prototype as a field", '{"phone":"13900000000","__proto__":{"admin":true}}', {}, "400 bad_request /__proto__"],
  ["a number for a text", { phone: 13900000000 }, {}, "400 bad_request /phone"],
  ["letters in a number", { phone: "139abcdefgh" }, {}, "422 phone_characters /phone"],
  ["a number of two digits", { phone: "12" }, {}, "422 phone_length /phone"],
  ["a text of 121 characters for a number", { phone: "1".repeat(121) }, {}, "400 bad_request /phone"],
  ["a number that is too short", { phone: "1390000000" }, {}, "422 phone_length /phone"],
  ["a foreign number", { phone: "+4915123456789" }, {}, "422 phone_region_unknown /phone"],
  [
    "another content type",
    "phone=13900000000",
    { "content-type": "application/x-www-form-urlencoded" },
    "415 unsupported_media_type",
  ],
  ["no content type that holds JSON", "{}", { "content-type": "text/plain; application/json" }, "415 unsupported_media_type"],
  ["a body of a megabyte", `"${"1".repeat(1_000_000)}"`, {}, "413 body_too_large"],
];

test.each(OTP)("%s is refused", async (_, body, headers, refusal) => {
  expect(await new Visitor().refusal("POST", "/api/v1/otp", body, headers)).toBe(refusal);
});

test("a body without a stated length is limited while it is read", async () => {
  const endless = new ReadableStream<Uint8Array>({
    pull(controller) {
      controller.enqueue(new Uint8Array(1024).fill(32));
    },
  });
  const request = new Request("http://wuhan.localhost/api/v1/verify", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: endless,
  });
  expect((await exports.default.fetch(request)).status).toBe(413);
});

const PEOPLE: readonly [string, Record<string, unknown>, string][] = [
  ["a name of 241 characters", { name: "王".repeat(241) }, "400 bad_request /name"],
  ["a name of 61 characters", { name: "王".repeat(61) }, "422 name_too_long /name"],
  ["a name with an emoji", { name: "王😀" }, "422 name_characters /name"],
  ["a name with a control character", { name: "王\u0007芳" }, "422 name_characters /name"],
  ["a name with a character that a bank made for itself", { name: "王\ue863" }, "422 name_private_use /name"],
  ["a name with a digit", { name: "王2" }, "422 name_characters /name"],
  ["an empty name", { name: "  " }, "422 name_missing /name"],
  ["an unknown relation", { relation: "friend" }, "400 bad_request /relation"],
  ["an unknown type of document", { document: { type: "77", number: "1" } }, "400 bad_request /document/type"],
  [
    "a wrong check character",
    { document: { type: "10", number: "420107198804120021" } },
    "422 resident_number_check /document/number",
  ],
  [
    "a birth date that does not exist",
    { document: { type: "10", number: "42010719880230002X" } },
    "422 resident_number_date /document/number",
  ],
  [
    "a passport without nationality",
    { document: { type: "20", number: "E12345678" } },
    "422 nationality_missing /document/nationality",
  ],
  [
    "a nationality that no country has",
    { document: { type: "20", number: "E12345678", nationality: "UNI", birthDate: "1985-06-17" } },
    "422 nationality_unknown /document/nationality",
  ],
  ["an unknown field inside", { document: { ...document, photo: "x" } }, "400 bad_request /document/photo"],
  ["prototype pollution as a field", { ["__proto__x"]: {} }, "400 bad_request /__proto__x"],
];

test.each(PEOPLE)("a person with %s is refused, and nobody is added", async (_, changes, refusal) => {
  const visitor = await new Visitor().logIn(aPhone());
  const body = { relation: "self", name: "王芳", document, ...changes };
  expect(await visitor.refusal("POST", "/api/v1/people", body)).toBe(refusal);
  expect((await visitor.me()).people).toEqual([]);
});

const QUERIES: readonly [string, string][] = [
  ["?before=0", "400 bad_request /before"],
  ["?before=abc", "400 bad_request /before"],
  ["?before=1.5", "400 bad_request /before"],
  ["?after=1", "400 bad_request /after"],
];

test.each(QUERIES)("a query %s is refused", async (query, refusal) => {
  const visitor = await new Visitor().logIn(aPhone());
  const person = await visitor.bind("王芳", aResidentNumber());
  expect(await visitor.refusal("GET", `/api/v1/people/${person.id}/declarations${query}`)).toBe(refusal);
});

test("a parameter counts at its own place only, and one that comes twice counts once", async () => {
  const visitor = await new Visitor().logIn(aPhone());
  expect(await visitor.refusal("POST", "/api/v1/otp?phone=13900000000", {})).toBe("400 bad_request /phone");
  const person = await visitor.bind("王芳", aResidentNumber());
  const declarations = `/api/v1/people/${person.id}/declarations`;
  expect(await visitor.refusal("GET", `${declarations}?before=abc&before=2`)).toBe("400 bad_request /before");
  expect(await visitor.refusal("GET", `${declarations}?before=2&before=abc`)).toBe("200");
});

const DEVICE_KEYS: readonly [string, unknown][] = [
  ["none", []],
  ["nine", Array.from({ length: 9 }, () => "A".repeat(44))],
  ["one of a wrong length", ["Ag"]],
  ["one that is no compressed point", [`B${"A".repeat(43)}`]],
];

test.each(DEVICE_KEYS)("device keys that are %s are refused", async (_, deviceKeys) => {
  const visitor = await new Visitor().logIn(aPhone());
  const person = await visitor.bind("王芳", aResidentNumber());
  expect(await visitor.refusal("POST", `/api/v1/people/${person.id}/credentials`, { deviceKeys })).toMatch(
    /^400 bad_request \/deviceKeys/,
  );
});

test("a person without a declaration gets no credential", async () => {
  const visitor = await new Visitor().logIn(aPhone());
  const person = await visitor.bind("王芳", aResidentNumber());
  await expect(visitor.show(person)).rejects.toThrow("not_declared");
});
