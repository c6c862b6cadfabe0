/** The replacement of an administrator, and simultaneous acts on the administrators of a division in any order. Source: product.md §4. */
import { env } from "cloudflare:workers";
import { runInDurableObject } from "cloudflare:test";
import * as fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import type { AccountKey } from "../../../src/domain/access/keys.ts";
import type { Administrator, Administrators } from "../../../src/contract/administrator.ts";
import { aPhone, aPoint, aResidentNumber } from "../builders.ts";
import { Visitor } from "../visitor.ts";

const STREET = "420107001";
const COMMUNITY = "420107001002";
const path = `/api/v1/divisions/${COMMUNITY}/administrators`;

interface Official {
  readonly visitor: Visitor;
  readonly phone: string;
  readonly name: string;
}

let street: Visitor;

async function official(name: string): Promise<Official> {
  const phone = aPhone();
  const visitor = await new Visitor().logIn(phone);
  await visitor.bind(name, aResidentNumber());
  return { visitor, phone, name };
}

const appoint = ({ name, phone }: Official) => street.ask<Administrator>("POST", path, { name, phone, reason: "任命" });
const bodyOf = ({ name, phone }: Official) => ({ name, phone, reason: "轮岗" });

beforeAll(async () => {
  const phone = aPhone();
  street = await new Visitor().logIn(phone);
  await street.ask("POST", "/local/administrators", { division: STREET, phone });
});

test("a replacement gives the office to one person and takes it from the other at once, in one recorded act", async () => {
  const [old, young] = [await official("老主任"), await official("新主任")];
  const { id } = await appoint(old);
  const made = await street.ask<Administrator>("POST", `${path}/${id}/replacement`, bodyOf(young));
  expect(made).toMatchObject({ maskedName: "新**", phone: `+86${young.phone}` });
  expect((await young.visitor.me()).grants).toEqual([{ division: COMMUNITY, role: "administrator", name: "康苑社区" }]);
  expect((await old.visitor.me()).grants).toEqual([]);
  const points = `/api/v1/communities/${COMMUNITY}/points`;
  expect(await young.visitor.refusal("POST", points, aPoint("新门"))).toBe("201");
  expect(await old.visitor.refusal("POST", points, aPoint("旧门"))).toBe("403 not_administrator");
  const { appointments } = await street.ask<Administrators>("GET", path);
  expect(appointments.slice(0, 2)).toMatchObject([
    { act: "removed", maskedName: "老**", reason: "轮岗" },
    { act: "appointed", maskedName: "新**", reason: "轮岗" },
  ]);
  expect(appointments[0]?.at).toBe(appointments[1]?.at);
});

test("a person who already has the office stays in it alone", async () => {
  const [old, colleague] = [await official("前任甲"), await official("同事乙")];
  const { id } = await appoint(old);
  const beside = await appoint(colleague);
  const made = await street.ask<Administrator>("POST", `${path}/${id}/replacement`, bodyOf(colleague));
  expect(made.id).toBe(beside.id);
  const { administrators } = await street.ask<Administrators>("GET", path);
  expect(administrators.some((each) => each.id === id)).toBe(false);
});

test("an impossible replacement changes nothing", async () => {
  const stays = await official("留任人");
  const { id } = await appoint(stays);
  const at = `${path}/${id}/replacement`;
  expect(await street.refusal("POST", at, bodyOf(stays))).toBe("409 same_administrator");
  expect(await street.refusal("POST", at, { name: "王芳", phone: aPhone(), reason: "x" })).toBe("409 phone_not_registered");
  expect(await street.refusal("POST", at, { ...bodyOf(stays), name: "别人" })).toBe("409 name_does_not_match");
  expect(await street.refusal("POST", at, { ...bodyOf(stays), phone: "12345" })).toBe("422 phone_length /phone");
  expect(await street.refusal("POST", at, { name: stays.name, phone: stays.phone })).toBe("400 bad_request /reason");
  expect(await street.refusal("POST", `${path}/AAAAAAAAAAAA/replacement`, bodyOf(stays))).toBe("404 administrator_not_found");
  expect(await stays.visitor.refusal("POST", at, bodyOf(stays))).toBe("403 not_administrator");
  expect((await stays.visitor.me()).grants).toHaveLength(1);
});

