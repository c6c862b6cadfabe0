/** The registration of passes with codes of another issuer, with codes under a new key, and with another code under the id of an earlier pass. */
import { env } from "cloudflare:workers";
import { runInDurableObject } from "cloudflare:test";
import { expect, test, vi } from "vitest";
import { readConfig } from "../../../src/config.ts";
import type { PassesResponse, PassPage, PassResult } from "../../../src/contract/pass.ts";
import type { Claims } from "../../../src/domain/code/claims.ts";
import { statusListOf } from "../../../src/domain/code/status.ts";
import { ANSWER_WORDS } from "../../../src/domain/passage/passage.ts";
import type { IssuerCode } from "../../../src/domain/issuer/issuer.ts";
import { checkCode } from "../../../src/routes/verify/check-code.ts";
import { judgeCodes } from "../../../src/routes/communities/judge-codes.ts";
import { toBase64url } from "../../../src/token/code/base64url.ts";
import { signCredential } from "../../../src/token/code/credential.ts";
import { publishedStatusList } from "../../../src/storage/published.ts";
import { fromDigits } from "../../../src/token/code/digits.ts";
import { codeOf, liveCode } from "../../../src/token/code/live.ts";
import { parseCode } from "../../../src/token/code/parse.ts";
import { openSecrets } from "../../../src/token/secret/secrets.ts";
import { PATIENT } from "../../support/patience.ts";
import { anotherKey } from "../another-key.ts";
import { aPhone, aPoint, aResidentNumber, COMMUNITY } from "../builders.ts";
import { deliver } from "../gate.ts";
import { Visitor } from "../visitor.ts";

const WUHAN = "4201" as IssuerCode;
const HUBEI = "42" as IssuerCode;
const config = readConfig(env);
const [wuhan] = config.issuers;
const secretsOf = (issuer: IssuerCode) => openSecrets(env.YIMA_MASTER_KEY, issuer);
const now = Math.floor(Date.now() / 1000) * 1000;

function someClaims(issuer: IssuerCode, keyNumber: number): Claims {
  return {
    kind: "paper",
    issuer,
    keyNumber,
    handle: new Uint8Array(16).fill(7),
    colour: "none",
    flags: [],
    issuedAt: now,
    lifetimeMinutes: 60,
    declaredAt: null,
    community: COMMUNITY,
    statusIndex: 0,
    maskedName: "张**",
  };
}

test("a paper code of another issuer is judged by what it says, and its holder is no person of this issuer", async () => {
  if (wuhan === undefined) throw new Error("the tests' deployment has an issuer");
  const both = { ...config, issuers: [wuhan, { ...wuhan, code: HUBEI, hosts: ["hubei.localhost"] }] };
  const key = await anotherKey(HUBEI, 77, "paper", now);
  await key.publish();
  const code = codeOf(await signCredential(someClaims(HUBEI, 77), key.privateKey));
  expect(await checkCode({ env, config: both, own: WUHAN, now, later: () => {} }, code)).toMatchObject({ ok: true });
  const judging = { env, config: both, issuer: wuhan, secrets: await secretsOf(WUHAN), now, later: () => {} };
  expect(await judgeCodes(judging, [{ id: "a", code: parseCode(code) }], null)).toMatchObject([
    {
      input: { id: "a", issuer: HUBEI, shard: null, maskedName: "张**", colour: "none", marks: 0 },
      paper: "ask",
      signs: null,
      address: COMMUNITY,
    },
  ]);
});

/** A collector of Wuhan at a new point, who registers what a phone shows. */
async function aCollector(name: string) {
  const phone = aPhone();
  const collector = await new Visitor().logIn(phone);
  const self = await collector.bind("王采", aResidentNumber());
  await collector.declare(self);
  await collector.ask("POST", "/local/administrators", { division: COMMUNITY, phone });
  const point = aPoint(name);
  await collector.ask("POST", collector.community("/points"), point);
  await collector.ask("POST", collector.community("/collectors"), { code: (await collector.show(self)).digits });
  await collector.ask("PUT", collector.community("/post"), { pointId: point.id });
  const register = async (code: string) => {
    const passes = [{ id: crypto.randomUUID(), code }];
    return (await collector.ask<PassesResponse>("POST", collector.community("/passes"), { passes })).results[0];
  };
  return { collector, point, register };
}

