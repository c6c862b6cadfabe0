/** Declaring, and what was decided from it: each right is checked when the act is done, whatever was waited for before. */
import type { AccountKey, PersonKey } from "../../../domain/access/keys.ts";
import type { Declaration } from "../../../domain/declaration/declaration.ts";
import { communityNumber } from "../../../domain/division/division.ts";
import { accept, refuse } from "../../../domain/result.ts";
import { seal } from "../../../token/secret/seal.ts";
import type { Secrets } from "../../../token/secret/secrets.ts";
import { saidAt } from "../check-in.ts";
import type { Decisions } from "../colour/decisions.ts";
import type { History } from "./history.ts";
import type { PersonStore } from "./person-store.ts";
import { ownerOf } from "./person-view.ts";
import type { ColourResult, DeclareResult } from "../rpc.ts";
import type { Shard } from "../shard.ts";

export interface DeclareStores {
  readonly persons: PersonStore;
  readonly history: History;
  readonly decisions: Decisions;
}

export interface DeclareRequest {
  readonly person: PersonKey;
  readonly account: AccountKey;
  readonly id: string;
  readonly declaration: Declaration;
}

/** Appends a declaration and the decision that it leads to, both or neither; a repeat answers as the first time. */
export async function declareFor(
  { persons, history, decisions, secrets }: DeclareStores & { readonly secrets: () => Promise<Secrets> },
  { person, account, id, declaration }: DeclareRequest,
  now: number,
): Promise<DeclareResult> {
  const sealed = await seal(await secrets(), ownerOf(person), declaration);
  const community = communityNumber(declaration.addressHere.division);
  const row = { id, at: now, category: declaration.category, community, sealed };
  return decisions.decide<DeclareResult>(person, { stated: { at: now, declaration } }, now, () => {
    if (!persons.manages(person, account)) return { decided: false, answer: refuse({ code: "not_manager" }) };
    const isRepeat = history.made(person, id) !== null;
    const answer = history.add(person, row);
    return { decided: answer.ok && !isRepeat, answer };
  });
}

/** What was decided last of a declared person's colour, as it holds now. */
export async function colourOf(
  { persons, history, decisions, checkIns, appeals }: Pick<Shard, keyof DeclareStores | "checkIns" | "appeals">,
  person: PersonKey,
  account: AccountKey,
  now: number,
): Promise<ColourResult> {
  const mayAsk = () => persons.manages(person, account);
  if (!mayAsk()) return refuse({ code: "not_manager" });
  const latest = history.latest(person);
  const decision = latest && (await decisions.present(person, now));
  if (!mayAsk()) return refuse({ code: "not_manager" });
  if (latest === null || decision === null) return refuse({ code: "not_declared" });
  const said = saidAt(latest, checkIns.of(person, now));
  return accept({ decision, community: latest.community, saidAt: said, appeal: appeals.latest(person) });
}
