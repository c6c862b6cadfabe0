/** What an issuer does with one item of a peer's letter, by the kind of the letter. docs/trust.md §10. */
import type { ItemResult, Letter, LetterItem, LetterKind } from "../../domain/federation/letter.ts";
import { type IssuerCode, NATION } from "../../domain/issuer/issuer.ts";
import { statedIssuer } from "../../token/federation/book.ts";
import { nationObjectOf, type ObjectsEnv, trustOfDeployment } from "../env.ts";

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
} as const satisfies Readonly<Record<LetterKind, Take>>;

function refused(code: string): Outcome {
  return { state: "refused", code };
}

/** The results of all items, one after the other. */
export async function takeItems(env: ObjectsEnv, own: IssuerCode, letter: Letter, now: number): Promise<readonly ItemResult[]> {
  const results: ItemResult[] = [];
  for (const item of letter.items) results.push({ id: item.id, ...(await takeItem(env, own, letter, item, now)) });
  return results;
}

/** A kind of a later release is refused by its name, and the letter is answered. */
function takeItem(env: ObjectsEnv, own: IssuerCode, { kind, from }: Letter, { file }: LetterItem, now: number): Promise<Outcome> {
  return Object.hasOwn(TAKES, kind)
    ? TAKES[kind as LetterKind](env, own, from, file, now)
    : Promise.resolve(refused("kind_unknown"));
}
