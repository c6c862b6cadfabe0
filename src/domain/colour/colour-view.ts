/** The displayed colour: the decided one, unless the issuer shows no colours yet, the area is under closed management, or a review waits. Pure. */
import { isWithin } from "../division/division.ts";
import type { Sentence } from "../sentence.ts";
import type { Past } from "./record.ts";
import { type Application, isOverdue, reviewDeadline, reviewLapse, withheld } from "../review/review.ts";
import type { Colour, Outcome } from "../rules/rule-set.ts";

/** What an issuer has set about its colours: from when it shows them, and where closed management replaces them by grey. */
export interface ColourSetting {
  /** The moment, ms since 1970, from which the issuer gives out colours; null: no moment is set. */
  readonly coloursFrom: number | null;
  readonly closed: readonly ClosedManagement[];
}

/** What the view needs of a person beside the decision: the declared address, and the application under review. */
export interface Waiting {
  /** The community of the declared address, 12 digits. */
  readonly address: string;
  /** The application that waits for a review; null: none. */
  readonly application: Application | null;
}

/** The part of a decision that the view reads. */
export interface DecisionExtract extends Pick<Past, "colour" | "row" | "since"> {
  readonly outcome: Outcome;
  readonly until: number | null;
  readonly nextAt: number | null;
}

/** The colour as the person and the codes show it, with its reason. Times in ms since 1970. */
export interface ColourView {
  readonly colour: Colour;
  /** The row of the rule set that decided; if another colour is displayed in place of the decided one, the name of the cause, such as `closed_management`. */
  readonly row: string;
  readonly reason: Sentence;
  readonly since: number;
  readonly until: number | null;
  readonly ends: Sentence | null;
  readonly ask: Sentence | null;
  /** The next moment at which time alone may change the view; null: never. */
  readonly nextAt: number | null;
}

/** Whether an issuer gives out colours at the moment `now`, ms. */
export function showsColours({ coloursFrom }: Pick<ColourSetting, "coloursFrom">, now: number): boolean {
  return coloursFrom !== null && now >= coloursFrom;
}

/**
 * The displayed colour for a decision now. Colours are also decided while an issuer shows none.
 * Source: product.md §2: Wuhan shows none until its switch to colours; grey means *registered, not issued*.
 */
export function viewColour(
  setting: ColourSetting,
  { address, application }: Waiting,
  decision: DecisionExtract,
  now: number,
): ColourView {
  const { outcome } = decision;
  const { coloursFrom } = setting;
  if (!showsColours(setting, now)) return { ...COLOURLESS, since: decision.since, until: coloursFrom, nextAt: coloursFrom };
  const closure = closureAt(setting.closed, address, now);
  const next = earliest(decision.nextAt, closure.nextAt);
  if (closure.closed) return { ...CLOSED, since: closure.since ?? now, until: closure.until, nextAt: next };
  if (application !== null && withheld(decision.colour, application) !== decision.colour) {
    const [words, until] = isOverdue(application, now)
      ? [OVERDUE, reviewLapse(application)]
      : [UNDER_REVIEW, reviewDeadline(application)];
    return { ...words, since: application.at, until, nextAt: earliest(next, until) };
  }
  const { colour, row, since, until } = decision;
  return { colour, row, reason: outcome.reason, since, until, ends: outcome.ends, ask: outcome.ask, nextAt: next };
}

/** The displayed colour alone, for counts. */
export function shownColour(setting: ColourSetting, waiting: Waiting, decided: Colour, now: number): Colour {
  const words = { row: "", since: now, until: null, nextAt: null, outcome: WORDLESS };
  return viewColour(setting, waiting, { colour: decided, ...words }, now).colour;
}

const NO_WORDS: Sentence = { zh: "", en: "" };
const WORDLESS: Outcome = { name: "", colour: "grey", cause: null, reason: NO_WORDS, lasts: null, ends: NO_WORDS, ask: NO_WORDS };

type ViewWords = Pick<ColourView, "colour" | "row" | "reason" | "ends" | "ask">;

const COLOURLESS: ViewWords = {
  colour: "none",
  row: "colourless",
  reason: { zh: "已申报；本地暂不显示码色", en: "Declared; this region shows no colours yet" },
  ends: null,
  ask: null,
};

const CLOSED: ViewWords = {
  colour: "grey",
  row: "closed_management",
  reason: {
    zh: "封闭管理期间：信息已登记，暂不发放红、黄、绿码",
    en: "Closed management: your information is registered; red, yellow and green codes are not issued for now",
  },
  ends: {
    zh: "封闭管理结束后自动发码，无需重新申请",
    en: "After closed management your code is issued automatically; you need not apply again",
  },
  ask: { zh: "所在社区（村）", en: "Your community or village" },
};

const UNDER_REVIEW: ViewWords = {
  colour: "grey",
  row: "under_review",
  reason: {
    zh: "审核中：您申报了接触史，正与名单核对",
    en: "Under review: you declared a contact, which is compared with the lists",
  },
  ends: { zh: "审核完成后自动发码", en: "After the review your code is issued automatically" },
  ask: { zh: "所在社区（村）", en: "Your community or village" },
};

const OVERDUE: ViewWords = {
  ...UNDER_REVIEW,
  row: "review_overdue",
  reason: { zh: "审核已超时，已报上级督办", en: "The review is overdue; the office above has been informed" },
  ends: {
    zh: "审核完成；逾期仍未审核的，届时按公布的规则自动发码",
    en: "After the review; if it is not done by then, your code is issued by the published rules",
  },
  ask: { zh: "所在区县防疫指挥部，或拨打 12345", en: "The epidemic office of your county, or telephone 12345" },
};

function earliest(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b;
  return Math.min(a, b);
}

export interface ClosedManagement {
  /** A code of 2, 4, 6, 9 or 12 digits: the closure holds in this division and all below it. */
  readonly division: string;
  /** The moment of the beginning, ms since 1970. */
  readonly from: number;
  /** The moment of the end; null: unknown. */
  readonly until: number | null;
}

/** Whether closed management holds at one address now, since when and until when. */
export interface Closure {
  readonly closed: boolean;
  readonly since: number | null;
  /** When the closure ends, ms; null: unknown, or no closure holds. */
  readonly until: number | null;
  /** The next moment at which this may change by time alone; null: never. */
  readonly nextAt: number | null;
}

/** The closure at a declared address (12 digits) now: from the earliest beginning to the latest end of the present periods of the divisions around it. */
export function closureAt(periods: readonly ClosedManagement[], address: string, now: number): Closure {
  const here = periods.filter(({ division }) => isWithin(address, division));
  const holding = here.filter(({ from, until }) => from <= now && (until === null || now < until));
  const turns = here.flatMap(({ from, until }) => (until === null ? [from] : [from, until])).filter((turn) => turn > now);
  const nextAt = turns.length === 0 ? null : Math.min(...turns);
  if (holding.length === 0) return { closed: false, since: null, until: null, nextAt };
  const ends = holding.map(({ until }) => until ?? Infinity);
  const last = Math.max(...ends);
  return { closed: true, since: Math.min(...holding.map(({ from }) => from)), until: last === Infinity ? null : last, nextAt };
}
