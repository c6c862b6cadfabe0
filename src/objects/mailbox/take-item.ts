/** What an issuer does with one item of a peer's letter, by the kind of the letter. docs/trust.md §10. */
import { type FileKind, isItemKind, type ItemKind, type ItemResult, type Letter } from "../../domain/federation/letter.ts";
import { type IssuerCode, NATION } from "../../domain/issuer/issuer.ts";
import { statedIssuer } from "../../token/federation/book.ts";
import { jwsOf, payloadOf } from "../../token/status/jws.ts";
import { nationObjectOf, type ObjectsEnv, trustOfDeployment } from "../env.ts";
import { issuersHere } from "../issuers.ts";
import { takeAreas } from "./take-areas.ts";
import { takeExposures, takeExposureWithdrawals } from "./take-exposures.ts";
import { takeAppealAnswers, takeAppeals } from "./take-appeals.ts";
import { type Receiver, takeFacts, takeFactWithdrawals } from "./take-facts.ts";
import { takePasses } from "./take-passes.ts";

type Outcome = Omit<ItemResult, "id">;
type Take = (env: ObjectsEnv, own: IssuerCode, from: IssuerCode, file: string, now: number) => Promise<Outcome>;

const TAKES = {
  /** Of each member its own, by the nation. */
  async statement(env, own, from, file, now) {
    if (own !== NATION || statedIssuer(file) !== from) return refused("not_for_here");
    const taken = await nationObjectOf(env).offerStatement(file, now);
    if (!taken.ok) return refused(taken.refusal.code);
    return { state: taken.value ? "taken" : "known" };
  },
  /** A state, from the nation. */
  async trust(env, _, from, file, now) {
    if (from !== NATION) return refused("not_for_here");
    const state = await trustOfDeployment(env).hear(file, now);
    return state === "refused" ? refused("state_refused") : { state };
  },
} as const satisfies Readonly<Record<FileKind, Take>>;

const TAKES_ITEMS = {
  passes: ({ env, issuer, from }, items, now) => takePasses(env, issuer, from, items, now),
  fact: takeFacts,
  fact_withdrawal: takeFactWithdrawals,
  exposure: takeExposures,
  exposure_withdrawal: takeExposureWithdrawals,
  appeal: takeAppeals,
  appeal_answer: takeAppealAnswers,
  areas: takeAreas,
} as const satisfies Readonly<
  Record<ItemKind, (receiver: Receiver, items: Letter["items"], now: number) => Promise<readonly ItemResult[]>>
>;

function refused(code: string): Outcome {
  return { state: "refused", code };
}

/** The results of all items of a letter. @param lines what the mailbox keeps about the sender */
export async function takeItems(
  env: ObjectsEnv,
  own: IssuerCode,
  letter: Letter,
  lines: Omit<Receiver, "env" | "issuer" | "from">,
  now: number,
): Promise<readonly ItemResult[]> {
  const { from, items } = letter;
  const { kind } = letter;
  if (!isItemKind(kind)) return takeFiles(env, own, letter, now);
  const issuer = (await issuersHere(env)).find(({ code }) => code === own);
  if (issuer === undefined) return items.map(({ id }) => ({ id, ...refused("not_for_here") }));
  return TAKES_ITEMS[kind]({ env, issuer, from, ...lines }, items, now);
}

/** The results of the files, one after the other. A kind of a later release is refused by its name, and the letter is answered. */
export async function takeFiles(
  env: ObjectsEnv,
  own: IssuerCode,
  { kind, from, items }: Letter,
  now: number,
): Promise<readonly ItemResult[]> {
  const newest = kind === "statement" && own === NATION ? newestStatement(items, from) : null;
  const take = Object.hasOwn(TAKES, kind) ? TAKES[kind as FileKind] : null;
  const results: ItemResult[] = [];
  for (const { id, file } of items) {
    if (take === null) results.push({ id, ...refused("kind_unknown") });
    else if (typeof file !== "string") results.push({ id, ...refused("item_malformed") });
    else if (newest !== null && file !== newest && statedIssuer(file) === from)
      results.push({ id, ...refused("statement_left_out") });
    else results.push({ id, ...(await take(env, own, from, file, now)) });
  }
  return results;
}

/** Of a member's statements the one with the highest number, unverified. Each that is taken costs a signed state and a letter to every member, and an older one says nothing more. */
function newestStatement(items: Letter["items"], from: IssuerCode): string | null {
  const own = items.flatMap(({ file }) => (typeof file === "string" && statedIssuer(file) === from ? [file] : []));
  const [newest = null] = own.toSorted((one, other) => numberOf(other) - numberOf(one));
  return newest;
}

function numberOf(statement: string): number {
  const jws = jwsOf(statement);
  const seq = jws && payloadOf(jws)?.["seq"];
  return typeof seq === "number" ? seq : 0;
}
