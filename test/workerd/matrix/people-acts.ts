/** Valid requests of the routes for everybody and of the routes of persons: see acts.ts. */
import { env } from "cloudflare:workers";
import { runInDurableObject } from "cloudflare:test";
import { toHex } from "../../../src/domain/hex.ts";
import type { IssuerCode } from "../../../src/domain/issuer/issuer.ts";
import { newSessionToken, readSessionToken, SESSION_COOKIE } from "../../../src/routes/who/sessions.ts";
import { publishStatusList } from "../../../src/storage/published.ts";
import { publishBook, publishRegister, publishRoot, publishState } from "../../../src/storage/trust.ts";
import { anotherOperator, FIRST, SECOND, signedAct, WHY } from "../../support/operators.ts";
import { aDeclaration, aFact, anArea, aPhone, aResidentNumber } from "../builders.ts";
import { aCredentialsRequest } from "../device-keys.ts";
import { register } from "../register.ts";
import { beginAt, provided } from "../provider.ts";
import { Visitor } from "../visitor.ts";
import { type About, type Acts, NOTHING } from "./act.ts";
import type { Role } from "./table.ts";
import { codeOf, type World } from "./world.ts";

/** The form of a file that several people sign. */
const SIGNED_FILE = JSON.stringify({ payload: "e30", signatures: [{ protected: "e30", signature: "AA" }] });

