/** Every act that needs a second officer or administrator: two logins of one person count as one, and a login without a person as none. Source: product.md §5, point 4. */
import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import type { ClientWithSecret } from "../../../src/contract/client.ts";
import type { Proposal } from "../../../src/contract/proposal/proposal.ts";
import type { WaitingReviews } from "../../../src/contract/review.ts";
import { accountKeyOf, openSecrets } from "../../../src/token/secret/secrets.ts";
import { OPERATIONS } from "../../../src/contract/document/operations.ts";
import type { IssuerCode } from "../../../src/domain/issuer/issuer.ts";
import { aListed, answer, appeal, aResident, QUEUE, WUHAN } from "../people/appellant.ts";
import { aPhone, aResidentNumber } from "../builders.ts";
import { aClientRequest, aProposal } from "../officer.ts";
import { ringAlarm } from "../objects/ring-alarm.ts";
import { register } from "../register.ts";
import { Visitor } from "../visitor.ts";

const HUBEI = "hubei.localhost";
const REGION = "42";
const GRANT = { decision: "grant", ground: "wrong_person", reason: "同名同姓，名单有误" };
const REVIEWS = "/api/v1/divisions/420107/reviews";
const NOTE = { note: "已核对" };

interface Login {
  readonly visitor: Visitor;
  readonly phone: string;
}

/** A login that is an administrator of the issuer's region, bound to the person with this document number; bound to nobody without one. */
async function anOfficer(number?: string): Promise<Login> {
  const phone = aPhone();
  const visitor = await new Visitor(HUBEI).logIn(phone);
  if (number !== undefined) await visitor.bind("陈守诚", number);
  await visitor.ask("POST", "/local/administrators", { division: REGION, phone });
  return { visitor, phone };
}

/** A second login of the same person: they have a new phone, and both serve for a day. It is an administrator of the region too. */
async function secondLogin(number: string): Promise<Login> {
  const phone = aPhone();
  await register(number, { phone }, HUBEI);
  const visitor = await new Visitor(HUBEI).logIn(phone);
  await visitor.bind("陈守诚", number);
  await visitor.ask("POST", "/local/administrators", { division: REGION, phone });
  return { visitor, phone };
}

interface Door {
  readonly route: string;
  /** Does the first officer's act; returns the path for the second officer's act. */
  readonly first: (officer: Visitor) => Promise<string>;
  readonly body?: object;
  /** The refusal that the second act gets from the officer who acted first. */
  readonly same: string;
}

const DOORS: readonly Door[] = [
  {
    route: "POST /api/v1/proposals/:id/approvals",
    first: async (officer) => `/api/v1/proposals/${await proposedBy(officer)}/approvals`,
    body: NOTE,
    same: "409 same_officer",
  },
  {
    route: "POST /api/v1/proposals/:id/refusals",
    first: async (officer) => `/api/v1/proposals/${await proposedBy(officer)}/refusals`,
    body: NOTE,
    same: "409 same_officer",
  },
  {
    route: "POST /api/v1/clients/:id/approvals",
    first: async (officer) => {
      const { client } = await officer.ask<ClientWithSecret>("POST", "/api/v1/clients", aClientRequest());
      return `/api/v1/clients/${client.id}/approvals`;
    },
    same: "409 same_officer",
  },
  {
    route: "POST /api/v1/divisions/:division/appeals/:id/answers",
    first: async (officer) => {
      const path = `${QUEUE}/${(await appeal(await aListed())).id}/answers`;
      expect(await officer.ask("POST", path, GRANT)).toEqual({ state: "proposed" });
      return path;
    },
    body: GRANT,
    same: "409 second_officer",
  },
  {
    route: "POST /api/v1/divisions/:division/reviews/:id/findings",
    first: async (officer) => {
      const path = `${REVIEWS}/${await aReview(officer)}/findings`;
      expect(await officer.ask("POST", path, { ground: "no_contact_found" })).toEqual({ state: "proposed" });
      return path;
    },
    body: { ground: "no_contact_found" },
    same: "409 second_officer",
  },
  ...(["approvals", "refusals"] as const).map((act) => ({
    route: `POST /api/v1/divisions/:division/appointments/:id/${act}`,
    first: async (officer: Visitor) => `${COUNTY}/appointments/${await appointmentBy(officer)}/${act}`,
    body: NOTE,
    same: "409 same_officer",
  })),
];

const COUNTY = "/api/v1/divisions/420106";

/** Proposes a new administrator of the county, and returns the id of the proposal. */
async function appointmentBy(officer: Visitor): Promise<string> {
  const phone = aPhone();
  await (await new Visitor(HUBEI).logIn(phone)).bind("王守正", aResidentNumber());
  const request = { id: crypto.randomUUID(), name: "王守正", phone, reason: "任命" };
  return (await officer.ask<{ id: string }>("POST", `${COUNTY}/administrators`, request)).id;
}

