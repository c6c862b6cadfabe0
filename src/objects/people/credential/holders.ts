/** Reads the data that a gate may see about the holders of credentials, after it has renewed outdated decisions. Runs for each pass. */
import type { Category } from "../../../domain/declaration/declaration.ts";
import { hasSigns, signsAt } from "../../../domain/declaration/signs.ts";
import { accept, refuse, type Result } from "../../../domain/result.ts";
import type { Secrets } from "../../../token/secret/secrets.ts";
import type { DecisionRow } from "../colour/colour-store.ts";
import type { CredentialStore } from "./credential-store.ts";
import type { Decisions } from "../colour/decisions.ts";
import { type Declarations, openDeclaration } from "../person/history.ts";
import { ownerOf } from "../person/person-view.ts";
import type { Looks } from "../person/looks.ts";
import type { HealthQuery, HolderQuery, HolderRefusal, HolderResult, HolderView } from "./rpc.ts";
import type { Uses } from "./uses.ts";

interface Stores {
  readonly credentials: CredentialStore;
  readonly decisions: Decisions;
  readonly history: Declarations;
  readonly secrets: () => Promise<Secrets>;
  readonly uses: Uses;
}

/** A holder whose use is not counted yet. */
type Holder = Result<Omit<HolderView, "earlier">, HolderRefusal>;

/** Answers in the order of the queries, and counts the uses of the codes whose holders are accepted. A person with an outdated decision is decided again first, so that a gate does not wait for an alarm. */
export async function holdersOf(stores: Stores, queries: readonly HolderQuery[], now: number): Promise<readonly HolderResult[]> {
  const { credentials, decisions } = stores;
  const holders = queries.map((each) => holderOf(credentials, each, now));
  const present = holders.flatMap((one) => (one.ok && one.value.decision !== null ? [one.value.decision] : []));
  const outdated = await decisions.outdated(present, now);
  const unread = queries.filter((_, index) => isUnread(holders[index], now));
  if (outdated.length === 0 && unread.length === 0) return withUses(stores, queries, holders);
  // A person who cannot be decided passes by their last decision.
  for (const person of outdated) await decisions.present(person, now).catch(console.error);
  // A person whose declaration cannot be opened passes with unknown signs.
  for (const { person } of unread) await readSigns(stores, person).catch(console.error);
  // The new decisions may have revoked credentials of the query.
  return withUses(
    stores,
    queries,
    queries.map((each) => holderOf(credentials, each, now)),
  );
}

/** Records the look of a client, then answers with what a gate may see. A refusal records nothing. */
export async function healthOf(
  stores: Stores & { readonly looks: Looks },
  { person, handle, office, actor, purpose }: HealthQuery,
  now: number,
): Promise<HolderResult> {
  const [holder = refuse({ code: "unknown_holder" as const })] = await holdersOf(stores, [{ person, handle }], now);
  if (holder.ok) await stores.looks.note(person, { at: now, office, purpose, extent: "colour", detail: actor });
  return holder;
}

/** Counts the uses in one step without a wait, so that of two gates that ask at the same time the second one learns of the first. */
function withUses({ uses }: Stores, queries: readonly HolderQuery[], holders: readonly Holder[]): readonly HolderResult[] {
  return holders.map((holder, index) => {
    const use = queries[index]?.use;
    return holder.ok ? accept({ ...holder.value, earlier: use === undefined ? null : uses.count(use) }) : holder;
  });
}

/** Whether a gate needs to know if the last declaration reports signs, but its row, of an earlier release, does not say so. */
function isUnread(holder: Holder | undefined, now: number): boolean {
  if (holder?.ok !== true) return false;
  const { signs, declaredAt } = holder.value;
  return signs === null && signsAt(declaredAt, false, now) !== null;
}

/** Decrypts the last declaration and stores whether it reports signs (fever, symptoms or a contact), unless that is stored already. */
async function readSigns({ history, secrets }: Stores, person: HolderQuery["person"]): Promise<void> {
  const row = history.latest(person);
  if (row === null || row.signs !== null) return;
  const { declaration } = await openDeclaration(await secrets(), ownerOf(person), row);
  history.setSigns(person, row, hasSigns(declaration));
}

/** The data for one query. Refused for an unknown person, for a credential that is not theirs, and for a revoked one. */
function holderOf(credentials: CredentialStore, { person, handle }: HolderQuery, now: number): Holder {
  const row = credentials.holder(person, handle);
  if (row === null) return refuse({ code: "unknown_holder" });
  if (row.live === 0) return refuse({ code: "revoked" });
  const { maskedName, declaredAt, decision, community, category, signs } = row;
  return accept({
    maskedName,
    declaredAt,
    community: community ?? "",
    category: category as Category | null,
    signs: signsAt(declaredAt, signs === null ? null : signs === 1, now),
    decision: decision === null ? null : (JSON.parse(decision) as DecisionRow),
  });
}
