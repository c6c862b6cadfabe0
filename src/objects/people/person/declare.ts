/** Declarations, check-ins and the colour, for a manager of the person. The right is checked synchronously with each act, after all waits. */
import { MAX_CHECK_INS_PER_HOUR, oneMoreInHour } from "../../../domain/access/hour-limit.ts";
import type { AccountKey, PersonKey } from "../../../domain/access/keys.ts";
import type { HealthReport } from "../../../domain/colour/check-ins.ts";
import type { Declaration } from "../../../domain/declaration/declaration.ts";
import { hasSigns } from "../../../domain/declaration/signs.ts";
import { communityNumber } from "../../../domain/division/division.ts";
import { accept, refuse } from "../../../domain/result.ts";
import { seal } from "../../../token/secret/seal.ts";
import type { Secrets } from "../../../token/secret/secrets.ts";
import type { Decisions } from "../colour/decisions.ts";
import type { Shard } from "../shard.ts";
import type { CheckInStore } from "./check-in-store.ts";
import { type Declarations, openDeclaration, openDeclarations } from "./history.ts";
import type { PersonStore } from "./person-store.ts";
import { ownerOf } from "./person-view.ts";
import type { CheckInResult, CheckInRow, CheckInsResult, DeclarationResult, DeclarationsResult, DeclareResult } from "./rpc.ts";
import type { ColourResult } from "../colour/rpc.ts";

export interface DeclareStores {
  readonly persons: PersonStore;
  readonly history: Declarations;
  readonly decisions: Decisions;
}

export interface DeclareRequest {
  readonly person: PersonKey;
  readonly account: AccountKey;
  readonly id: string;
  readonly declaration: Declaration;
}

/** Appends a declaration and its decision in one transaction. A repeat with the same id adds nothing and gets the first answer. */
export async function declareFor(
  { custodies, history, decisions, secrets }: Pick<Shard, "custodies" | "history" | "decisions" | "secrets">,
  { person, account, id, declaration }: DeclareRequest,
  now: number,
): Promise<DeclareResult> {
  const sealed = await seal(await secrets(), ownerOf(person), declaration);
  const community = communityNumber(declaration.addressHere.division);
  const row = {
    id,
    at: now,
    category: declaration.category,
    community,
    sealed,
    signs: Number(hasSigns(declaration)),
    account,
    hearsay: 0,
  };
  return decisions.decide<DeclareResult>(person, { declaration: { at: now, declaration } }, now, () => {
    const may = custodies.mayDeclare(person, account, now);
    if (!may.ok) return { decided: false, answer: may };
    const isRepeat = history.byId(person, id) !== null;
    const answer = history.add(person, row);
    return { decided: answer.ok && !isRepeat, answer };
  });
}

/** The current colour of a person who has declared, with the time of the last declaration or check-in, and the newest appeal. */
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
  const lastReport = saidAt(latest, checkIns.of(person, now));
  return accept({ decision, community: latest.community, saidAt: lastReport, appeal: appeals.latest(person) });
}

/** A page of the declarations that are not hidden, newest first, with numbers below `before`. */
export async function declarationsFor(
  secrets: Secrets,
  { persons, history }: DeclareStores,
  person: PersonKey,
  account: AccountKey,
  before: number,
): Promise<DeclarationsResult> {
  if (!persons.manages(person, account)) return refuse({ code: "not_manager" });
  return accept(await openDeclarations(secrets, ownerOf(person), history.page(person, before)));
}

/** One declaration in full; null if the number does not exist or the declaration is hidden. */
export async function declarationFor(
  secrets: Secrets,
  { persons, history }: DeclareStores,
  person: PersonKey,
  account: AccountKey,
  n: number,
): Promise<DeclarationResult> {
  if (!persons.manages(person, account)) return refuse({ code: "not_manager" });
  const row = history.one(person, n);
  return accept(row && (await openDeclaration(secrets, ownerOf(person), row)));
}

/** Stores a check-in and its decision in one transaction. A repeat with the same id adds nothing and gets the first answer. */
export function checkInFor(
  { custodies, history, decisions }: Pick<Shard, "custodies" | "history" | "decisions">,
  store: CheckInStore,
  person: PersonKey,
  account: AccountKey,
  checkIn: CheckInRow,
): Promise<CheckInResult> {
  return decisions.decide<CheckInResult>(person, { checkIn }, checkIn.at, () => {
    const may = custodies.mayDeclare(person, account, checkIn.at);
    if (!may.ok) return nothing(may);
    if (history.latest(person) === null) return nothing(refuse({ code: "not_declared" }));
    const before = store.of(person, checkIn.at);
    const same = before.find(({ id }) => id === checkIn.id);
    if (same !== undefined) return nothing(accept({ at: same.at }));
    const due = oneMoreInHour(checkIn.at, before.at(-MAX_CHECK_INS_PER_HOUR)?.at ?? null);
    if (!due.ok) return nothing(due);
    store.add(person, account, checkIn);
    return { decided: true, answer: accept({ at: checkIn.at }) };
  });
}

/** The recent check-ins since the first declaration that is not hidden, newest first: earlier ones were made under former managers. */
export function checkInsFor(
  { persons, history }: DeclareStores,
  store: CheckInStore,
  person: PersonKey,
  account: AccountKey,
  now: number,
): CheckInsResult {
  if (!persons.manages(person, account)) return refuse({ code: "not_manager" });
  const since = history.since(person);
  if (since === null) return refuse({ code: "not_declared" });
  const visible = store.of(person, now).filter(({ at }) => at >= since);
  return accept(visible.toReversed().map(({ at, temperatureCelsius, symptoms }) => ({ at, temperatureCelsius, symptoms })));
}

/** The time of the last declaration or check-in, ms. @param checkIns the oldest first */
export function saidAt(latest: { readonly at: number }, checkIns: readonly HealthReport[]): number {
  return Math.max(latest.at, checkIns.at(-1)?.at ?? 0);
}

/** The result of an act that causes no decision. */
function nothing(answer: CheckInResult) {
  return { decided: false, answer };
}
