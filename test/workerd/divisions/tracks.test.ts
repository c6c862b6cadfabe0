/** A person's track: a division where the person lives or has passed may open it, for a purpose, and only after the look is stored, which the person can see. Source: product.md §4, §5. */
import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, expect, test, vi } from "vitest";
import type { PassPage } from "../../../src/contract/pass.ts";
import type { DivisionLooks, Looks, Track } from "../../../src/contract/track.ts";
import { aPhone, COMMUNITY } from "../builders.ts";
import { aGate, anOffice, aResident, deliver, type Resident } from "../gate.ts";
import { Visitor } from "../visitor.ts";

const STREET = "420107001";
const NEIGHBOUR = "420107001001";
const FAR = "420106001001";
const purpose = { kind: "contact_tracing" };

let office: Visitor;
let street: Visitor;
let neighbour: Visitor;
/** A resident of the community. */
let native: Resident;
/** A resident of another place, with one pass in the community. */
let guest: Resident;

const tracksOf = (division: string) => `/api/v1/divisions/${division}/tracks`;
const byDocument = ({ number }: Resident) => ({ document: { type: "10", number } });
const looksAt = ({ visitor, self }: Resident, query = "") => visitor.ask<Looks>("GET", `/api/v1/people/${self.id}/looks${query}`);
const open = (by: Visitor, division: string, person: unknown, why: unknown = purpose) =>
  by.ask<Track>("POST", tracksOf(division), { person, purpose: why });

beforeAll(async () => {
  office = await anOffice(COMMUNITY);
  street = await anOffice(STREET);
  neighbour = await anOffice(NEIGHBOUR);
  native = await aResident("尹静姝", COMMUNITY);
  guest = await aResident("欧阳明", FAR);
  const [here, there] = [await aGate(COMMUNITY), await aGate(NEIGHBOUR)];
  await here(native);
  await there(native);
  await here(guest);
  await there(guest);
  await deliver(COMMUNITY);
  await deliver(NEIGHBOUR);
});

test("the division of a person's home sees their whole track: time, place and colour, newest first", async () => {
  const track = await open(office, COMMUNITY, byDocument(native));
  expect(track).toEqual({
    person: expect.stringMatching(/^[A-Za-z0-9_-]{54}$/),
    maskedName: "尹**",
    proof: "holder",
    extent: "whole",
    complete: true,
    passes: [
      {
        id: expect.any(String),
        at: expect.any(String),
        pointName: "南门",
        colour: "none",
        division: NEIGHBOUR,
        divisionName: "八大家花园社区",
        location: { latitude: 30.6, longitude: 114.4 },
      },
      expect.objectContaining({ division: COMMUNITY, divisionName: "康苑社区" }),
    ],
  });
  expect(track.passes.map(({ at }) => at)).toEqual(
    track.passes
      .map(({ at }) => at)
      .toSorted()
      .toReversed(),
  );
});

test("a division sees of a visitor the passes within it, and a division above sees those below it", async () => {
  const here = await open(office, COMMUNITY, byDocument(guest));
  expect([here.extent, here.passes.map(({ division }) => division)]).toEqual(["division", [COMMUNITY]]);
  const above = await open(street, STREET, byDocument(guest));
  expect([above.extent, above.passes.map(({ division }) => division)]).toEqual(["division", [NEIGHBOUR, COMMUNITY]]);
});

test("a row of the history, a code and a document name the same person in the same words", async () => {
  const { passes } = await office.ask<PassPage>("GET", office.community("/passes"));
  const row = passes.find(({ maskedName }) => maskedName === "欧阳**");
  const { digits } = await guest.visitor.show(guest.self);
  const named = [row?.person, { code: digits }, byDocument(guest)];
  const tracks = await Promise.all(named.map((person) => open(office, COMMUNITY, person)));
  expect(tracks.map(({ person }) => person)).toEqual(named.map(() => row?.person));
});

test("a person who neither lives nor passed there is refused like an unknown person, and nothing is written", async () => {
  const stranger = await aResident("王芳", FAR);
  const nobody = { document: { type: "10", number: "11010519491231002X" } };
  for (const person of [byDocument(stranger), nobody])
    expect(await office.refusal("POST", tracksOf(COMMUNITY), { person, purpose })).toBe("404 person_not_here");
  expect(await looksAt(stranger)).toEqual({ looks: [], nextPage: null });
});

test.each([
  [{ purpose: { kind: "other" } }, "422 purpose_missing /purpose/text"],
  [{ purpose: { kind: "curiosity" } }, "400 bad_request /purpose/kind"],
  [{ purpose: { kind: "other", text: " " } }, "400 bad_request /purpose/text"],
  [{ purpose: { kind: "other", text: "查".repeat(101) } }, "400 bad_request /purpose/text"],
  [{ purpose: undefined }, "400 bad_request /purpose"],
  [{ person: "A".repeat(54) }, "400 bad_request /person"],
  [{ person: "A" }, "400 bad_request /person"],
  [{ person: { code: "1" } }, "422 code_not_accepted /person/code"],
  [{ person: { document: { type: "10", number: "110105194912310020" } } }, "422 resident_number_check /person/document/number"],
])("the request for a track with %o is refused", async (changes, refusal) => {
  const body = { person: byDocument(native), purpose, ...changes };
  expect(await office.refusal("POST", tracksOf(COMMUNITY), body)).toBe(refusal);
});

