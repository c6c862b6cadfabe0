/** A deployment's setting `coloursFrom` switches colours on at its moment, and nobody has to declare again. Source: product.md §2, Wuhan. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { personColour } from "../../src/contract/colour.ts";
import { declarationReceipt } from "../../src/contract/declaration.ts";
import { me, person } from "../../src/contract/people.ts";
import { verifyResponse } from "../../src/contract/verify.ts";
import { ADDRESS, COMMUNITY, RESIDENT } from "../../tools/demo-cast.ts";
import { liveCodeOf } from "../../tools/demo.ts";
import { startEmbedded } from "../../tools/embedded.ts";
import { Visitor } from "../../tools/visitor.ts";
import { type Running, startRunning, TEST_MASTER_KEY } from "../support/running.ts";

const WUHAN = "wuhan.localhost";

let running: Running;
let declaredAt: string;

beforeAll(async () => {
  running = await startRunning({ bindings: issuersWith(null) });
  const visitor = running.visitor(WUHAN);
  await visitor.logIn(RESIDENT.phone);
  const [self] = RESIDENT.people;
  const body = { relation: "self", name: self.name, document: { type: "10", number: self.number } };
  const { id } = await visitor.ask("POST", "/api/v1/people", person, body);
  const declared = await visitor.ask("POST", `/api/v1/people/${id}/declarations`, declarationReceipt, {
    id: randomUUID(),
    category: "staying",
    presentPlace: { division: COMMUNITY.division },
    addressHere: { division: COMMUNITY.division, detail: ADDRESS },
    phone: RESIDENT.phone,
    temperatureCelsius: 37.3,
    symptoms: [],
    contact: "none",
    places: [],
    promise: true,
  });
  declaredAt = declared.at;
  await running.stop();
});
afterAll(() => running.dispose());

/** The setting YIMA_ISSUERS with Wuhan alone, whose colours are shown from `coloursFrom` on; null for never. */
function issuersWith(coloursFrom: string | null): { readonly YIMA_ISSUERS: string } {
  const name = { zh: "武汉市", en: "Wuhan" };
  const numbers = { shards: 16, credentialsPerPhone: 4, credentialLifetimeMinutes: 1440 };
  return { YIMA_ISSUERS: JSON.stringify([{ code: "4201", hosts: [WUHAN], name, ...numbers, coloursFrom }]) };
}

/** What the resident and a gate see when the same state is served with this `coloursFrom`. */
async function seenWith(coloursFrom: string | null) {
  const options = { port: running.port, persist: running.state, masterKey: TEST_MASTER_KEY, bindings: issuersWith(coloursFrom) };
  const served = await startEmbedded(options);
  try {
    const visitor = new Visitor(served.port, WUHAN);
    await visitor.logIn(RESIDENT.phone);
    const { people } = await visitor.ask("GET", "/api/v1/me", me);
    const { colour, row, since, until } = await visitor.ask("GET", `/api/v1/people/${people[0]?.id}/colour`, personColour);
    const verified = await visitor.ask("POST", "/api/v1/verify", verifyResponse, { code: await liveCodeOf(visitor) });
    return { colour, row, since, until, carried: verified.valid ? verified.colour : verified.refusal.code };
  } finally {
    await served.dispose();
  }
}

test("before the switch a code states that its holder declared, and shows no colour", async () => {
  expect(await seenWith(null)).toEqual({ colour: "none", row: "colourless", since: declaredAt, until: null, carried: "none" });
});

test("a switch for a later time is announced and changes nothing yet", async () => {
  const later = "2099-01-01T00:00:00.000Z";
  expect(await seenWith(later)).toEqual({ colour: "none", row: "colourless", since: declaredAt, until: later, carried: "none" });
});

test("after the switch the code has the colour decided at the declaration, and so has the next code", async () => {
  expect(await seenWith("2020-02-29T00:00:00+08:00")).toEqual({
    colour: "yellow",
    row: "measured_fever",
    since: declaredAt,
    until: null,
    carried: "yellow",
  });
});
