/**
 * Decides whether a person may pass at a gate, by the passage policy of the gate's region. Pure. A code alone gives no right to pass. Source:
 * product.md §3, §6.
 */
import type { CodeFlag } from "../code/flags.ts";
import type { PaperState } from "../code/status.ts";
import type { Category } from "../declaration/declaration.ts";
import type { LocalColour } from "../federation/colour-table.ts";
import type { Sentence } from "../sentence.ts";
import type { Risk } from "../fact/fact.ts";
import type { Colour } from "../rules/rule-set.ts";

export type Answer = "passes" | "does_not_pass" | "ask";

export const ANSWER_WORDS: Readonly<Record<Answer, Sentence>> = {
  passes: { zh: "可通行", en: "Passes" },
  does_not_pass: { zh: "不予通行", en: "No passage" },
  ask: { zh: "须查验", en: "Check" },
};

/** What a gate was told of a pass, as the record of the community keeps it. */
export interface Judgement {
  readonly answer: Answer;
  /** The id of the policy of the place; null: the place had none. */
  readonly policy: string | null;
}

/** The number of digits of a division's code at each level that a policy can name. */
const DIGITS = { province: 2, city: 4, county: 6 } as const;
export type Level = keyof typeof DIGITS;

export interface PassageRow {
  readonly name: string;
  readonly colours: readonly Colour[];
  /** The row fits codes with at least one of these flags; absent: with any or none. */
  readonly flags?: readonly CodeFlag[];
  /** The row fits persons of these categories; absent: of any. */
  readonly categories?: readonly Category[];
  readonly originRisks?: readonly Risk[];
  /** The row fits if the gate and the declared address lie in the same division of this level; absent: wherever they lie. */
  readonly within?: Level;
  readonly answer: Answer;
  readonly sentence: Sentence;
}

export interface PassagePolicy {
  readonly id: string;
  /** The region of the gates, 2 digits or more; empty: all regions without a policy of their own. */
  readonly region: string;
  /** The first day in China on which it holds; a later policy of the same region replaces it. */
  readonly validFrom: string;
  /** The first row that fits decides. */
  readonly rows: readonly PassageRow[];
  readonly otherwise: FixedAnswer;
  /** The answer if it depends on a risk or a category that the code does not contain; absent: `otherwise`. */
  readonly unsure?: FixedAnswer;
}

/** The answer of `otherwise` or `unsure`, which name no colours. */
type FixedAnswer = Omit<PassageRow, "colours">;

export interface PassageQuery {
  readonly colour: Colour;
  /** The colour of a code of another issuer by the table of the gate's issuer, by which the policy judges; absent: `colour` itself. */
  readonly localColour?: LocalColour | undefined;
  readonly flags: readonly CodeFlag[];
  /** The state of a paper code in its list, if its colour is unknown; null if the colour is known. */
  readonly paper: PaperState | null;
  /** The possible categories of the holder; one if the category is known. */
  readonly categories: readonly Category[];
  /** The possible origin risks of the holder; one if the risk is known. */
  readonly originRisks: readonly Risk[];
  /** The community of the holder's declared address, 12 digits, from the code. */
  readonly address: string;
  /** The division of the gate; fewer than 12 digits if only its region is known. */
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

/** The answers for a paper code by its list, where no policy has a colour to judge by. */
const BY_PAPER: Readonly<Record<Exclude<PaperState, "passes">, Passage>> = {
  ask: {
    answer: "ask",
    row: "paper_ask",
    sentence: {
      zh: "纸质码：请核对证件，并按现场规定查验",
      en: "Paper code: check the identity document, and the rules of this place decide",
    },
  },
  stop: {
    answer: "does_not_pass",
    row: "paper_stop",
    sentence: { zh: "纸质码：不予通行，请联系社区", en: "Paper code: no passage; inform the community" },
  },
};

const STATUS_UNKNOWN: Passage = {
  answer: "ask",
  row: "status_unknown",
  sentence: {
    zh: "没有查到这个码有没有被撤销：请核对证件，并按现场规定查验",
    en: "Nobody could say whether this code was revoked: check the identity document, and the rules of this place decide",
  },
};

const COLOUR_UNKNOWN: Passage = {
  answer: "ask",
  row: "colour_unknown",
  sentence: {
    zh: "外地码色换算不了：请核对证件，并按现场规定查验",
    en: "The colour of another region has no meaning here: check the identity document, and the rules of this place decide",
  },
};

/** The answer for a code that may be revoked: `ask` in place of `passes`. */
export function withoutStatus(judged: Passage): Passage {
  return judged.answer === "passes" ? STATUS_UNKNOWN : judged;
}

/** The answer of the first row that fits. If answers differ between the possible risks and categories, `unsure` answers, or `otherwise` if it is absent. Total. */
export function passage(policy: PassagePolicy, query: PassageQuery): Passage {
  let first: FixedAnswer | null = null;
  for (const risk of query.originRisks)
    for (const category of query.categories) {
      const row = policy.rows.find((one) => fits(one, query, risk, category)) ?? policy.otherwise;
      if (first !== null && row.answer !== first.answer) return passageOf(policy.unsure ?? policy.otherwise);
      first ??= row;
    }
  return passageOf(first ?? policy.otherwise);
}

const passages = new WeakMap<FixedAnswer, Passage>();

/** The passage by a row: always the same object, so that its text is made once. */
function passageOf(row: FixedAnswer): Passage {
  let made = passages.get(row);
  if (made === undefined) {
    const { name, answer, sentence } = row;
    made = { row: name, answer, sentence };
    passages.set(row, made);
  }
  return made;
}

/** The policy for a gate on a day in China (`YYYY-MM-DD`): of the smallest region around it, the one that began last; null if there is none. */
export function policyAt(policies: readonly PassagePolicy[], gate: string, day: string): PassagePolicy | null {
  let best: PassagePolicy | null = null;
  for (const policy of policies) {
    const { region, validFrom } = policy;
    if (validFrom > day || !gate.startsWith(region)) continue;
    const narrower = best === null ? 1 : region.length - best.region.length;
    if (best === null || narrower > 0 || (narrower === 0 && validFrom > best.validFrom)) best = policy;
  }
  return best;
}

/** The answer by the policy around the gate on a day in China; `ask` if there is no policy. A paper code without a known colour gets the answer of its list. Total. */
export function passageAt(policies: readonly PassagePolicy[], query: PassageQuery, day: string): Passage {
  if (query.paper === "ask" || query.paper === "stop") return BY_PAPER[query.paper];
  const policy = policyAt(policies, query.gate, day);
  if (policy === null) return NO_POLICY;
  const judged = passage(policy, query);
  // A colour that stops its holder as it stands still does.
  return query.localColour === "unknown" && judged.answer === "passes" ? COLOUR_UNKNOWN : judged;
}

function fits(row: PassageRow, query: PassageQuery, risk: Risk, category: Category): boolean {
  const { colours, flags, categories, originRisks, within } = row;
  const { colour, localColour = colour } = query;
  if (!colours.includes(localColour === "unknown" ? colour : localColour)) return false;
  if (flags !== undefined && !flags.some((flag) => query.flags.includes(flag))) return false;
  if (categories !== undefined && !categories.includes(category)) return false;
  if (originRisks !== undefined && !originRisks.includes(risk)) return false;
  return within === undefined || query.address.slice(0, DIGITS[within]) === query.gate.slice(0, DIGITS[within]);
}