/** All passes in the tracks of an issuer. */
async function tracksOf(issuer: IssuerCode) {
  const shards = Array.from({ length: config.byCode.get(issuer)?.shards ?? 0 }, (_, shard) => shard);
  const text = "SELECT community, point_name, colour FROM tracks";
  const read = (shard: number) =>
    runInDurableObject(env.PEOPLE.getByName(`${issuer}/people/${shard}`), (_, { storage }) => storage.sql.exec(text).toArray());
  return (await Promise.all(shards.map(read))).flat();
}

/** A resident of Hubei with a declaration. */
async function ofHubei(division = COMMUNITY) {
  const visitor = await new Visitor("hubei.localhost").logIn(aPhone());
  const self = await visitor.bind("周北", aResidentNumber());
  await visitor.declare(self, { addressHere: { division, detail: "3 栋" } });
  return { visitor, self };
}

test("a gate registers a live code of another issuer, once, with the colour in the code, and it stands in the track at that issuer, and in none here", async () => {
  const [{ visitor, self }, first] = [await ofHubei(), await aCollector("东门")];
  const { digits } = await visitor.show(self);
  const registered = await first.register(digits);
  expect(registered).toMatchObject({
    state: "registered",
    maskedName: "周**",
    signs: null,
    passage: { answer: expect.any(String) },
  });
  const again = await first.register(digits);
  expect(again).toMatchObject({ state: "registered" });
  expect(again).not.toHaveProperty("secondUse");
  const second = await aCollector("西门");
  expect(await second.register(digits)).toMatchObject({ state: "registered", secondUse: { point: "东门" } });
  const gate = env.COMMUNITY.getByName(`4201/community/${COMMUNITY}`);
  const rowsOf = () =>
    runInDurableObject(gate, (_, { storage }) =>
      storage.sql.exec("SELECT issuer, shard, proof, answer, policy FROM passes WHERE masked_name = '周**'").toArray(),
    );
  const rows = await rowsOf();
  expect(await gate.waiting()).toBe(2);
  // The code as it was scanned waits for its home.
  const scanned = fromDigits(digits);
  if (!scanned.ok) throw new Error("the code is one");
  const proof = toBase64url(scanned.value);
  const judged = { answer: answerIn(registered), policy: "wuhan-2020-02" };
  expect(rows).toEqual([
    { issuer: HUBEI, shard: null, proof, ...judged },
    { issuer: HUBEI, shard: null, proof, ...judged },
  ]);
  await deliver(COMMUNITY);
  // The same code and proof are one visit, at the gate that was first.
  expect(await tracksOf(HUBEI)).toEqual([{ community: COMMUNITY, point_name: "东门", colour: "green" }]);
  expect(await tracksOf(WUHAN)).toEqual([]);
  expect(await rowsOf()).toEqual([
    { issuer: HUBEI, shard: null, proof: null, ...judged },
    { issuer: HUBEI, shard: null, proof: null, ...judged },
  ]);
  expect(await gate.waiting()).toBe(0);
});

