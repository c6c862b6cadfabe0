/** The first set-up of an issuer over HTTP: one operator appoints the first administrator of the region and, within seven days, three more. Then two appoint. */
import { env } from "cloudflare:workers";
import { runInDurableObject } from "cloudflare:test";
import { expect, test, vi } from "vitest";
import type { ManualChanges } from "../../../src/contract/proposal/proposal.ts";
import { signedAct } from "../../support/operators.ts";
import { anOfficer } from "../officer.ts";
import { anOfficial, type Official } from "../operators.ts";
import { Visitor } from "../visitor.ts";

const PATH = "/api/v1/operator/administrators";
const DAY_MS = 86_400_000;
/** Each test has an issuer of its own, because an issuer is set up once. */
const [WUHAN, HUBEI, SHIYAN, EZHOU, NATION] = ["4201", "42", "4203", "4207", "0"];
const SETTING = JSON.parse(env.YIMA_ISSUERS) as readonly object[];
const more = [SHIYAN, EZHOU].map((code) => ({ ...SETTING[0], code, hosts: [`${code}.localhost`] }));
Object.assign(env, { YIMA_ISSUERS: JSON.stringify([...SETTING, ...more]) });

const hostOf = (issuer = "") =>
  ({ "4201": "wuhan.localhost", "42": "hubei.localhost", "0": "localhost" })[issuer] ?? `${issuer}.localhost`;

async function appoint(issuer = "", { name, phone }: Official, division = issuer): Promise<string> {
  const act = { act: "appoint", division, name, phone, reason: "看过身份证" };
  return new Visitor(hostOf(issuer)).refusal("POST", PATH, await signedAct(issuer, act));
}

const officials = (issuer = "", count = 5) =>
  Promise.all(Array.from({ length: count }, (_, index) => anOfficial(`市长${"甲乙丙丁戊"[index]}`, hostOf(issuer))));

function rowsOf(issuer: string | undefined, text: string) {
  const object = env.ISSUER.getByName(`${issuer}/issuer`);
  return runInDurableObject(object, (_, { storage }) => storage.sql.exec<{ body: string }>(text).toArray());
}

async function grantsOf({ visitor }: Official): Promise<readonly string[]> {
  return (await visitor.me()).grants.map(({ division }) => division);
}

test("four are appointed by one operator, are counted in the public month and recorded, and the fifth waits", async () => {
  const [first, second, third, fourth, fifth] = await officials(WUHAN);
  if (!first || !second || !third || !fourth || !fifth) throw new Error("five");
  expect(await appoint(WUHAN, first)).toBe("201");
  expect(await appoint(WUHAN, second)).toBe("201");
  // A repeat is the same appointment.
  expect(await appoint(WUHAN, second)).toBe("201");
  expect(await appoint(WUHAN, third, "420106")).toBe("201");
  expect(await appoint(WUHAN, fourth, "420107001")).toBe("201");
  expect(await appoint(WUHAN, fifth)).toBe("202");
  expect([await grantsOf(fourth), await grantsOf(fifth)]).toEqual([["420107001"], []]);

  // KV takes a value of one key once a second.
  await vi.waitFor(async () => {
    const { changes } = await new Visitor().ask<ManualChanges>("GET", "/api/v1/manual-changes");
    expect(Object.fromEntries(changes.map(({ source, changes: many }) => [source, many]))).toEqual({
      "4201": 2,
      "420106": 1,
      "420107001": 1,
    });
    expect(changes.every(({ kind, reason }) => kind === "set_up" && reason === null)).toBe(true);
  }, 30_000);
  const acts = await rowsOf(WUHAN, "SELECT body FROM officer_acts ORDER BY seq");
  const bodies = acts.map(({ body }) => JSON.parse(body));
  expect(bodies.map(([act, { operator, division }]) => [act, operator, division])).toEqual(
    ["4201", "4201", "420106", "420107001"].map((division) => ["set_up", "operator-1", division]),
  );
});

test("the first administrator is one of the region, also if a county has none", async () => {
  const [first, second] = await officials(HUBEI);
  if (!first || !second) throw new Error("two");
  expect(await appoint(HUBEI, first, "420106")).toBe("202");
  expect(await appoint(HUBEI, second)).toBe("201");
  expect(await appoint(HUBEI, first, "420106")).toBe("201");
});

function read({ visitor }: Official, division: string): Promise<string> {
  return visitor.refusal("GET", `/api/v1/divisions/${division}/administrators`);
}

test("the nation's own administrators have the whole country, of which no other issuer appoints any", async () => {
  const [first, second] = await officials(NATION, 2);
  if (!first || !second) throw new Error("two");
  expect(await appoint(NATION, first)).toBe("201");
  expect(await appoint(NATION, second, "36")).toBe("201");
  expect([await grantsOf(first), await grantsOf(second)]).toEqual([["0"], ["36"]]);
  expect([await read(first, "0"), await read(first, "36"), await read(second, "36")]).toEqual(["200", "200", "200"]);
  expect(await read(second, "0")).toBe("403 not_administrator");
  const [elsewhere] = await officials(HUBEI, 1);
  if (!elsewhere) throw new Error("one");
  expect(await appoint(HUBEI, elsewhere, "0")).toBe("422 division_unknown /division");
});

test("after seven days an appointment waits for a second hand", async () => {
  const [first, second] = await officials(SHIYAN);
  if (!first || !second) throw new Error("two");
  expect(await appoint(SHIYAN, first)).toBe("201");
  await rowsOf(SHIYAN, `UPDATE set_up_appointments SET at = at - ${7 * DAY_MS}`);
  expect(await appoint(SHIYAN, second)).toBe("202");
  // Nor is one of the first ones appointed again by one operator, for example after a removal.
  expect(await appoint(SHIYAN, first)).toBe("202");
});

test("an issuer that has administrators from an earlier release is set up: two appoint", async () => {
  await anOfficer(hostOf(EZHOU), EZHOU);
  const [first] = await officials(EZHOU, 1);
  if (!first) throw new Error("one");
  expect(await appoint(EZHOU, first)).toBe("202");
  expect(await grantsOf(first)).toEqual([]);
});

test("the administrators of the set-up are tied to nobody: two of them decide together", async () => {
  const region = env.DIVISION.getByName("4201/division/4201");
  const accounts = (await region.administrators()).map(({ account }) => account);
  expect([accounts.length, await region.appointmentsAlone(accounts)]).toEqual([2, []]);
});
