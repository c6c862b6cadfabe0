/** Computes a decision from the data that the shard has about a person: decrypted declarations, facts, check-ins, the risk of places. Writes nothing. */
import type { PersonKey } from "../../../domain/access/keys.ts";
import { dayNumberOf, startOfDay, dateOf } from "../../../domain/china-time.ts";
import type { HealthReport } from "../../../domain/colour/check-ins.ts";
import { decide } from "../../../domain/colour/decide.ts";
import { type Circumstances, type Past, recordOf } from "../../../domain/colour/record.ts";
import { type Declaration, isFever } from "../../../domain/declaration/declaration.ts";
import type { EntryName, Fact, Risk } from "../../../domain/fact/fact.ts";
import { reviewAfter, type ReviewGround, reviewLapse } from "../../../domain/review/review.ts";
import type { ReadyRuleSet } from "../../../domain/rules/check-rule-set.ts";
import { nextSuccession, ruleSetFor } from "../../../domain/rules/succession.ts";
import { CheckInStore, LOOK_BACK_MS } from "../person/check-in-store.ts";
import { DeclarationStore } from "../person/declaration-store.ts";
import { FactStore } from "../person/fact-store.ts";
import type { DecisionRow, LatestDecision } from "./colour-store.ts";
import type { OriginRisk } from "./origins.ts";
import type { CheckInRow, DeclarationRecord } from "../person/rpc.ts";
import type { FactRow } from "../news.ts";

const MAX_DECLARATIONS = 60;

/** Reads the shipped rule sets, and the approved ones of the issuer, its province and the nation, sorted by their first day. */
export type Rules = (now: number) => Promise<readonly ReadyRuleSet[]>;

/** Decrypts a sealed declaration of one person. */
export type DeclarationOpener = (person: PersonKey, sealed: string) => Promise<Declaration>;

export type PersonData = Pick<DecisionInput, "person" | "declarations" | "facts" | "checkIns">;

export class Knowledge {
  readonly #declarations: DeclarationStore;
  readonly #facts: FactStore;
  readonly #checkIns: CheckInStore;
  readonly #open: DeclarationOpener;

  constructor(sql: SqlStorage, opener: DeclarationOpener) {
    this.#declarations = new DeclarationStore(sql);
    this.#facts = new FactStore(sql);
    this.#checkIns = new CheckInStore(sql);
    this.#open = opener;
  }

