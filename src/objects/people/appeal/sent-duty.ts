/** The duty with the errands of appeals that another issuer answers: letters, the queue of the home's own officers, and the public count. Decision 81. */
import { answerDue } from "../../../domain/appeal/appeal.ts";
import { type Errand, errandsOf } from "../../../domain/appeal/sent-appeal.ts";
import { APPEALS_A_LETTER } from "../../../domain/federation/appeal-item.ts";
import type { ItemResult } from "../../../domain/federation/letter.ts";
import { DAY_MS } from "../../../domain/instant.ts";
import { type IssuerCode, regionOf } from "../../../domain/issuer/issuer.ts";
import { open } from "../../../token/secret/seal.ts";
import { openSecrets, type Secrets } from "../../../token/secret/secrets.ts";
import type { Duty } from "../../duty/alarm.ts";
import { Outbox } from "../../duty/outbox.ts";
import { appealQueueOf, issuerObjectOf, mailboxOf, type ObjectsEnv } from "../../env.ts";
import type { OutgoingAppeal } from "../../mailbox/rpc.ts";
import type { QueuedText } from "../../queue/rpc.ts";
import { ownerOf } from "../person/person-view.ts";
import type { AppealStore } from "./appeal-store.ts";
import type { SentAppealStore, SentRow } from "./sent-store.ts";

/** So many rows are looked at: an issuer that is down holds up others only beyond them. */
const MOST_READ = 1000;
/** An issuer takes no older appeal. */
const GIVE_UP_MS = 30 * DAY_MS;
/** The receiver answers so when it has no room now. */
const LATER = "too_many_wait";

interface Stores {
  readonly sent: SentAppealStore;
  readonly appeals: AppealStore;
}

interface Task {
  readonly errand: Errand;
  readonly row: SentRow;
}

/** @param home the issuer of the shard */
export function sentAppealDuty({ sent, appeals }: Stores, env: ObjectsEnv, home: IssuerCode): Duty {
  const outbox = new Outbox<string>({ name: "appeals to other regions" });
  const secrets = (): Promise<Secrets> => openSecrets(env.YIMA_MASTER_KEY, home);
  const tasks = (): readonly Task[] =>
    sent.first(MOST_READ).flatMap((row) => errandsOf(row, home).map((errand) => ({ errand, row })));
  const queue = appealQueueOf(env, { code: home }, home);
  const textOf = async ({ person, sealed }: SentRow) => open<QueuedText>(await secrets(), ownerOf(person), sealed);
  const sourceOf = ({ person, appeal }: SentRow) => appeals.one(person, appeal)?.entry?.source ?? regionOf(home);

  async function outgoing(row: SentRow): Promise<OutgoingAppeal | null> {
    const { item, person, appeal, fact, at } = row;
    const entry = appeals.one(person, appeal)?.entry ?? null;
    const { maskedName, colour, why, text, files = [] } = await textOf(row);
    return (
      entry && { item: { id: item, ...entry, fact, at }, person, words: { maskedName, colour, why, text, files: files.length } }
    );
  }

  async function send(to: IssuerCode, rows: readonly SentRow[]): Promise<void> {
    const letter = (await Promise.all(rows.slice(0, APPEALS_A_LETTER).map(outgoing))).filter((one) => one !== null);
    const results = await mailboxOf(env, home, to).sendAppeals(letter);
    for (const result of results) note(to, result, Date.now());
    if (results.some(({ code }) => code === LATER)) throw new Error(`${to} takes no more now`);
  }

  function note(to: IssuerCode, { id, state, code = "refused" }: ItemResult, at: number): void {
    if (code === LATER) return;
    if (state === "refused") console.error(`${to} refuses an appeal: ${code}`);
    const isTeller = sent.one(id)?.teller === to;
    if (state === "refused") sent.change(id, isTeller ? { refusal: code } : { nationRefusal: code });
    else sent.change(id, isTeller ? { receivedAt: at } : { nationAt: at });
  }

  async function run({ errand: { act }, row }: Task, now: number): Promise<void> {
    const { item, person, teller, at } = row;
    if (act === "queue")
      await queue.put(item, person, answerDue(at), { ...(await textOf(row)), silent: { teller, source: sourceOf(row) } });
    else if (act === "leave") await queue.settle(item);
    else await issuerObjectOf(env, home).noteAppeal({ kind: "silent", source: sourceOf(row), appeal: item }, now);
    sent.change(item, act === "count" ? { isCounted: true } : { isQueued: act === "queue" });
  }

  return {
    name: "sent appeals",
    due() {
      const times =
        sent.nextAt() === null ? [] : tasks().map(({ errand }) => Math.max(errand.from, outbox.readyAt(receiverOf(errand))));
      return times.length === 0 ? null : Math.min(...times);
    },
    async run(now) {
      giveUp(sent, now);
      const due = Map.groupBy(
        tasks().filter(({ errand }) => errand.from <= now),
        ({ errand }) => receiverOf(errand),
      );
      const post = async (_: string, some: readonly Task[]): Promise<void> => {
        const [first] = some;
        if (first?.errand.act === "send")
          await send(
            first.errand.to,
            some.map(({ row }) => row),
          );
        else for (const task of some) await run(task, now);
      };
      await outbox.send(due, post, now);
    },
  };
}

function receiverOf(errand: Errand): string {
  return errand.act === "send" ? errand.to : errand.act;
}

/** Sends what nobody takes any more to nobody. */
function giveUp(sent: SentAppealStore, now: number): void {
  for (const { item, at, receivedAt, refusal, nationAt, nationRefusal } of sent.first(MOST_READ)) {
    if (now < at + GIVE_UP_MS) continue;
    if (receivedAt === null && refusal === null) sent.change(item, { refusal: "silent" });
    if (nationAt === null && nationRefusal === null) sent.change(item, { nationRefusal: "silent" });
  }
}
