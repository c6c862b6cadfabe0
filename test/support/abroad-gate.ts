/** A gate of one deployment at which a person of another one passes again and again, while the processes may end at any moment. */
import { randomUUID } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import { passesResponse } from "../../src/contract/pass.ts";
import { COLLECTOR, COMMUNITY, HOSTS, POINTS } from "../../tools/demo-cast.ts";
import { phoneOf } from "../../tools/demo.ts";
import { Visitor } from "../../tools/visitor.ts";
import { isLost } from "./served-trust.ts";
import { rowsBelow } from "./state.ts";

const PATH = `/api/v1/communities/${COMMUNITY.division}/passes`;
const PAUSE_MS = 100;
/** The gate takes proofs of 45 seconds on both sides of its time. */
const PROOF_MS = 38_000;

/** Makes the next code, with the time of its proof, ms. */
type Phone = () => Promise<{ readonly proofAt: number; readonly code: string }>;

export class AbroadGate {
  /** The times of the proofs of the codes that were sent, and of those whose pass was acknowledged, ms. */
  readonly sent: number[] = [];
  readonly acknowledged: number[] = [];
  readonly #collector: Visitor;

  private constructor(collector: Visitor) {
    this.#collector = collector;
  }

  /** @param port of a deployment that fillDemo has filled */
  static async open(port: number): Promise<AbroadGate> {
    const collector = new Visitor(port, HOSTS.collector);
    await collector.logIn(COLLECTOR.phone);
    return new AbroadGate(collector);
  }

  /** The same gate, for another person. */
  beside(): AbroadGate {
    return new AbroadGate(this.#collector);
  }

  /** A phone of the person with a new credential, whose codes differ by a second each. */
  async phone(traveller: Visitor): Promise<Phone> {
    let proofAt = Math.floor(Date.now() / 1000) * 1000 - PROOF_MS;
    const show = await phoneOf(traveller, () => proofAt);
    return async () => {
      proofAt += 1000;
      return { proofAt, code: await show() };
    };
  }

  /** Registers one code after the other until `isOver`, or until the phone's clock would be too far ahead. */
  async register(phone: Phone, isOver: () => boolean): Promise<void> {
    while (!isOver()) {
      const { proofAt, code } = await phone();
      if (proofAt > Date.now() + PROOF_MS) return;
      this.sent.push(proofAt);
      try {
        const body = { passes: [{ id: randomUUID(), code }] };
        const { results } = await this.#collector.ask("POST", PATH, passesResponse, body);
        if (results[0]?.state !== "registered") throw new Error(JSON.stringify(results));
        this.acknowledged.push(proofAt);
      } catch (error) {
        if (!isLost(error)) throw error;
      }
      await setTimeout(PAUSE_MS);
    }
  }

  /** What is wrong with the tracks in the state of the person's own issuer: visits that are missing, or that stand there more often than they were sent. */
  faults(state: string): readonly string[] {
    const rows = rowsBelow(state, "tracks", `SELECT id, at FROM tracks WHERE point_name = '${POINTS[0].name}'`);
    const tracked = rows.map(({ at }) => Number(at));
    const missing = this.acknowledged.filter((at) => count(tracked, at) < count(this.acknowledged, at));
    const invented = tracked.filter((at) => count(tracked, at) > count(this.sent, at));
    return [...missing.map((at) => `missing ${at}`), ...invented.map((at) => `invented ${at}`)];
  }
}

function count(list: readonly number[], at: number): number {
  return list.filter((one) => one === at).length;
}
