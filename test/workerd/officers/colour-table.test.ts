/** The table of colours of an issuer: two officers change it, its statement names it within a moment, and a table that could make a colour milder is refused with its place. */
import { env } from "cloudflare:workers";
import { decodeJwt } from "jose";
import { beforeAll, expect, test, vi } from "vitest";
import type { Problem } from "../../../src/contract/problem.ts";
import type { Proposal } from "../../../src/contract/proposal/proposal.ts";
import { type ColourTable, tableText } from "../../../src/domain/federation/colour-table.ts";
import { shippedTable } from "../../../src/domain/federation/shipped-tables.ts";
import type { IssuerCode } from "../../../src/domain/issuer/issuer.ts";
import { publishedTable } from "../../../src/storage/colour-tables.ts";
import { publishedStatement } from "../../../src/storage/published.ts";
import { textHash } from "../../../src/token/federation/read-file.ts";
import { GUANGDONG } from "../../support/colour-tables.ts";
import { manualChanges } from "../manual-changes.ts";
import { agreed, anOfficer, aProposal } from "../officer.ts";

const HUBEI = "42" as IssuerCode;
const BEFORE = shippedTable(HUBEI);
const PATH = "/api/v1/proposals";
const AUGUST: ColourTable = {
  id: "hubei-2021-08",
  version: 1,
  title: { zh: "湖北码色含义（2021年8月）", en: "Colours of Hubei, August 2021" },
  colours: [
    { colour: "green", means: ["clear"] },
    { colour: "yellow", means: ["fever", "contact"] },
    { colour: "red", means: ["contact", "isolation", "suspected", "case"] },
  ],
};

let first: Awaited<ReturnType<typeof anOfficer>>["visitor"];
let second: Awaited<ReturnType<typeof anOfficer>>["visitor"];

beforeAll(async () => {
  [{ visitor: first }, { visitor: second }] = [
    await anOfficer("hubei.localhost", "42"),
    await anOfficer("hubei.localhost", "42"),
  ];
  await env.ISSUER.getByName("42/issuer").jwks(Date.now());
});

const change = (table: unknown) => ({ change: { kind: "colour_table", table }, reason: "unified_standard" });

async function refusal(table: unknown): Promise<string> {
  const answer = await first.send("POST", PATH, aProposal(change(table)));
  const { code, pointer } = await answer.json<Problem & { pointer?: string }>();
  return `${answer.status} ${code} ${pointer ?? ""}`;
}

test("a table holds after the second officer has approved it, and the statement names its hash", async () => {
  const { id } = await first.ask<Proposal>("POST", PATH, aProposal(change(AUGUST)));
  expect(await publishedTable(env.PUBLISHED, HUBEI)).toBe(tableText(BEFORE));
  const approved = await second.ask<Proposal>("POST", `${PATH}/${id}/approvals`, { note: "已核对" });
  expect(approved).toMatchObject({ state: "approved", change: { kind: "colour_table", table: AUGUST, before: BEFORE } });
  const text = tableText(AUGUST);
  await vi.waitFor(
    async () => {
      expect(await env.PUBLISHED.get(`trust/colours/${HUBEI}`)).toBe(text);
      const statement = decodeJwt((await publishedStatement(env.PUBLISHED, HUBEI)) ?? "");
      expect(statement["colours"]).toEqual({ id: "hubei-2021-08", version: 1, hash: await textHash(text) });
    },
    { timeout: 15_000, interval: 200 },
  );
  expect(await manualChanges()).toContainEqual(expect.objectContaining({ kind: "colour_table", source: "42", changes: 1 }));
});

test("the same table again is refused, and one that was proposed against an earlier table is not approved", async () => {
  const present = { ...AUGUST, version: 2 };
  const { id } = await first.ask<Proposal>("POST", PATH, aProposal(change({ ...AUGUST, version: 3 })));
  await agreed(first, second, change(present));
  const late = await second.send("POST", `${PATH}/${id}/approvals`, { note: "已核对" });
  expect([late.status, (await late.json<Problem>()).code]).toEqual([409, "table_changed"]);
  await vi.waitFor(async () => expect(await refusal(present)).toBe("409 table_in_force "), { timeout: 60_000, interval: 500 });
}, 90_000);

test.each([
  [
    "a colour that is not worse than the one before",
    { colours: [...GUANGDONG.colours].toReversed() },
    "green_not_clear",
    "/colours/0",
  ],
  [
    "a red that means less than yellow",
    { colours: [AUGUST.colours[0], { colour: "yellow", means: ["case"] }, { colour: "red", means: ["fever"] }] },
    "colour_milder",
    "/colours/2/means",
  ],
  ["grey", { colours: [AUGUST.colours[0], { colour: "grey", means: ["case"] }] }, "colour_unknown", "/colours/1/colour"],
  ["no id", { id: "" }, "table_malformed", "/id"],
])("%s is refused with its place", async (_, changes, code, field) => {
  expect(await refusal({ ...AUGUST, version: 9, ...changes })).toBe(`422 ${code} /change/table${field}`);
});
