/** Builds the record that the conditions of a rule set read; docs/rule-sets.md documents it. Pure: the present time is an argument. */
import { isFever, type Category, type Contact, type Symptom } from "../declaration/declaration.ts";
import { dayNumberAt, dayNumberOf } from "../china-time.ts";
import { type CheckIns, NEVER, type HealthReport, checkInsOf } from "./check-ins.ts";
import { FACT_KINDS, type Fact, type FactKind, type Risk } from "../fact/fact.ts";
import type { Colour } from "../rules/rule-set.ts";

/** The part of the newest declaration that rules may read. */
export interface DeclarationExtract extends HealthReport {
  readonly category: Category;
  readonly contact: Contact;
  /** The highest risk among the declared places: the present place and the places of the last 14 days. */
  readonly originRisk: Risk;
}

/** The part of the last decision that the next one reads. Times in ms since 1970. */
export interface Past {
  readonly colour: Colour;
  readonly row: string;
  readonly since: number;
  /** The time of the decision. The next one is dated no earlier, even if the clock was put back in between. */
  readonly at: number;
  /** The time at which the last red ended; null if there was none, or the colour is red. */
  readonly leftRedAt: number | null;
}

/** The input of a decision about one person. */
export interface Circumstances {
  readonly declaration: DeclarationExtract | null;
  /** The other reports of the person: daily check-ins and earlier declarations, in any order. */
  readonly checkIns: readonly HealthReport[];
  readonly facts: readonly Fact[];
  readonly last: Past | null;
}

/** The person's entries in one government list, as counts. */
export interface FactRecord {
  readonly ever: boolean;
  /** Whether an entry has not ended yet today. */
  readonly open: boolean;
  /** Days since the newest entry began; NEVER without an entry. */
  readonly days: number;
  /** Days since the last entry ended; NEVER while an entry is open, and without an entry. */
  readonly endedDays: number;
  /** Days until the last open entry ends; NEVER if its end is unknown or no entry is open. Conditions cannot read it. */
  readonly endsInDays: number;
}

export interface History {
  readonly colour: Colour;
  readonly row: string;
  /** Days since the colour began, decided by this row. */
  readonly days: number;
  /** Days since the last red ended; 0 while the colour is red, NEVER if there was no red. */
  readonly redDays: number;
  /** When the colour began, ms; null before the first decision. Conditions cannot read it. */
  readonly since: number | null;
  readonly leftRedAt: number | null;
}

/** The record about one person that conditions read. Plain JSON; `days` are whole days in China. */
export interface ColourRecord {
  /** The time of the decision, ms since 1970. Conditions cannot read it; they read counts of days. */
  readonly at: number;
  readonly declaration: {
    readonly made: boolean;
    readonly category: Category | "none";
    readonly contact: Contact;
    readonly originRisk: Risk;
    readonly days: number;
  };
  /** The health in the newest report, a declaration or a check-in. */
  readonly health: {
    readonly temperatureTenths: number;
    readonly fever: boolean;
    readonly symptoms: readonly Symptom[];
    /** Fever, or a symptom. */
    readonly unwell: boolean;
  };
  readonly checkIn: CheckIns;
  readonly facts: Readonly<Record<FactKind, FactRecord>>;
  readonly history: History;
}

const NO_FACT: FactRecord = { ever: false, open: false, days: NEVER, endedDays: NEVER, endsInDays: NEVER };
const NO_FACTS = Object.fromEntries(FACT_KINDS.map((kind) => [kind, NO_FACT])) as ColourRecord["facts"];
const NOT_MADE: ColourRecord["declaration"] = {
  made: false,
  category: "none",
  contact: "none",
  originRisk: "unknown",
  days: NEVER,
};
const NOTHING_SAID: ColourRecord["health"] = { temperatureTenths: 0, fever: false, symptoms: [], unwell: false };
const NO_HISTORY: History = { colour: "none", row: "", days: NEVER, redDays: NEVER, since: null, leftRedAt: null };

/** The record for a decision at `now` (ms), or at the time of the last decision if that is later because the clock was put back. */
export function recordOf({ declaration, checkIns, facts, last }: Circumstances, now: number): ColourRecord {
  const at = last === null ? now : Math.max(now, last.at);
  const today = dayNumberAt(at);
  const reports = declaration === null ? checkIns : [...checkIns, declaration];
  return {
    at,
    declaration: declaration === null ? NOT_MADE : declarationCounts(declaration, today),
    health: healthOf(reports),
    checkIn: checkInsOf(reports, today),
    facts: facts.length === 0 ? NO_FACTS : { ...NO_FACTS, ...factsOf(facts, today) },
    history: last === null ? NO_HISTORY : historyAt(last, today),
  };
}

/** A past decision as the history for a decision on the day `today`, in days since 1970. */
export function historyAt({ colour, row, since, leftRedAt }: Past, today: number): History {
  const redDays = leftRedAt === null ? NEVER : today - dayNumberAt(leftRedAt);
  return { colour, row, days: today - dayNumberAt(since), redDays: colour === "red" ? 0 : redDays, since, leftRedAt };
}

function declarationCounts(
  { category, contact, originRisk, at }: DeclarationExtract,
  today: number,
): ColourRecord["declaration"] {
  return { made: true, category, contact, originRisk, days: Math.max(0, today - dayNumberAt(at)) };
}

function healthOf(reports: readonly HealthReport[]): ColourRecord["health"] {
  const [first, ...others] = reports;
  if (first === undefined) return NOTHING_SAID;
  const { temperatureCelsius, symptoms } = others.reduce((newest, each) => (each.at >= newest.at ? each : newest), first);
  const fever = isFever(temperatureCelsius);
  const temperatureTenths = Math.round(temperatureCelsius * 10);
  return { temperatureTenths, fever, symptoms, unwell: fever || symptoms.length > 0 };
}

function factsOf(facts: readonly Fact[], today: number): Partial<Record<FactKind, FactRecord>> {
  const byKind: Partial<Record<FactKind, FactRecord>> = {};
  for (const { kind, from, until } of facts) {
    byKind[kind] = withFact(byKind[kind] ?? NO_FACT, dayNumberOf(from), until === null ? null : dayNumberOf(until), today);
  }
  return byKind;
}

function withFact(before: FactRecord, from: number, until: number | null, today: number): FactRecord {
  const holds = until === null || until > today;
  const open = before.open || holds;
  const endsIn = until === null ? NEVER : until - today;
  const ended = holds ? NEVER : today - until;
  return {
    ever: true,
    open,
    days: Math.min(before.days, Math.max(0, today - from)),
    endedDays: open ? NEVER : Math.min(before.endedDays, ended),
    endsInDays: holds ? (before.open ? Math.max(before.endsInDays, endsIn) : endsIn) : before.endsInDays,
  };
}
