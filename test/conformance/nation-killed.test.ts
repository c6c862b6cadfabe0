/**
 * Kills of three deployments at random moments, while officers change the register, suspend and readmit, members hand in statements, and a gate of Wuhan registers codes of Guangdong and of
 * the province that the nation hosts: what was acknowledged stands, each pass is on the track of its person once, no number of a file goes back, and no number comes with two contents. YIMA_KILLS sets the number of rounds, YIMA_KILL_SEED repeats a run's moments.
 */
import { randomInt } from "node:crypto";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { RESIDENT } from "../../tools/demo-cast.ts";
import { enrol, fillDemo, phoneOf } from "../../tools/demo.ts";
import { Visitor } from "../../tools/visitor.ts";
import { AbroadGate } from "../support/abroad-gate.ts";
import { type DeploymentSettings, ofGuangdong, ofHubei, ofTheNation, originOf } from "../support/deployments.ts";
import { aTraveller, GUANGDONG } from "../support/guangdong.ts";
import { aPersonOfJiangxi, hostJiangxi } from "../support/jiangxi.ts";
import { type Killable, startKillable } from "../support/killable.ts";
import { LetterPeer } from "../support/letter-peer.ts";
import { admit, applicationOf, aTestNation, NATION, nextOf, type TestNation } from "../support/nation.ts";
import { NationActs } from "../support/nation-acts.ts";
import { TEST_OPERATORS } from "../support/operators.ts";
import { LOADED_MS, PATIENT } from "../support/patience.ts";
import { seeded } from "../support/seeded.ts";
import { servedTrust, TrustWatch } from "../support/served-trust.ts";
import { removeState, rowsBelow } from "../support/state.ts";
import { untilVerdict } from "../support/until-verdict.ts";

const ROUNDS = Number(process.env["YIMA_KILLS"] ?? 4);
const SEED = Number(process.env["YIMA_KILL_SEED"] ?? randomInt(2 ** 31));
/** The most time that a loaded machine takes for a round. */
const ROUND_MS = 60_000;
/** A kill comes at most this long after the acts of its round begin, ms. */
const LATEST_MS = 2500;
const WUHAN = "wuhan.localhost";

/** A deployment whose process is killed and started again on its state and port. */
class Deployment {
  readonly state = mkdtempSync(join(tmpdir(), "yima-nation-killed-"));
  readonly #settings: Parameters<typeof startKillable>[2];
  #process: Killable | null = null;
  port = 0;

  constructor({ masterKey, bindings }: DeploymentSettings) {
    this.#settings = { masterKey, bindings: { ...bindings, YIMA_OPERATORS: TEST_OPERATORS } };
  }

  async start(): Promise<void> {
    this.#process = await startKillable(this.state, this.port, this.#settings);
    this.port = this.#process.port;
  }

  async kill(): Promise<void> {
    await this.#process?.kill();
  }

  readonly visitor = (host = NATION) => new Visitor(this.port, host);
}

const random = seeded(SEED);
let nation: TestNation;
let home: Deployment;
let hubei: Deployment;
let guangdong: Deployment;
let peers: readonly LetterPeer[];
let acts: NationActs;
const watch = new TrustWatch();

beforeAll(async () => {
  nation = await aTestNation();
  home = new Deployment(ofTheNation(nation));
  await home.start();
  hubei = new Deployment(ofHubei(nation, originOf(home)));
  guangdong = new Deployment(ofGuangdong(nation, originOf(home)));
  await Promise.all([hubei.start(), guangdong.start()]);
  peers = await Promise.all(["51", "52", "53"].map((code) => LetterPeer.start(code)));
  acts = new NationActs(nation, home, guangdong, random);
});
afterAll(async () => {
  await Promise.all(peers.map((peer) => peer.close()));
  for (const deployment of [guangdong, hubei, home]) {
    await deployment.kill();
    removeState(deployment.state);
  }
  nation.remove();
});

const atHome = () => servedTrust(home.visitor(NATION));
const inHubei = () => servedTrust(hubei.visitor(WUHAN));
const inGuangdong = () => servedTrust(guangdong.visitor(GUANGDONG));

/** Plays acts, kills these deployments at a random moment among them and starts them again. @param gates where a person each passes */
async function play(
  killed: readonly Deployment[],
  [steady, ...others]: readonly LetterPeer[],
  gates: readonly ((isOver: () => boolean) => Promise<void>)[],
): Promise<void> {
  if (steady === undefined) throw new Error("the test plays members");
  let isOver = false;
  const over = () => isOver;
  const lines = [acts.officers(steady, others, over), acts.member(steady, over), ...gates.map((gate) => gate(over))];
  const killing = killed.map(async (deployment) => {
    await setTimeout(random() * LATEST_MS);
    await deployment.kill();
    await deployment.start();
  });
  const started = Promise.all(killing).finally(() => {
    isOver = true;
  });
  for (const end of await Promise.allSettled([started, ...lines])) if (end.status === "rejected") throw end.reason;
}

