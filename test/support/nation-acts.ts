/** What officers and members do at a nation whose process may end at any moment, and which of it was acknowledged by an answer. */
import { setTimeout } from "node:timers/promises";
import { decodeJwt } from "jose";
import * as z from "zod";
import { admitting, type Change, removing, retiring } from "../../tools/register/next-register.ts";
import { RefusedAnswer } from "../../tools/visitor.ts";
import { GUANGDONG } from "./guangdong.ts";
import { LETTER, type LetterPeer } from "./letter-peer.ts";
import { applicationOf, NATION, nextOf, suspendIssuer, type TestNation } from "./nation.ts";
import type { Running } from "./running.ts";
import { isLost, type ServedTrust, servedTrust, statementOf } from "./served-trust.ts";

type System = Pick<Running, "visitor">;

const PAUSE_MS = 20;
/** With quick duties the nation takes six statements of a member a second. */
const BETWEEN_STATEMENTS_MS = 230;
/** Guangdong gets a new identity key while the register lists fewer than these, and otherwise loses the oldest. */
const MOST_KEYS = 3;

const receipt = z.object({ results: z.tuple([z.object({ state: z.string() })]) });

export class NationActs {
  /** The hash of each acknowledged register, by its number. */
  readonly registers = new Map<number, string>();
  /** The time in seconds of each acknowledged suspension, by code, that no readmission was sent for. */
  readonly suspensions = new Map<string, number>();
  /** The number of the last acknowledged statement of each member, by code, whose removal was not sent. */
  readonly statements = new Map<string, number>();
  /** How often each act was acknowledged. */
  readonly counts = new Map<string, number>();
  readonly #nation: TestNation;
  readonly #home: System;
  readonly #guangdong: System;
  readonly #random: () => number;
  /** The time in seconds of the last readmission that was sent, by code. */
  readonly #readmitted = new Map<string, number>();

  /** @param home the system of the nation @param random chooses the officers' acts */
  constructor(nation: TestNation, home: System, guangdong: System, random: () => number) {
    this.#nation = nation;
    this.#home = home;
    this.#guangdong = guangdong;
    this.#random = random;
  }

  /** One act of the officers after another. @param steady a member that is never removed @param others members that come and go */
  async officers(steady: LetterPeer, others: readonly LetterPeer[], isOver: () => boolean): Promise<void> {
    while (!isOver()) {
      await this.#unlessLost(() => this.#officersAct(this.#pick([steady, ...others]), steady));
      await setTimeout(PAUSE_MS);
    }
  }

  /** One statement of a member after another. */
  async member(peer: LetterPeer, isOver: () => boolean): Promise<void> {
    for (let turn = 0; !isOver(); turn += 1) {
      await this.#unlessLost(() => (turn % 2 === 0 ? this.#stateByLetter(peer) : this.#stateByRequest(peer)));
      await setTimeout(BETWEEN_STATEMENTS_MS);
    }
  }

  async #officersAct(peer: LetterPeer, steady: LetterPeer): Promise<void> {
    const served = await servedTrust(this.#home.visitor(NATION));
    // The host serves an acknowledged register a moment later, and the next one must follow it.
    if (served.register.seq < Math.max(0, ...this.registers.keys())) return;
    const { code } = peer;
    if (!served.register.members.some((member) => member.code === code)) {
      const change: Change = (members, seq) => [...members, peer.entry(seq, { readmitted: this.#readmittedMs(code) })];
      await this.#register("admission", change);
      await this.#stateByLetter(peer);
      return;
    }
    if (served.state.suspended.some((one) => one.code === code)) return this.#readmit(code);
    const acts = [() => this.#suspend(code), () => this.#suspend(code), () => this.#newKeys(served)];
    await this.#pick(peer === steady ? acts : [...acts, () => this.#remove(code)])();
  }

  #readmittedMs(code: string): number | null {
    const seconds = this.#readmitted.get(code);
    return seconds === undefined ? null : seconds * 1000;
  }

  async #register(name: string, change: Change): Promise<void> {
    const { seq, hash } = await nextOf(this.#home, this.#nation, change);
    this.registers.set(seq, hash);
    this.#count(name);
  }

  async #suspend(code: string): Promise<void> {
    // A suspension in the second of a readmission is ended by it.
    if (Math.floor(Date.now() / 1000) <= (this.#readmitted.get(code) ?? 0)) return;
    this.suspensions.set(code, await suspendIssuer(this.#home, this.#nation, code));
    this.#count("suspension");
  }

  async #readmit(code: string): Promise<void> {
    await this.#register("readmission", (members, _, now) => {
      this.#readmitted.set(code, now / 1000);
      this.suspensions.delete(code);
      return members.map((one) => (one.code === code ? { ...one, readmitted: now } : one));
    });
  }

  async #remove(code: string): Promise<void> {
    this.statements.delete(code);
    await this.#register("removal", removing(code));
  }

  /** Guangdong gets a new identity key, by which it then signs another statement, or loses its oldest one. */
  async #newKeys({ register }: ServedTrust): Promise<void> {
    const keys = register.members.find(({ code }) => code === "44")?.keys ?? [];
    const [oldest] = keys;
    if (oldest !== undefined && keys.length >= MOST_KEYS) return this.#register("retirement", retiring(oldest.kid));
    const application = await applicationOf(this.#guangdong, "44", GUANGDONG, { identity: "new" });
    await this.#register("new key", admitting(application));
  }

  async #stateByLetter(peer: LetterPeer): Promise<void> {
    const statement = await peer.statement();
    const letter = Buffer.from(await peer.letter("statement", [statement]));
    const type = { "content-type": `application/${LETTER}` };
    const { status, text } = await this.#home.visitor(NATION).send("POST", "/api/v1/letters", letter, type);
    if (status !== 200) throw new Error(`a letter: ${status} ${text}`);
    const [{ state }] = receipt.parse(decodeJwt(text)).results;
    if (state !== "taken") throw new Error(`a statement by a letter: ${text}`);
    this.#stated(statement);
  }

  async #stateByRequest(peer: LetterPeer): Promise<void> {
    const statement = await peer.statement();
    await this.#home.visitor(NATION).ask("POST", "/api/v1/statements", z.undefined(), { statement });
    this.#stated(statement);
  }

  #stated(text: string): void {
    const { iss, seq } = statementOf(text);
    this.statements.set(iss, seq);
    this.#count("statement");
  }

  #count(name: string): void {
    this.counts.set(name, (this.counts.get(name) ?? 0) + 1);
  }

  #pick<T>(some: readonly T[]): T {
    return some[Math.floor(this.#random() * some.length)] as T;
  }

  /** An act without an answer is not acknowledged, and may have been done: then the host serves the register before it for a moment, and the next one is outdated. */
  async #unlessLost(act: () => Promise<void>): Promise<void> {
    try {
      await act();
    } catch (error) {
      const isOutdated = error instanceof RefusedAnswer && error.answer.text.includes('"register_outdated"');
      if (!isLost(error) && !isOutdated) throw error;
    }
  }
}
