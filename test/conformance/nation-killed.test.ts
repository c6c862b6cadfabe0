/**
 * Kills of the nation and of another deployment at random moments, while officers change the register, suspend and readmit, members hand in statements, and a gate
 * registers codes of the other deployment: what was acknowledged stands, each pass is on the track of its person once, no number of a file goes back, and no number comes with two contents. YIMA_KILLS sets the number of rounds, YIMA_KILL_SEED repeats a run's moments.
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
import { aTraveller, GUANGDONG, GUANGDONG_SECRET, guangdongSettings } from "../support/guangdong.ts";
import { type Killable, startKillable } from "../support/killable.ts";
import { LetterPeer } from "../support/letter-peer.ts";
import { aTestNation, NATION, nextOf, recognise, type TestNation } from "../support/nation.ts";
import { NationActs } from "../support/nation-acts.ts";
import { TEST_OPERATORS } from "../support/operators.ts";
import { LOADED_MS, PATIENT } from "../support/patience.ts";
import { TEST_MASTER_KEY } from "../support/running.ts";
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

  constructor(masterKey: string, bindings: Readonly<Record<string, string>>) {
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
let guangdong: Deployment;
let peers: readonly LetterPeer[];
let acts: NationActs;
const watch = new TrustWatch();

beforeAll(async () => {
  nation = await aTestNation();
  home = new Deployment(TEST_MASTER_KEY, nation.bindings);
  await home.start();
  guangdong = new Deployment(GUANGDONG_SECRET, guangdongSettings(nation, `http://${NATION}:${home.port}`));
  await guangdong.start();
  peers = await Promise.all(["51", "52", "53"].map((code) => LetterPeer.start(code)));
  acts = new NationActs(nation, home, guangdong, random);
});
afterAll(async () => {
  await Promise.all(peers.map((peer) => peer.close()));
  for (const deployment of [guangdong, home]) {
    await deployment.kill();
    removeState(deployment.state);
  }
  nation.remove();
});

const atHome = () => servedTrust(home.visitor(NATION));
const inGuangdong = () => servedTrust(guangdong.visitor(GUANGDONG));

/** Plays acts, kills these deployments at a random moment among them and starts them again. @param gate where a person of Guangdong passes */
async function play(
  killed: readonly Deployment[],
  [steady, ...others]: readonly LetterPeer[],
  gate: (isOver: () => boolean) => Promise<void>,
): Promise<void> {
  if (steady === undefined) throw new Error("the test plays members");
  let isOver = false;
  const over = () => isOver;
  const lines = [acts.officers(steady, others, over), acts.member(steady, over), gate(over)];
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

/** The files that differ between the two deployments. */
async function differing(): Promise<readonly string[]> {
  const [here, there] = await Promise.all([atHome(), inGuangdong()]);
  return (["state", "register", "book"] as const).filter((name) => here.texts[name] !== there.texts[name]);
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
    await fillDemo(home.port);
    const wuhanCode = await phoneOf(await enrol(home.port, WUHAN, RESIDENT));
    const traveller = (await aTraveller(guangdong)).visitor;
    const guangdongCode = await phoneOf(traveller);
    const gate = await AbroadGate.open(home.port);
    await recognise(home, nation, [
      ["0", NATION],
      ["4201", WUHAN],
    ]);
    await expect.poll(async () => (await atHome().catch(() => null))?.register.seq, PATIENT).toBe(1);
    await recognise(home, nation, [["44", GUANGDONG]], {}, guangdong);
    await expect.poll(async () => (await atHome()).register.seq, PATIENT).toBe(2);
    await nextOf(home, nation, (members, seq) => [...members, ...peers.slice(0, 1).map((peer) => peer.entry(seq))]);
    await expect.poll(async () => (await inGuangdong().catch(() => null))?.register.seq, PATIENT).toBe(3);

    await untilVerdict(home, WUHAN, guangdongCode, "valid");

    let isOver = false;
    const looking = [
      watch.look("the nation", home.visitor(NATION), "4201", () => isOver),
      watch.look("Guangdong", guangdong.visitor(GUANGDONG), "44", () => isOver),
    ];
    const targets = [[home], [guangdong], [home, guangdong]] as const;
    for (let round = 0; round < ROUNDS; round += 1) {
      const phone = await gate.phone(traveller);
      await play(targets[round % targets.length] ?? [], peers, (over) => gate.register(phone, over));
      await expect.poll(async () => missing(await atHome()), PATIENT).toEqual([]);
      const onDisk = registersOnDisk();
      expect([...acts.registers].filter(([seq, hash]) => onDisk.get(seq) !== hash)).toEqual([]);
      await expect.poll(differing, PATIENT).toEqual([]);
    }
    isOver = true;
    await Promise.all(looking);
    expect(watch.faults).toEqual([]);
    expect([...acts.counts.keys()]).toEqual(expect.arrayContaining(["admission", "suspension", "readmission", "statement"]));
    await expect.poll(() => gate.faults(guangdong.state), PATIENT).toEqual([]);
    expect(gate.acknowledged.length).toBeGreaterThan(ROUNDS);
    await untilVerdict(home, WUHAN, guangdongCode, "valid");
    await untilVerdict(guangdong, GUANGDONG, wuhanCode, "valid");
  },
);