test("the community's records say of each pass, by an own and by another issuer's code, what the policy of the place said, and name it", async () => {
  const [{ visitor, self }, gate] = [await ofHubei(), await aCollector("侧门")];
  const own = await new Visitor().logIn(aPhone());
  const resident = await own.bind("吴居", aResidentNumber());
  await own.declare(resident);
  const codes = [(await own.show(resident)).digits, (await visitor.show(self)).digits];
  const answers: unknown[] = [];
  for (const code of codes) answers.push(answerIn(await gate.register(code)));
  const { passes } = await gate.collector.ask<PassPage>("GET", gate.collector.community("/passes"));
  const here = passes.filter(({ pointName }) => pointName === "侧门").toReversed();
  expect(here.map(({ maskedName, answer, policy }) => [maskedName, answer, policy])).toEqual([
    ["吴**", answers[0], "wuhan-2020-02"],
    ["周**", answers[1], "wuhan-2020-02"],
  ]);
  const csv = await gate.collector.send("GET", gate.collector.community("/passes.csv?purpose=%E6%B5%81%E8%B0%83"));
  const lines = (await csv.text()).split("\r\n").filter((line) => line.includes("侧门"));
  expect(lines.map((line) => line.split(",").slice(-3, -1).join())).toEqual(
    here.toReversed().map(({ answer }) => `"${answer === null ? "" : ANSWER_WORDS[answer].zh}","wuhan-2020-02"`),
  );
});

/** What the policy of the place said of a registered pass. */
function answerIn(result: PassResult | undefined): string {
  if (result?.state !== "registered") throw new Error("the pass is registered");
  return result.passage.answer;
}

test("a revoked code of another issuer is refused by that issuer's list, and its holder cannot be asked to declare here", async () => {
  const [other, gate] = [await ofHubei(), await aCollector("北门")];
  const { digits: code } = await other.visitor.show(other.self);
  expect(await gate.collector.refusal("POST", gate.collector.community("/redeclarations"), { code })).toContain(
    "code_not_accepted",
  );
  // A community whose list this isolate has not read yet.
  const { visitor, self } = await ofHubei("420107001001");
  const { digits } = await visitor.show(self);
  const parsed = parseCode(digits);
  if (!parsed.ok) throw new Error("the code is one");
  const { claims } = parsed.value;
  const list = statusListOf(claims);
  const before = await publishedStatusList(env.PUBLISHED, HUBEI, list);
  await env.STATUS_LIST.getByName(`${HUBEI}/status/${list}`).withdraw([claims.statusIndex], "revoked");
  await vi.waitFor(async () => {
    expect((await publishedStatusList(env.PUBLISHED, HUBEI, list))?.token).not.toBe(before?.token);
  }, PATIENT);
  expect(await gate.register(digits)).toMatchObject({ state: "refused", refusal: { code: "revoked" } });
});

test("a key published a moment ago is read for the first code that needs it", async () => {
  const key = await anotherKey(WUHAN, 77, null, now);
  const code = codeOf(await signCredential(someClaims(WUHAN, 77), key.privateKey));
  expect(await checkCode({ env, config, own: WUHAN, now, later: () => {} }, code)).toMatchObject({
    refusal: { code: "key_unknown" },
  });
  await key.publish();
  expect(await checkCode({ env, config, own: WUHAN, now: now + 11_000, later: () => {} }, code)).toMatchObject({ ok: true });
});

test("an old code of another person with the id of a pass is refused for the code, and the answer has no data of the pass", async () => {
  const phone = aPhone();
  const collector = await new Visitor().logIn(phone);
  const self = await collector.bind("王采", aResidentNumber());
  const child = await collector.bind("王小", aResidentNumber(), "child");
  await collector.ask("POST", "/local/administrators", { division: COMMUNITY, phone });
  await collector.declare(self);
  await collector.declare(child);
  const [own, other] = [await collector.show(self), await collector.show(child)];
  const point = aPoint("南门");
  await collector.ask("POST", collector.community("/points"), point);
  await collector.ask("POST", collector.community("/collectors"), { code: own.digits });
  await collector.ask("PUT", collector.community("/post"), { pointId: point.id });
  const id = crypto.randomUUID();
  const send = (code: string) =>
    collector.ask<PassesResponse>("POST", collector.community("/passes"), { passes: [{ id, code }] });
  expect((await send(own.digits)).results).toMatchObject([{ id, state: "registered" }]);
  const aged = await liveCode(other.jws, other.deviceKey, Date.now() - 60_000);
  expect((await send(aged)).results).toMatchObject([{ id, state: "refused", refusal: { code: "proof_too_old" } }]);
});
