/** The colour that is given out: the decision, unless the issuer shows none yet, the area is closed, or the application waits. Pure. */
import type { Sentence } from "../sentence.ts";
import type { Past } from "./record.ts";
import { type Application, isOverdue, reviewDeadline, reviewLapse, withheld } from "../review/review.ts";
import type { Colour, Outcome } from "../rules/rule-set.ts";

/** An issuer's configuration. */
export interface ColourSetting {
  /** ms since 1970 from which this issuer gives out colours; null: not until it is told to. */
  readonly coloursFrom: number | null;
  readonly closed: readonly ClosedManagement[];
}

export interface Waiting {
  /** 12 digits: the declared address here. */
  readonly address: string;
  /** What waits for a review; null: nothing. */
  readonly application: Application | null;
}

/** What of a decision is shown. */
export interface Decided extends Pick<Past, "colour" | "row" | "since"> {
  readonly outcome: Outcome;
  readonly until: number | null;
  readonly nextAt: number | null;
}

/** Times in ms since 1970. */
export interface Shown {
  readonly colour: Colour;
  /** The row of the rule set, or why none speaks. */
  readonly row: string;
  readonly reason: Sentence;
  readonly since: number;
  readonly until: number | null;
  readonly ends: Sentence | null;
  readonly ask: Sentence | null;
  /** When to look again; null: not by time alone. */
  readonly nextAt: number | null;
}

/** Whether an issuer gives out colours at a moment, ms. */
export function showsColours({ coloursFrom }: Pick<ColourSetting, "coloursFrom">, now: number): boolean {
  return coloursFrom !== null && now >= coloursFrom;
}

/** Source: product.md §2: Wuhan shows none until its switch; grey says *registered, not issued*. Colours are decided all the while. */
export function shownColour(setting: ColourSetting, { address, application }: Waiting, decision: Decided, now: number): Shown {
  const { outcome } = decision;
  const { coloursFrom } = setting;
  if (!showsColours(setting, now)) return { ...COLOURLESS, since: decision.since, until: coloursFrom, nextAt: coloursFrom };
  const closure = closureAt(setting.closed, address, now);
  const next = earliest(decision.nextAt, closure.nextAt);
  if (closure.closed) return { ...CLOSED, since: closure.since ?? now, until: closure.until, nextAt: next };
  if (application !== null && withheld(decision.colour, application) !== decision.colour) {
    const [said, until] = isOverdue(application, now)
      ? [OVERDUE, reviewLapse(application)]
      : [UNDER_REVIEW, reviewDeadline(application)];
    return { ...said, since: application.at, until, nextAt: earliest(next, until) };
  }
  const { colour, row, since, until } = decision;
  return { colour, row, reason: outcome.reason, since, until, ends: outcome.ends, ask: outcome.ask, nextAt: next };
}

type Said = Pick<Shown, "colour" | "row" | "reason" | "ends" | "ask">;

const COLOURLESS: Said = {
  colour: "none",
  row: "colourless",
  reason: { zh: "已申报；本地暂不显示码色", en: "Declared; this region shows no colours yet" },
  ends: null,
  ask: null,
};

const CLOSED: Said = {
  colour: "grey",
  row: "closed_management",
  reason: {
    zh: "封闭管理期间：信息已登记，暂不发放红、黄、绿码",
    en: "Closed management: your information is registered; red, yellow and green codes are not issued for now",
  },
  ends: { zh: "封闭管理结束后自动发码，无需重新申请", en: "The end of closed management: your code comes by itself" },
  ask: { zh: "所在社区（村）", en: "Your community or village" },
};

const UNDER_REVIEW: Said = {
  colour: "grey",
  row: "under_review",
  reason: {
    zh: "审核中：您申报了接触史，正与名单核对",
    en: "Under review: you declared a contact, which is compared with the lists",
  },
  ends: { zh: "审核完成后自动发码", en: "The end of the review: your code comes by itself" },
  ask: { zh: "所在社区（村）", en: "Your community or village" },
};

const OVERDUE: Said = {
  ...UNDER_REVIEW,
  row: "review_overdue",
  reason: { zh: "审核已超时，已报上级督办", en: "The review is overdue, and those above know of it" },
  ends: {
    zh: "审核完成；逾期仍未审核的，届时按公布的规则自动发码",
    en: "The end of the review; if there is none by then, the published rules decide by themselves",
  },
  ask: { zh: "所在区县防疫指挥部，或拨打 12345", en: "The epidemic office of your county, or telephone 12345" },
};

function earliest(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b;
  return Math.min(a, b);
}

export interface ClosedManagement {
  /** 2, 4, 6, 9 or 12 digits: the region and everything below it. */
  readonly division: string;
  /** ms since 1970. */
  readonly from: number;
  /** The moment it ends; null: not known yet. */
  readonly until: number | null;
}

export interface Closure {
  readonly closed: boolean;
  readonly since: number | null;
  /** Null: not known. */
  readonly until: number | null;
  /** The next moment at which this may change by time alone; null: never. */
  readonly nextAt: number | null;
}

/** What holds at a declared address (12 digits) now: the longest of the closures above it. */
export function closureAt(periods: readonly ClosedManagement[], address: string, now: number): Closure {
  const here = periods.filter(({ division }) => address.startsWith(division));
  const holding = here.filter(({ from, until }) => from <= now && (until === null || now < until));
  const turns = here.flatMap(({ from, until }) => (until === null ? [from] : [from, until])).filter((turn) => turn > now);
  const nextAt = turns.length === 0 ? null : Math.min(...turns);
  if (holding.length === 0) return { closed: false, since: null, until: null, nextAt };
  const ends = holding.map(({ until }) => until ?? Infinity);
  const last = Math.max(...ends);
  return { closed: true, since: Math.min(...holding.map(({ from }) => from)), until: last === Infinity ? null : last, nextAt };
}