test("a reference of one division names nobody in another, nor in the division above", async () => {
  const { person } = await open(office, COMMUNITY, byDocument(native));
  expect(await street.refusal("POST", tracksOf(STREET), { person, purpose })).toBe("400 bad_request /person");
  expect(await neighbour.refusal("POST", tracksOf(NEIGHBOUR), { person, purpose })).toBe("400 bad_request /person");
  expect((await open(street, COMMUNITY, person)).maskedName).toBe("尹**");
});

test("the person sees each look: the office, the time, the purpose and the extent, and not the administrator", async () => {
  const resident = await aResident("李雷", COMMUNITY);
  await open(office, COMMUNITY, byDocument(resident));
  await open(street, STREET, byDocument(resident), { kind: "other", text: "走访核实" });
  const look = { at: expect.stringMatching(/Z$/), extent: "whole", intact: true };
  expect(await looksAt(resident)).toEqual({
    looks: [
      { ...look, office: STREET, officeName: "红卫路街道", purpose: { kind: "other", text: "走访核实" } },
      { ...look, office: COMMUNITY, officeName: "康苑社区", purpose: { kind: "contact_tracing", text: null } },
    ],
    nextPage: null,
  });
});

test("a long list of looks comes in pages, and a page of one person is refused for another", async () => {
  const resident = await aResident("韩梅", COMMUNITY);
  for (let look = 0; look < 23; look += 1)
    await open(office, COMMUNITY, byDocument(resident), { kind: "other", text: `第 ${look} 次` });
  const first = await looksAt(resident);
  const second = await looksAt(resident, `?page=${first.nextPage}`);
  const texts = [...first.looks, ...second.looks].map((look) => look.purpose.text);
  expect(texts).toEqual(Array.from({ length: 23 }, (_, index) => `第 ${22 - index} 次`));
  expect([first.looks.length, second.nextPage]).toEqual([20, null]);
  const path = `/api/v1/people/${native.self.id}/looks?page=${first.nextPage}`;
  expect(await native.visitor.refusal("GET", path)).toBe("400 bad_request /page");
});

test("administrators see the looks of their own office and of the offices below, and none of those above or beside", async () => {
  const resident = await aResident("赵一", COMMUNITY);
  const [below, above] = [crypto.randomUUID(), crypto.randomUUID()];
  await open(office, COMMUNITY, byDocument(resident), { kind: "other", text: below });
  await open(street, COMMUNITY, byDocument(resident), { kind: "other", text: above });
  const textsOf = async (by: Visitor, division: string) => {
    const { looks } = await by.ask<DivisionLooks>("GET", `/api/v1/divisions/${division}/looks`);
    return looks.map(({ purpose: { text } }) => text).filter((text) => text === below || text === above);
  };
  const district = await anOffice("420107");
  expect(await textsOf(office, COMMUNITY)).toEqual([below]);
  expect(await textsOf(street, STREET)).toEqual([above, below]);
  expect(await textsOf(district, "420107")).toEqual([above, below]);
  expect(await textsOf(neighbour, NEIGHBOUR)).toEqual([]);
  const { looks } = await street.ask<DivisionLooks>("GET", `/api/v1/divisions/${STREET}/looks`);
  expect(looks.find(({ purpose: { text } }) => text === below)).toMatchObject({
    office: COMMUNITY,
    officeName: "康苑社区",
    maskedName: "赵**",
    maskedPhone: expect.stringMatching(/^139\*{5}\d{3}$/),
  });
});

test("a new manager of an abandoned person sees the looks from then on", async () => {
  const resident = await aResident("钱二", COMMUNITY);
  await open(office, COMMUNITY, byDocument(resident));
  await resident.visitor.ask("DELETE", `/api/v1/people/${resident.self.id}`);
  const visitor = await new Visitor().logIn(aPhone());
  const next = { ...resident, visitor, self: await visitor.bind("钱二", resident.number, "parent") };
  expect((await looksAt(next)).looks).toEqual([]);
  await visitor.declare(next.self);
  await open(office, COMMUNITY, byDocument(resident), { kind: "other", text: "之后" });
  expect((await looksAt(next)).looks.map((look) => look.purpose.text)).toEqual(["之后"]);
});

test("a look that cannot be written, for the person or an office above, shows no track", async () => {
  const log = vi.spyOn(console, "error").mockReturnValue();
  const resident = await aResident("孙三", COMMUNITY);
  const body = { person: byDocument(resident), purpose };
  const people = Array.from({ length: 16 }, (_, shard) => env.PEOPLE.getByName(`4201/people/${shard}`));
  for (const broken of [[env.DIVISION.getByName("4201/division/420107")], people]) {
    const rename = (from: string, to: string) =>
      Promise.all(
        broken.map((stub: DurableObjectStub) =>
          runInDurableObject(stub, (_, { storage }) => storage.sql.exec(`ALTER TABLE ${from} RENAME TO ${to}`).toArray()),
        ),
      );
    await rename("looks", "gone");
    expect(await office.refusal("POST", tracksOf(COMMUNITY), body)).toBe("500 internal_error");
    await rename("gone", "looks");
  }
  expect((await open(office, COMMUNITY, byDocument(resident))).passes).toEqual([]);
  log.mockRestore();
});