export const PEOPLE_ACTS: Acts = {
  "GET /api/v1/divisions/added": () => ({ query: "?below=420107" }),
  "GET /.well-known/trust/statement/:issuer": async () => {
    await env.ISSUER.getByName("4201/issuer").jwks(Date.now());
    return { names: { issuer: "4201" } };
  },
  "GET /.well-known/trust/colours": () => ({}),
  "GET /.well-known/trust/colours/:issuer": async () => {
    await env.ISSUER.getByName("4201/issuer").jwks(Date.now());
    return { names: { issuer: "4201" } };
  },
  "GET /.well-known/trust/root/:version": async () => {
    await publishRoot(env.PUBLISHED, 1, SIGNED_FILE);
    return { names: { version: "1" } };
  },
  "GET /.well-known/trust/register": aPublishedRegister,
  "GET /.well-known/trust/register/:seq": async () => ({ ...(await aPublishedRegister()), names: { seq: "1" } }),
  "GET /.well-known/trust/state": aPublishedRegister,
  "GET /.well-known/trust/book": async () => {
    await publishBook(env.PUBLISHED, { seq: 1, statements: [] });
    return {};
  },
  "POST /api/v1/registers": () => ({ body: JSON.parse(SIGNED_FILE) }),
  "POST /api/v1/suspensions": () => ({ body: { order: "a.b.c" } }),
  "POST /api/v1/conversions": () => ({ body: { code: "1", deviceKeys: [`A${"g".repeat(43)}`] } }),
  "POST /api/v1/statements": () => ({ body: { statement: "a.b.c" } }),
  "GET /status/:issuer/:list": async () => ({ names: { issuer: "4201", list: await aPublishedList() } }),
  "GET /status/:list": async () => ({ names: { list: await aPublishedList() } }),
  "GET /api/v1/divisions/match": () => ({ query: "?text=%E9%9D%92%E5%B1%B1%E5%8C%BA" }),
  "POST /api/v1/operator/administrators": async ({ candidate: { name, phone } }, { role }) => ({
    body: await signedBy(role, { act: "appoint", division: "420106", name, phone, reason: "首任" }),
  }),
  "POST /api/v1/operator/application": async (_world, { role }) => ({ body: await signedBy(role, { act: "apply" }) }),
  "POST /api/v1/operator/issuers": async (_world, { role }) => {
    const facts = { host: "jiangxi.localhost", name: { zh: "江西省", en: "Jiangxi" }, shards: 16, coloursFrom: null };
    return { body: await signedBy(role, { act: "host", code: "36", ...facts }) };
  },
  "POST /api/v1/operator/keys": async (_world, { role }) => ({
    body: await signedBy(role, { act: "replace_keys", issuer: "42" }),
  }),
  "POST /api/v1/operator/facts": async (_world, { role }) => ({
    body: await signedBy(role, { act: "fact", ...aFact(), ...WHY }),
  }),
  "POST /api/v1/operator/waiting": async (_world, { role }) => ({ body: await signedBy(role, { act: "list" }) }),
  "POST /api/v1/operator/decisions": async (_world, { role }) => {
    const proposed = await signedAct("4201", { act: "fact", ...aFact(), ...WHY }, { by: SECOND });
    const { id } = await new Visitor().ask<{ readonly id: string }>("POST", "/api/v1/operator/facts", proposed);
    return { body: await signedBy(role, { act: "approve", id, note: "已核对" }) };
  },
  "PUT /api/v1/facts/:import": async () => ({ query: "?format=ndjson", ...(await aFactFile()) }),
  "GET /api/v1/facts/:import": aSentFactFile,
  "GET /api/v1/facts/:import/reading": aSentFactFile,
  "GET /api/v1/facts/:import/refused.csv": aSentFactFile,
  "PUT /api/v1/areas/:import": async () => ({ query: "?format=ndjson", ...(await aFile(anArea({ reference: "2" }))) }),
  "GET /api/v1/areas/:import": aSentAreaFile,
  "GET /api/v1/areas/:import/reading": aSentAreaFile,
  "GET /api/v1/areas/:import/refused.csv": aSentAreaFile,
  "POST /api/v1/verifications": async (world) => ({ body: { codes: [await codeOf(world), "1"] } }),
  "POST /api/v1/verify": async (world) => ({ body: { code: await codeOf(world) } }),
  "POST /api/v1/otp": () => ({ body: { phone: aPhone() } }),
  "POST /api/v1/sessions": async () => {
    const phone = aPhone();
    const browser = new Visitor();
    await browser.ask("POST", "/api/v1/otp", { phone });
    return { body: { phone, password: await browser.passwordOf(phone) }, cookie: browser.cookies };
  },
  "POST /api/v1/logins": ({ provider }) => ({ body: { provider: provider.setting.id } }),
  "POST /api/v1/logins/answer": async ({ provider }) => {
    const browser = new Visitor();
    const query = provider.logIn(await beginAt(provider, browser), provided());
    return { body: { query }, cookie: browser.cookies };
  },
  "DELETE /api/v1/sessions/current": async (world, { role }) => ({ cookie: await secondSession(world, role) }),
  "POST /api/v1/passkeys": () => ({
    body: { name: "手机", id: NOTHING, clientDataJSON: NOTHING, attestationObject: NOTHING, transports: ["internal"] },
  }),
  "POST /api/v1/passkeys/showings": () => ({
    body: { id: NOTHING, clientDataJSON: NOTHING, authenticatorData: NOTHING, signature: NOTHING },
  }),
  "PATCH /api/v1/passkeys/:passkey": () => ({ names: { passkey: NOTHING }, body: { name: "手机" } }),
  "DELETE /api/v1/passkeys/:passkey": () => ({ names: { passkey: NOTHING } }),
  "DELETE /api/v1/sessions": async (world, { role }) => ({ cookie: await otherLogin(world, role) }),
  "DELETE /api/v1/sessions/:session": async (world, { role }) => {
    const browser = new Visitor();
    browser.cookie = await otherLogin(world, role);
    if (browser.cookie === null) return { names: { session: "0".repeat(32) } };
    const { sessions } = await browser.ask<{ sessions: { id: string }[] }>("GET", "/api/v1/sessions");
    return { names: { session: sessions[0]?.id ?? "" }, cookie: browser.cookie };
  },
  "POST /api/v1/people": () => ({ body: aRelative("other", aResidentNumber()) }),
  "DELETE /api/v1/people/:person": async (world, about) => ({ names: { person: await somebodyToLeave(world, about) } }),
  "POST /api/v1/people/:person/claims/:claim": async (world, { role, at }) => ({
    names: role === "manager" && at === "theirs" ? await aClaim(world) : { claim: NOTHING },
    body: { decision: "deny" },
  }),
  "POST /api/v1/people/:person/managers/:manager": async (world, { role, at }) => ({
    names: { manager: at === "own" ? await anotherManager(world, role) : NOTHING },
    body: { decision: "end" },
  }),
  "POST /api/v1/people/:person/phone-change": async (world, { role, at }) => ({
    ...(at === "own" && visitorOf(world, role).cookie !== null && (await aChangedPhone())),
    body: { decision: "deny" },
  }),
  "POST /api/v1/people/:person/declarations": () => ({ body: aDeclaration() }),
  "POST /api/v1/people/:person/check-ins": () => ({
    body: { id: crypto.randomUUID(), temperatureCelsius: 36.5, symptoms: [] },
  }),
  "GET /api/v1/people/:person/declarations/:n": () => ({ names: { n: "1" } }),
  // An appeal is refused, because the issuer shows no colours.
  "POST /api/v1/people/:person/appeals": () => ({ body: { id: crypto.randomUUID(), text: "名单有误" } }),
  "PUT /api/v1/people/:person/appeals/:appeal/files/:file": () => ({ names: aFileName(), body: A_FILE }),
  "GET /api/v1/people/:person/appeals/:appeal/files/:file": async (world, { role, at, person }) => {
    const names = aFileName();
    const path = `/api/v1/people/${person}/appeals/${names.appeal}/files/${names.file}`;
    if (at === "own" || role === "manager") await visitorOf(world, role).send("PUT", path, A_FILE);
    return { names };
  },
  "POST /api/v1/people/:person/credentials": async (_world, { person }) => ({ body: (await aCredentialsRequest(person)).body }),
};

const A_FILE = "%PDF-1.7 a certificate";

function aFileName() {
  return { appeal: crypto.randomUUID(), file: crypto.randomUUID() };
}

async function aPublishedList(): Promise<string> {
  const list = "420107001002-20360301";
  await publishStatusList(
    env.PUBLISHED,
    { issuer: "4201" as IssuerCode, list, until: Date.UTC(2036, 2, 3), token: "a.b.c", turnedAt: 0 },
    0,
  );
  return list;
}