test("of two replacements of one administrator at the same moment one succeeds", async () => {
  const [old, first, second] = [await official("被换人"), await official("接任一"), await official("接任二")];
  const { id } = await appoint(old);
  const at = `${path}/${id}/replacement`;
  const answers = await Promise.all([first, second].map((each) => street.refusal("POST", at, bodyOf(each))));
  expect(answers.toSorted()).toEqual(["201", "404 administrator_not_found"]);
  const grants = await Promise.all([first, second].map(async ({ visitor }) => (await visitor.me()).grants.length));
  expect(grants.toSorted((a, b) => a - b)).toEqual([0, 1]);
});

test("an administrator who is removed during their own removal of another leaves the office above in charge of both divisions", async () => {
  const DISTRICT = "420107";
  const phone = aPhone();
  const district = await new Visitor().logIn(phone);
  await district.ask("POST", "/local/administrators", { division: DISTRICT, phone });
  const [middle, low] = [await official("街道丙"), await official("社区丁")];
  const streets = `/api/v1/divisions/${STREET}/administrators`;
  const made = await district.ask<Administrator>("POST", streets, { name: middle.name, phone: middle.phone, reason: "任命" });
  const { id } = await appoint(low);
  const reason = { reason: "同时" };
  const [above, below] = await Promise.all([
    district.refusal("POST", `${streets}/${made.id}/removal`, reason),
    middle.visitor.refusal("POST", `${path}/${id}/removal`, reason),
  ]);
  expect(above).toBe("204");
  expect(["204", "403 not_administrator"]).toContain(below);
  expect(await middle.visitor.refusal("GET", path)).toBe("403 not_administrator");
  for (const place of [streets, path]) expect(await district.refusal("GET", place)).toBe("200");
  const last = (await district.ask<Administrators>("GET", `/api/v1/divisions/${DISTRICT}/administrators`)).administrators[0];
  const end = `/api/v1/divisions/${DISTRICT}/administrators/${last?.id}/removal`;
  expect(await district.refusal("POST", end, reason)).toBe("403 not_administrator");
});

/** Generates acts on the administrators of one division; `whom` and `by` are numbers of candidates. */
const act = fc.oneof(
  fc.record({ act: fc.constant("appoint" as const), whom: fc.nat(4) }),
  fc.record({ act: fc.constant("remove" as const), whom: fc.nat(4) }),
  fc.record({ act: fc.constant("removeButOne" as const), whom: fc.nat(4) }),
  fc.record({ act: fc.constant("replace" as const), whom: fc.nat(4), by: fc.nat(4) }),
);

const one = (n: number) => ({
  id: `administrator-${n}`,
  account: `account-${n}` as AccountKey,
  phone: "+8613900000000",
  maskedPhone: "139*****000",
  person: null,
  maskedName: `${n}**`,
});

test("replacements and removals in any order and at the same time never leave a division without an administrator, and the chain holds", async () => {
  let run = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 3, maxLength: 12 }), async (acts) => {
      run += 1;
      const object = env.DIVISION.getByName(`4201/division/${COMMUNITY}-${run}`);
      const by = { actor: "actor" as AccountKey, office: STREET, reason: "x" };
      await object.appoint(one(0), by, 1);
      const keeps = acts.every((each) => each.act !== "remove");
      await Promise.all(
        acts.map((each) => {
          if (each.act === "appoint") return object.appoint(one(each.whom), by, 2);
          if (each.act === "replace") return object.replace(`administrator-${each.whom}`, one(each.by), by, 2);
          return object.remove(`administrator-${each.whom}`, by, 2, each.act === "removeButOne");
        }),
      );
      const left = await object.administrators();
      if (keeps) expect(left.length).toBeGreaterThan(0);
      await runInDurableObject(object, (_, { storage }) => {
        const rows = storage.sql
          .exec<{ act: string; account: string }>("SELECT act, account FROM appointments ORDER BY seq")
          .toArray();
        const inCharge = new Set<string>();
        for (const row of rows) {
          // A recorded appointment must be of somebody who is not an administrator then, and a removal of somebody who is.
          expect(inCharge.has(row.account)).toBe(row.act === "removed");
          if (row.act === "appointed") inCharge.add(row.account);
          else inCharge.delete(row.account);
        }
        expect([...inCharge].toSorted()).toEqual(
          storage.sql
            .exec<{ account: string }>("SELECT account FROM administrators ORDER BY account")
            .toArray()
            .map((r) => r.account),
        );
      });
    }),
    { numRuns: 25 },
  );
});