async function proposedBy(officer: Visitor): Promise<string> {
  return (await officer.ask<Proposal>("POST", "/api/v1/proposals", aProposal({ change: CLOSURE }))).id;
}
const CLOSURE = { kind: "closed_management", division: "420106", from: "2020-02-11T00:00:00.000Z", until: null };

/** Makes a review begin, by a declared contact, and returns its id from the queue. */
async function aReview(officer: Visitor): Promise<string> {
  const { visitor, person } = await aResident();
  await visitor.declare(person, { contact: "confirmed" });
  for (let shard = 0; shard < 16; shard += 1)
    await runInDurableObject(env.PEOPLE.getByName(`42/people/${shard}`), (people) => ringAlarm(people));
  const { reviews } = await officer.ask<WaitingReviews>("GET", REVIEWS);
  const newest = reviews.toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at))[0];
  if (newest === undefined) throw new Error("no review waits");
  return newest.id;
}

let first: Login;
let sameOnOtherPhone: Login;
let unbound: Login;
let second: Login;

beforeAll(async () => {
  const number = aResidentNumber();
  first = await anOfficer(number);
  sameOnOtherPhone = await secondLogin(number);
  unbound = await anOfficer();
  second = await anOfficer(aResidentNumber());
});

test("the list of doors has every act on something that another officer began", () => {
  const deciding = OPERATIONS.filter(
    ({ method, path }) => method === "POST" && /:id\/(?:approvals|refusals|answers|findings)$/.test(path),
  );
  const applications = "/api/v1/divisions/:division/applications/:id/refusals";
  const routes = deciding.map(({ method, path }) => `${method} ${path}`).filter((route) => !route.endsWith(applications));
  expect(routes.toSorted()).toEqual(DOORS.map(({ route }) => route).toSorted());
});

describe.each(DOORS.map((door) => [door.route, door] as const))("%s", (_, door) => {
  test("refuses the first officer, the same person on another phone and a login without a person; accepts another person", async () => {
    const path = await door.first(first.visitor);
    const act = ({ visitor }: Login) => visitor.refusal("POST", path, door.body);
    expect(await act(first)).toBe(door.same);
    expect(await act(sameOnOtherPhone)).toBe(door.same);
    expect(await act(unbound)).toBe("403 officer_not_bound");
    expect(await act(second)).toBe("200");
  });

  test("recognises the first officer by person, also when the second phone began", async () => {
    const path = await door.first(sameOnOtherPhone.visitor);
    expect(await first.visitor.refusal("POST", path, door.body)).toBe(door.same);
  });

  test("refuses the first act of a login without a person", async () => {
    await expect(door.first(unbound.visitor)).rejects.toThrow("403");
  });
});

test("the refusal says what to do about it", async () => {
  const { id } = await appeal(await aListed());
  const refused = await unbound.visitor.send("POST", `${QUEUE}/${id}/answers`, { decision: "refuse", reason: "名单无误" });
  expect(await refused.json()).toMatchObject({
    code: "officer_not_bound",
    sentence: { zh: expect.stringContaining("登记本人"), en: expect.stringContaining("Register yourself") },
  });
});

test("an officer without a person, who has agreed to nothing, does not see their own agreement", async () => {
  const { id } = await appeal(await aListed());
  const { appeals } = await unbound.visitor.ask<{ appeals: { id: string; proposedByMe: boolean }[] }>("GET", QUEUE);
  expect(appeals.find((one) => one.id === id)).toMatchObject({ proposedByMe: false });
});

test.each([
  ["appeals", () => env.APPEAL_QUEUE.getByName(`42/appeals/${WUHAN}`)],
  ["reviews", () => env.REVIEW_QUEUE.getByName("42/reviews/420107")],
] as const)("in a queue of %s from earlier code a login that agreed is not the first officer", async (table, queue) => {
  const isAppeal = table === "appeals";
  const id = isAppeal ? (await appeal(await aListed())).id : await aReview(first.visitor);
  const login = await accountKeyOf(await openSecrets(env.YIMA_MASTER_KEY, REGION as IssuerCode), `+86${unbound.phone}`);
  const ground = isAppeal ? GRANT.ground : "no_contact_found";
  await runInDurableObject(queue(), (_, { storage: { sql } }) => {
    sql.exec(`UPDATE ${table} SET officer = ?, ground = ? WHERE id = ?`, login, ground, id);
    for (const column of ["alone", "named"]) sql.exec(`ALTER TABLE ${table} DROP COLUMN ${column}`);
    sql.exec("UPDATE schema SET version = 1");
  });
  await evictDurableObject(queue());
  if (isAppeal) expect(await answer(second.visitor, id, GRANT)).toEqual({ state: "proposed" });
  else expect(await second.visitor.ask("POST", `${REVIEWS}/${id}/findings`, { ground })).toEqual({ state: "proposed" });
});
