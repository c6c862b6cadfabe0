/** Who passes where: a region's policy, as rows with names. Pure. The code itself promises nothing. Source: product.md §3, §6. */
import type { Category } from "../declaration/declaration.ts";
import type { Sentence } from "../sentence.ts";
import type { Risk } from "../fact/fact.ts";
import type { Colour } from "../rules/rule-set.ts";

export type Answer = "passes" | "does_not_pass" | "ask";

/** Levels of the division tree, by the digits that two divisions have in common. */
const DIGITS = { province: 2, city: 4, county: 6 } as const;
export type Level = keyof typeof DIGITS;

export interface PassageRow {
  readonly name: string;
  readonly colours: readonly Colour[];
  /** Left out: any. */
  readonly categories?: readonly Category[];
  readonly originRisks?: readonly Risk[];
  /** Gate and declared address lie in one of these; left out: anywhere. */
  readonly within?: Level;
  readonly answer: Answer;
  readonly sentence: Sentence;
}

export interface PassagePolicy {
  readonly id: string;
  /** Whose gates follow it: 2 digits or more; empty: those of regions without a policy of their own. */
  readonly region: string;
  /** First day in China on which it holds; a later one of the same region takes its place. */
  readonly validFrom: string;
  /** The first row that fits answers. */
  readonly rows: readonly PassageRow[];
  readonly otherwise: Answering;
  /** Where it depends on a risk or a category that the code does not say; left out: as otherwise. */
  readonly unsure?: Answering;
}

/** What answers for whatever colour. */
type Answering = Omit<PassageRow, "colours">;

export interface PassageAsked {
  readonly colour: Colour;
  /** What the holder may have declared as: one where it is known. */
  readonly categories: readonly Category[];
  /** What the risk of where the holder comes from may be: one where it is known. */
  readonly originRisks: readonly Risk[];
  /** 12 digits: the declared address, as the code names it. */
  readonly address: string;
  /** Where the gate stands; fewer than 12 digits where only the region is known. */
  readonly gate: string;
}

export interface Passage {
  readonly answer: Answer;
  readonly row: string;
  readonly sentence: Sentence;
}

const NO_POLICY: Passage = {
  answer: "ask",
  row: "no_policy",
  sentence: { zh: "请按现场规定查验", en: "The rules of this place decide" },
};

/** Answers by the first row that fits; where it is not the same answer for every risk and category that there may be, whoever stands there asks. Total. */
export function passage(policy: PassagePolicy, asked: PassageAsked): Passage {
  const rows = asked.originRisks.flatMap((risk) =>
    asked.categories.map((category) => policy.rows.find((row) => fits(row, asked, risk, category)) ?? policy.otherwise),
  );
  const [first = policy.otherwise, ...others] = rows;
  const isSure = others.every((other) => other.answer === first.answer);
  const { name, answer, sentence } = isSure ? first : (policy.unsure ?? policy.otherwise);
  return { row: name, answer, sentence };
}

/** The policy of the smallest region around a gate, as it holds on a day in China (`YYYY-MM-DD`); null where none does. */
export function policyAt(policies: readonly PassagePolicy[], gate: string, day: string): PassagePolicy | null {
  const around = policies.filter(({ region, validFrom }) => gate.startsWith(region) && validFrom <= day);
  return around.toSorted((a, b) => b.region.length - a.region.length || (a.validFrom < b.validFrom ? 1 : -1))[0] ?? null;
}

/** Answers by the policy around the gate on a day in China; where there is none, whoever stands there asks. Total. */
export function passageAt(policies: readonly PassagePolicy[], asked: PassageAsked, day: string): Passage {
  const policy = policyAt(policies, asked.gate, day);
  return policy === null ? NO_POLICY : passage(policy, asked);
}

function fits(row: PassageRow, asked: PassageAsked, risk: Risk, category: Category): boolean {
  const { colours, categories, originRisks, within } = row;
  if (!colours.includes(asked.colour)) return false;
  if (categories !== undefined && !categories.includes(category)) return false;
  if (originRisks !== undefined && !originRisks.includes(risk)) return false;
  return within === undefined || asked.address.slice(0, DIGITS[within]) === asked.gate.slice(0, DIGITS[within]);
}
