/** Tests of witness.ts: it names each change that was made in the database by hand, and accepts every change with a reason. */
import { env } from "cloudflare:workers";
import { runInDurableObject } from "cloudflare:test";
import { expect, test } from "vitest";
import { shardOf } from "../../../src/domain/issuer/issuer.ts";
import type { DecisionRow } from "../../../src/objects/people/colour/colour-store.ts";
import { chainHash } from "../../../src/objects/chain/chain-hash.ts";
import { openSecrets, personKeyOf } from "../../../src/token/secret/secrets.ts";
import { aPhone, aResidentNumber } from "../builders.ts";
import { agreed, anOfficer } from "../officer.ts";
import { Visitor } from "../visitor.ts";
import { ISSUER, stateNow } from "./state.ts";
import { unexplained } from "./witness.ts";

async function aResident() {
  const number = aResidentNumber();
  const visitor = await new Visitor().logIn(aPhone());
  const self = await visitor.bind("尹小满", number);
  await visitor.declare(self, { temperatureCelsius: 38.2 });
  const key = await personKeyOf(await openSecrets(env.YIMA_MASTER_KEY, ISSUER), `10|${number}`);
  return { visitor, self, key, shard: env.PEOPLE.getByName(`${ISSUER}/people/${shardOf(key, 16)}`) };
}

/** The changes without a reason that witness.ts names after an act. */
async function sentencesOf(act: () => Promise<unknown>): Promise<readonly string[]> {
  const before = await stateNow();
  await act();
  return unexplained(before, await stateNow());
}

test("the witness finds reasons for a declaration and for an agreement of two officers", async () => {
  const { visitor, self } = await aResident();
  const [first, second] = [await anOfficer(), await anOfficer()];
  expect(await sentencesOf(() => visitor.declare(self))).toEqual([]);
  expect(await sentencesOf(() => agreed(first.visitor, second.visitor, {}))).toEqual([]);
});

/** Appends a decision to the person's chain as the program would, but with some changed fields. */
async function append({ key, shard }: Awaited<ReturnType<typeof aResident>>, changes: Partial<DecisionRow>): Promise<void> {
  await runInDurableObject(shard, async (_, { storage: { sql } }) => {
    const [head] = sql.exec<{ seq: number; hash: string }>("SELECT seq, hash FROM decisions ORDER BY seq DESC LIMIT 1").toArray();
    const decision = sql
      .exec<{ seq: number; body: string }>("SELECT seq, body FROM decisions JOIN colours USING (seq) WHERE person = ?", key)
      .one();
    const seq = (head?.seq ?? 0) + 1;
    const body = JSON.stringify({ ...(JSON.parse(decision.body) as DecisionRow), before: decision.seq, ...changes });
    sql.exec("INSERT INTO decisions (seq, body, hash) VALUES (?, ?, ?)", seq, body, await chainHash(head?.hash ?? "", body));
    sql.exec("UPDATE colours SET seq = ? WHERE person = ?", seq, key);
  });
}

test.for<readonly [string, Partial<DecisionRow>, string]>([
  ["another colour with nothing new", { colour: "green", row: "nothing_found" }, "nothing new is its reason"],
  ["a colour that its row does not give", { colour: "green", checkIn: "new" }, "no row measured_fever gives green"],
  ["an unknown rule set", { ruleSet: "mine" }, "no row measured_fever gives yellow"],
  ["no decision before it", { before: null }, "it hides the one before"],
  ["nothing declared", { declaration: null }, "nothing was declared"],
])("the witness names a decision with %s", async ([, changes, fault]) => {
  const resident = await aResident();
  const sentences = await sentencesOf(() => append(resident, changes));
  expect(sentences.map((each) => each.replace(/^decision \d+: /, ""))).toEqual([fault]);
});

test("the witness names a colour of another decision than the newest", async () => {
  const { visitor, self, key, shard } = await aResident();
  await visitor.declare(self);
  const back = () =>
    runInDurableObject(
      shard,
      (_, { storage }) => void storage.sql.exec("UPDATE colours SET seq = seq - 1 WHERE person = ?", key),
    );
  expect(await sentencesOf(back)).toEqual([expect.stringContaining("which is not the newest")]);
});

test("the witness names a setting without an approval, also when it was only published", async () => {
  const setting = JSON.stringify({ coloursFrom: 0, closed: [] });
  const issuer = env.ISSUER.getByName(`${ISSUER}/issuer`);
  const publish = () => env.PUBLISHED.put(`colour-setting/${ISSUER}`, setting);
  const set = () =>
    runInDurableObject(
      issuer,
      (_, { storage }) => void storage.sql.exec("INSERT OR REPLACE INTO colour_setting VALUES (1, ?)", setting),
    );
  expect(await sentencesOf(publish)).toEqual(["the published setting is not in force"]);
  expect(await sentencesOf(set)).toEqual(["the rules in force differ from the approved ones"]);
});