/** What of the acknowledged acts a host does not serve. */
function missing({ register, state, statements }: Awaited<ReturnType<typeof atHome>>): readonly string[] {
  const last = Math.max(...acts.registers.keys());
  return [
    ...(register.seq < last ? [`register ${last}, instead of ${register.seq}`] : []),
    ...[...acts.suspensions]
      .filter(([code, at]) => !state.suspended.some((one) => one.code === code && one.at >= at))
      .map(([code, at]) => `suspension of ${code} at ${at}`),
    ...[...acts.statements]
      .filter(([code, seq]) => (statements.get(code) ?? 0) < seq)
      .map(([code, seq]) => `statement ${seq} of ${code}, instead of ${statements.get(code)}`),
  ];
}

/** The files that differ between the deployments. */
async function differing(): Promise<readonly string[]> {
  const [here, ...others] = await Promise.all([atHome(), inHubei(), inGuangdong()]);
  return (["state", "register", "book"] as const).filter((name) => others.some(({ texts }) => texts[name] !== here.texts[name]));
}

/** The hash of each register on the disk of the nation, by its number. */
function registersOnDisk(): ReadonlyMap<number, string> {
  // Readers have a table of registers too. Only the nation has candidates.
  const rows = rowsBelow(home.state, "candidates", "SELECT seq, hash FROM registers");
  return new Map(rows.map(({ seq, hash }) => [Number(seq), String(hash)]));
}

test(
  "what was acknowledged stands after any number of kills, and no number of a file goes back",
  { timeout: LOADED_MS + ROUNDS * ROUND_MS },
  async () => {
    process.stdout.write(`YIMA_KILL_SEED=${SEED}\n`);
    await fillDemo(hubei.port);
    const jiangxi = await hostJiangxi(home);
    const wuhanCode = await phoneOf(await enrol(hubei.port, WUHAN, RESIDENT));
    const travellers = [(await aTraveller(guangdong)).visitor, (await aPersonOfJiangxi(home)).visitor] as const;
    const gate = await AbroadGate.open(hubei.port);
    const gates = [gate, gate.beside()] as const;
    const believed = await Promise.all(travellers.map((traveller) => phoneOf(traveller)));
    const members = [
      applicationOf(home, "0", NATION),
      applicationOf(hubei, "4201", WUHAN),
      applicationOf(guangdong, "44", GUANGDONG),
    ];
    await admit(home, nation, [...(await Promise.all(members)), jiangxi]);
    await expect.poll(async () => (await atHome().catch(() => null))?.register.seq, PATIENT).toBe(1);
    await nextOf(home, nation, (before, seq) => [...before, ...peers.slice(0, 1).map((peer) => peer.entry(seq))]);
    for (const served of [inHubei, inGuangdong])
      await expect.poll(async () => (await served().catch(() => null))?.register.seq, PATIENT).toBe(2);
    for (const make of believed) await untilVerdict(hubei, WUHAN, make, "valid");

    let isOver = false;
    const looking = [
      watch.look("the nation", home.visitor(NATION), "36", () => isOver),
      watch.look("Hubei", hubei.visitor(WUHAN), "4201", () => isOver),
      watch.look("Guangdong", guangdong.visitor(GUANGDONG), "44", () => isOver),
    ];
    const targets = [[home], [hubei], [guangdong], [home, hubei, guangdong]] as const;
    for (let round = 0; round < ROUNDS; round += 1) {
      const [one, other] = await Promise.all([gates[0].phone(travellers[0]), gates[1].phone(travellers[1])]);
      const passing = [gates[0].register.bind(gates[0], one), gates[1].register.bind(gates[1], other)];
      await play(targets[round % targets.length] ?? [], peers, passing);
      await expect.poll(async () => missing(await atHome()), PATIENT).toEqual([]);
      const onDisk = registersOnDisk();
      expect([...acts.registers].filter(([seq, hash]) => onDisk.get(seq) !== hash)).toEqual([]);
      await expect.poll(differing, PATIENT).toEqual([]);
    }
    isOver = true;
    await Promise.all(looking);
    expect(watch.faults).toEqual([]);
    expect([...acts.counts.keys()]).toEqual(expect.arrayContaining(["admission", "suspension", "readmission", "statement"]));
    for (const [at, { state }] of [guangdong, home].entries())
      await expect.poll(() => gates[at]?.faults(state), PATIENT).toEqual([]);
    for (const { acknowledged } of gates) expect(acknowledged.length).toBeGreaterThan(ROUNDS);
    for (const make of believed) await untilVerdict(hubei, WUHAN, make, "valid");
    await untilVerdict(home, NATION, wuhanCode, "valid");
    await untilVerdict(guangdong, GUANGDONG, wuhanCode, "valid");
  },
);