  /** Reads a person's data. Facts and check-ins are read after the asynchronous decryption of the declarations, so that they are as new as possible. */
  async of(person: PersonKey, now: number): Promise<PersonData> {
    const declarations = await this.#recentDeclarations(person, now);
    return { person, declarations, facts: this.#facts.of(person), checkIns: this.#checkIns.of(person, now) };
  }

  /** Whether the stored data of the person are still the same as in the first argument, from which a decision was computed. */
  isStill({ person, declarations, facts, checkIns }: PersonData, now: number): boolean {
    const present = [this.#facts.of(person), this.#checkIns.of(person, now)];
    const isSame = JSON.stringify(present) === JSON.stringify([facts, checkIns]);
    return isSame && this.#declarations.latest(person)?.n === declarations[0]?.n;
  }

  /** The declarations of the last 30 days, newest first, at most MAX_DECLARATIONS. The newest one is included at any age. */
  async #recentDeclarations(person: PersonKey, now: number): Promise<readonly DatedDeclaration[]> {
    const rows = this.#declarations
      .page(person, 0, Number.MAX_SAFE_INTEGER, MAX_DECLARATIONS)
      .filter(({ at }, index) => index === 0 || at > now - LOOK_BACK_MS);
    return Promise.all(
      rows.map(async ({ n, at, sealed, hearsay }) => {
        const declaration = await this.#open(person, sealed);
        return { n, at, declaration: hearsay === 1 ? withoutSigns(declaration) : declaration };
      }),
    );
  }
}

/** A declaration without counted signs: another person made it before the holder proved who they are. */
function withoutSigns(declaration: Declaration): Declaration {
  const { temperatureCelsius } = declaration;
  const calm = isFever(temperatureCelsius) ? NORMAL_CELSIUS : temperatureCelsius;
  return { ...declaration, temperatureCelsius: calm, symptoms: [], contact: "none" };
}

const NORMAL_CELSIUS = 36.5;

export type DatedDeclaration = Pick<DeclarationRecord, "n" | "at" | "declaration">;

/** The change of the stored data by the act that causes a decision. */
export interface Addition {
  readonly declaration?: Omit<DatedDeclaration, "n">;
  readonly fact?: FactRow;
  readonly checkIn?: CheckInRow;
  /** The list entry that is withdrawn. */
  readonly withdrawn?: Pick<FactRow, "kind" | "source" | "reference">;
  /** The finding of two administrators in the review that waits. */
  readonly finding?: ReviewGround;
  /** Declarations by others no longer count, because the holder has proved who they are. */
  readonly isAnew?: true;
}

/** Entries of lists that are added and withdrawn, to foresee a decision. */
export interface FactsChange {
  readonly added: readonly FactRow[];
  readonly withdrawn: readonly EntryName[];
}

/** What the rules decide from: the newest declaration, and earlier ones as check-ins. `originRisk` is the risk of the places in the newest one. */
export function circumstancesOf(
  [newest, ...earlier]: readonly DatedDeclaration[],
  facts: readonly Fact[],
  checkIns: readonly HealthReport[],
  last: Past | null,
  originRisk: Risk,
): Circumstances {
  if (newest === undefined) return { declaration: null, checkIns, facts, last };
  const { category, contact } = newest.declaration;
  return {
    declaration: { ...reportOf(newest), category, contact, originRisk },
    checkIns: [...earlier.map(reportOf), ...checkIns],
    facts,
    last,
  };
}

function reportOf({ at, declaration: { temperatureCelsius, symptoms } }: DatedDeclaration): HealthReport {
  return { at, temperatureCelsius, symptoms };
}

export interface DecisionInput {
  /** The shipped rule sets, and the approved ones of the issuer, its province and the nation, sorted by their first day. */
  readonly sets: readonly ReadyRuleSet[];
  readonly issuer: string;
  /** The delay between a change of rule sets and the decisions of this shard by them. */
  readonly delayMs: number;
  readonly person: PersonKey;
  readonly last: LatestDecision | null;
  /** The person's recent declarations, newest first. */
  readonly declarations: readonly DatedDeclaration[];
  readonly facts: readonly FactRow[];
  readonly checkIns: readonly CheckInRow[];
  /** The risk, at a given time (ms), of the places that the newest declaration names. */
  readonly riskAt: (now: number) => OriginRisk;
  /** The finding of two administrators in the review that waits. */
  readonly finding?: ReviewGround | undefined;
  /** Whether declarations by others no longer count: then decisions that followed from them alone do not count either. */
  readonly isAnew?: boolean | undefined;
}

/** The next decision of a person; null if no rule set is in force. If the clock was put back, it gets the time of the previous decision. */
export function decisionRow(input: DecisionInput, now: number): DecisionRow | null {
  const { sets, issuer, delayMs, person, last, declarations, facts, checkIns, riskAt, finding, isAnew } = input;
  const at = Math.max(now, last?.decision.at ?? now);
  const day = dateOf(at);
  const ready = ruleSetFor(sets, issuer, day);
  if (ready === null) return null;
  const { risk: originRisk, turnsAt } = riskAt(at);
  // A decision that a list has contributed to always counts.
  const past = last === null || (isAnew === true && last.decision.facts.length === 0) ? null : last.decision;
  const circumstances = circumstancesOf(declarations, facts, checkIns, past, originRisk);
  const { outcome: _, ...decision } = decide(ready, recordOf(circumstances, at));
  const next = nextSuccession(sets, issuer, day);
  const ends = next === null ? null : startOfDay(dayNumberOf(next)) + delayMs;
  const declared =
    declarations[0] === undefined || declarations[0].n === last?.decision.declaration
      ? null
      : { contact: declarations[0].declaration.contact, originRisk };
  const waiting = past?.review ?? null;
  const change = { rules: ready.ruleSet.issuer, open: waiting, declared, facts, finding: finding ?? null, at, today: day };
  const { open: review, ended: reviewed } = reviewAfter(change);
  const lapse = review === null ? null : reviewLapse(review);
  const turns = [decision.nextAt, ends, turnsAt, lapse].filter((turn) => turn !== null);
  return {
    ...decision,
    nextAt: turns.length === 0 ? null : Math.min(...turns),
    person,
    before: last?.seq ?? null,
    declaration: declarations[0]?.n ?? null,
    facts: facts.map(nameOf),
    originRisk,
    checkIn: checkIns.at(-1)?.id ?? null,
    ...(review !== null && { review }),
    ...(reviewed !== null && { reviewed }),
  };
}

/** The name of a list entry: its source, its kind and its reference there. */
function nameOf({ source, kind, reference }: FactRow): string {
  return `${source}/${kind}/${reference}`;
}
