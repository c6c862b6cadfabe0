/** Sends appeals of own persons to a peer, and the officers' answers to the peer's appeals. docs/trust.md §10. */
import { seal as sealOwn, open as openOwn } from "../../token/secret/seal.ts";
import { answerDue, isGroundFor } from "../../domain/appeal/appeal.ts";
import { type AppealAnswerItem, type AppealItem, ANSWERS_A_LETTER } from "../../domain/federation/appeal-item.ts";
import type { FileKey } from "../../domain/federation/trust-files.ts";
import type { ItemKind, ItemResult, LetterItem } from "../../domain/federation/letter.ts";
import type { IssuerCode } from "../../domain/issuer/issuer.ts";
import { accept, refuse } from "../../domain/result.ts";
import { dueAt, overUntil } from "../../domain/retention.ts";
import { sealAppeal, sealReason } from "../../token/federation/sealed-appeal.ts";
import { openSecrets, type Secrets } from "../../token/secret/secrets.ts";
import type { Duty } from "../duty/alarm.ts";
import { retention } from "../duty/retention.ts";
import { issuerObjectOf, type ObjectsEnv } from "../env.ts";
import { sealKeyOf } from "../trust/seal-key-of.ts";
import type { AppealLines } from "./appeal-store.ts";
import type { AppealAnswerGiven, GiveAnswerResult, OutgoingAppeal } from "./rpc.ts";

interface Ends {
  readonly env: ObjectsEnv;
  readonly own: IssuerCode;
  readonly peer: IssuerCode;
  readonly lines: AppealLines;
  readonly send: (kind: ItemKind, items: readonly LetterItem[]) => Promise<readonly ItemResult[]>;
  /** Arms the alarm for a time, ms. */
  readonly wake: (at: number) => void;
}

export class AppealPost {
  readonly #ends: Ends;

  constructor(ends: Ends) {
    this.#ends = ends;
  }

  /** Rejects if the peer has not answered. */
  async sendAppeals(appeals: readonly OutgoingAppeal[], now: number): Promise<readonly ItemResult[]> {
    const { own, peer, lines, send, wake } = this.#ends;
    const key = await this.#peerKey(now);
    const items = await Promise.all(
      appeals.map(async ({ item: { id, kind, source, reference, fact, at }, words }) => {
        const sealed = await sealAppeal(key, { from: own, to: peer, id }, words);
        const seconds = Math.floor(at / 1000);
        return {
          id,
          kind,
          source,
          reference,
          fact,
          at: seconds,
          due: answerDue(seconds * 1000) / 1000,
          sealed,
        } satisfies AppealItem;
      }),
    );
    for (const { item, person } of appeals) lines.sent(item.id, person, now);
    wake(dueAt("appeal", now));
    return send("appeal", items);
  }

  /** Takes the answer of two officers to an appeal of the peer, and sends it until the peer has taken it. */
  async give(id: string, { decision, ground, reason }: AppealAnswerGiven, now: number): Promise<GiveAnswerResult> {
    const { lines, wake } = this.#ends;
    const sealedReason = await sealOwn(await this.#secrets(), ownerOf(id), reason);
    const appeal = lines.came(id);
    if (appeal === null || appeal.state !== null) return refuse({ code: "appeal_not_found" });
    if (ground !== null && !isGroundFor(ground, appeal.kind)) return refuse({ code: "ground_does_not_fit" });
    const state = decision === "grant" ? "granted" : "refused";
    lines.answer(id, { answer: crypto.randomUUID(), state, ground, sealedReason }, now);
    wake(now);
    return accept(null);
  }

  /** Closes the notices of granted appeals, so that officers see that nothing is left to withdraw, and sends the answers. */
  async deliver(now: number): Promise<void> {
    const { env, own, peer, lines, send } = this.#ends;
    const answers = lines.undelivered(ANSWERS_A_LETTER);
    if (answers.length === 0) return;
    for (const { id, fact, state, ground } of answers)
      if (fact !== null && state === "granted" && ground !== "tested_negative")
        await issuerObjectOf(env, own).noteAppeal({ kind: "granted", home: peer, told: fact, appeal: id }, now);
    const [key, secrets] = await Promise.all([this.#peerKey(now), this.#secrets()]);
    const items = await Promise.all(
      answers.map(async ({ id: appeal, answer: name, ground, sealedReason }): Promise<AppealAnswerItem> => {
        const reason = await openOwn<string>(secrets, ownerOf(appeal), sealedReason);
        const item = { id: name, appeal, sealed: await sealReason(key, { from: own, to: peer, id: name }, reason) };
        return ground === null ? { ...item, state: "refused" as const } : { ...item, state: "granted" as const, ground };
      }),
    );
    for (const { id, state, code } of await send("appeal_answer", items)) {
      if (state === "refused") console.error(`${peer} refuses the answer to an appeal: ${code ?? ""}`);
      lines.delivered(id, code ?? state);
    }
  }

  /** @param readyAt the time before which the peer rests after failures, ms */
  duties(readyAt: () => number): readonly Duty[] {
    const { lines } = this.#ends;
    return [
      {
        name: "answers to appeals",
        due: () => (lines.undelivered(1).length === 0 ? null : readyAt()),
        run: (now) => this.deliver(now),
      },
      retention({ appeal: () => lines.oldest() }, (now) => lines.forget(overUntil("appeal", now))),
    ];
  }

  async #peerKey(now: number): Promise<FileKey> {
    const { env, peer } = this.#ends;
    const key = await sealKeyOf(env, peer, now);
    if (key === null) throw new Error(`nothing can be sealed for ${peer} now`);
    return key;
  }

  #secrets(): Promise<Secrets> {
    return openSecrets(this.#ends.env.YIMA_MASTER_KEY, this.#ends.own);
  }
}

/** The owner for whom the reason of an answer is sealed. */
function ownerOf(appeal: string): string {
  return `appeal/${appeal}`;
}
