/** The nation serves people where no member of the register does: it takes no declaration and issues no code elsewhere. On the real objects. */
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import type { Problem } from "../../../src/contract/problem.ts";
import { DAY_MS } from "../../../src/domain/instant.ts";
import { NATION } from "../../../src/domain/issuer/issuer.ts";
import { type JwkSet, publishedStatement } from "../../../src/storage/published.ts";
import { readCredential } from "../../../src/token/code/read-credential.ts";
import { jwsOf, payloadOf } from "../../../src/token/status/jws.ts";
import { publishMoment } from "../believed.ts";
import { aDeclaration, aPhone, aResidentNumber, COMMUNITY } from "../builders.ts";
import { regionAt } from "../verify/region.ts";
import { Visitor } from "../visitor.ts";

const now = Date.now();
const hubei = await regionAt(now, "42", 1);

async function moment(mode: "A" | "C" | null): Promise<void> {
  const rows = mode === null ? [] : [{ ...hubei.row, mode }];
  await publishMoment(rows, { issuedAt: now, expiresAt: now + DAY_MS });
}

/** What the published keys of an issuer are for. */
async function kinds(host: string): Promise<readonly (string | undefined)[]> {
  const { keys } = await new Visitor(host).ask<JwkSet>("GET", "/.well-known/jwks.json");
  return keys.map((key) => key.for);
}

test("the nation's keys are for communities that no member covers, in its JWKS and its statement; those of others are not", async () => {
  expect([await kinds("localhost"), await kinds("wuhan.localhost")]).toEqual([["free", "converted"], ["live"]]);
  const statement = jwsOf((await publishedStatement(env.PUBLISHED, NATION)) ?? "");
  expect(statement && payloadOf(statement)).toMatchObject({ iss: NATION, keys: [{ for: "free" }, { for: "converted" }] });
});

test("once a member covers the address, the nation takes no declaration for it and issues no further code", async () => {
  await moment("C");
  const visitor = await new Visitor("localhost").logIn(aPhone());
  const self = await visitor.bind("尹山", aResidentNumber());
  await visitor.declare(self);
  const shown = await visitor.show(self);
  expect(readCredential(shown.jws)).toMatchObject({ value: { claims: { issuer: NATION, community: COMMUNITY } } });
  await moment("A");
  const [covered, pointer] = [{ status: 409, code: "region_covered" }, "/addressHere/division"];
  const body = aDeclaration();
  const answer = await visitor.send("POST", `/api/v1/people/${self.id}/declarations`, body);
  expect(await answer.json<Problem>()).toMatchObject({ ...covered, pointer });
  await expect(visitor.show(self)).rejects.toThrow("region_covered");
  await moment(null);
  await visitor.declare(self);
  await visitor.show(self);
  // A repeat gets its receipt.
  const taken = aDeclaration();
  const first = await visitor.ask("POST", `/api/v1/people/${self.id}/declarations`, taken);
  await moment("A");
  expect(await visitor.ask("POST", `/api/v1/people/${self.id}/declarations`, taken)).toEqual(first);
});