/** A file with one fact about a new person, with its name. */
async function aFactFile() {
  const { document: _, ...fact } = aFact();
  return aFile({ ...fact, number: aResidentNumber() });
}

/** The text of a file with one line, and its SHA-256, which is its name. */
async function aFile(line: unknown): Promise<{ readonly names: { readonly import: string }; readonly body: string }> {
  const body = JSON.stringify(line);
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(body));
  return { names: { import: toHex(new Uint8Array(digest)) }, body };
}

/** The state and the register that it names, as the reader of trust of this deployment publishes them. */
async function aPublishedRegister() {
  await publishRegister(env.PUBLISHED, 1, SIGNED_FILE);
  await publishState(env.PUBLISHED, { text: "a.b.c", register: 1 });
  return {};
}

/** An operator's request with this act, signed with a configured key for the role operator, and with another key for every other role. */
async function signedBy(role: Role, act: unknown): Promise<{ readonly request: string }> {
  return signedAct("4201", act, { by: role === "operator" ? FIRST : await anotherOperator() });
}

function aRelative(relation: string, number: string) {
  return { relation, name: "尹小满", document: { type: "10", number } };
}

function visitorOf({ members }: World, role: Role): Visitor {
  return members.get(role)?.visitor ?? new Visitor();
}

async function aDependant(by: Visitor, number = aResidentNumber()): Promise<string> {
  return (await by.bind("尹小满", number, "other")).id;
}

/** The cookie of a login that the request may end; null for a role without one. */
async function otherLogin(world: World, role: Role): Promise<string | null> {
  return visitorOf(world, role).cookie === null ? null : (await new Visitor().logIn(aPhone())).cookie;
}

/** The cookie of a second session of the role's account, which the request may end; null without a login. */
async function secondSession(world: World, role: Role): Promise<string | null> {
  const { cookie } = visitorOf(world, role);
  const first = await readSessionToken(cookie?.split("=")[1], 16);
  if (first === null) return null;
  const token = newSessionToken(first.shard);
  const second = await readSessionToken(token, 16);
  await runInDurableObject(env.ACCOUNTS.getByName(`4201/accounts/${first.shard}`), (_, { storage }) =>
    storage.sql.exec(
      "INSERT INTO sessions (hash, account, expires_at, id) SELECT ?, account, expires_at, ? FROM sessions WHERE hash = ?",
      second?.hash ?? "",
      crypto.randomUUID(),
      first.hash,
    ),
  );
  return `${SESSION_COOKIE}=${token}`;
}

/** The id of a new dependant for the request to remove, so that later cells lose nobody; the person in the path where the role may not remove anybody. */
async function somebodyToLeave(world: World, { role, at, person }: About): Promise<string> {
  const visitor = visitorOf(world, role);
  if (at === "own") return visitor.cookie === null ? person : aDependant(visitor);
  if (at === "theirs") return role === "manager" ? aDependant(visitor) : person;
  const number = aResidentNumber();
  await aDependant(visitorOf(world, "manager"), number);
  return aDependant(visitor, number);
}

/** The id of a new manager of the role's own person, whom the role has allowed. */
async function anotherManager(world: World, role: Role): Promise<string> {
  const member = world.members.get(role);
  if (member === undefined) return NOTHING;
  const other = await new Visitor().logIn(aPhone());
  await other.bind(member.name, member.number, "parent");
  const own = async () => (await member.visitor.me()).people.find(({ id }) => id === member.self.id);
  await member.visitor.ask("POST", `/api/v1/people/${member.self.id}/claims/${(await own())?.claims.at(-1)?.id}`, {
    decision: "allow",
  });
  return (await own())?.managers.at(-1)?.id ?? NOTHING;
}

/** A login whose own person has just been proved on another phone. */
async function aChangedPhone() {
  const [number, phone] = [aResidentNumber(), aPhone()];
  const [before, after] = [await new Visitor().logIn(aPhone()), new Visitor()];
  const { id } = await before.bind("尹换机", number);
  await register(number, { phone });
  await (await after.logIn(phone)).bind("尹换机", number);
  return { names: { person: id }, cookie: before.cookie };
}

/** Makes the candidate claim a new dependant of the manager. Returns the manager's id of the dependant and the claim's id. */
async function aClaim(world: World): Promise<{ readonly person: string; readonly claim: string }> {
  const number = aResidentNumber();
  const person = await aDependant(visitorOf(world, "manager"), number);
  await aDependant(world.candidate.visitor, number);
  const { people } = await visitorOf(world, "manager").me();
  return { person, claim: people.find(({ id }) => id === person)?.claims[0]?.id ?? NOTHING };
}

async function aSentFactFile({ city }: World) {
  const { names, body } = await aFactFile();
  await city.ask("PUT", `/api/v1/facts/${names.import}?format=ndjson`, body);
  return { names };
}

async function aSentAreaFile({ city }: World) {
  const { names, body } = await aFile(anArea({ reference: "2", source: "4201" }));
  await city.ask("PUT", `/api/v1/areas/${names.import}?format=ndjson`, body);
  return { names };
}
