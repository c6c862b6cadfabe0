/** The list of all pages of the workbench on the PC: address, word in the menu, the kinds of division that have the page, and file. A new page is a new row. */
import type { ComponentType } from "preact";
import { COUNTRY, COUNTY_DIGITS } from "../../domain/division/division.ts";
import type { Sentence } from "../app/say.ts";
import type { Names } from "./offices.ts";

export interface PageProps {
  readonly division: string;
  readonly names: Names;
}

/** The kind of a division. `issuer` is the issuer's own region, whose administrators are its officers; `region` is any other province or city. */
type Kind = "community" | "street" | "county" | "region" | "issuer";

interface Row {
  /** The last part of the page's address. */
  readonly name: string;
  readonly word: Sentence;
  readonly readers: readonly Kind[];
  readonly load: () => Promise<{ readonly default: ComponentType<PageProps> }>;
  /** True for the pages of administrators, applications, appeals and cases. In the menu of a county or higher they come directly after the statistics. */
  readonly office?: true;
  /** True for a page of the nation's officers only. */
  readonly nation?: true;
  /** For a queue: the menu shows the number of waiting items beside its word; screen readers read this text after the number. */
  readonly waiting?: Sentence;
}

const GATES = ["community", "street"] as const;
const ABOVE = ["county", "region", "issuer"] as const;
const ALL = [...GATES, ...ABOVE] as const;
const TO_REVIEW = { zh: "份待审核", en: "to review" };

const ROWS = [
  { name: "board", word: { zh: "今日看板", en: "Today" }, readers: GATES, load: () => import("./board/board.tsx") },
  { name: "passes", word: { zh: "通行记录", en: "Passes" }, readers: GATES, load: () => import("./passes/passes.tsx") },
  { name: "track", word: { zh: "轨迹查询", en: "Tracks" }, readers: ALL, load: () => import("./person/track.tsx") },
  { name: "exports", word: { zh: "导出记录", en: "Exports" }, readers: GATES, load: () => import("./passes/exports.tsx") },
  {
    name: "decisions",
    word: { zh: "码色记录", en: "Colour history" },
    readers: ABOVE,
    load: () => import("./person/decisions.tsx"),
  },
  { name: "looks", word: { zh: "查阅记录", en: "Looks" }, readers: ALL, load: () => import("./person/looks.tsx") },
  {
    name: "points",
    word: { zh: "采集点", en: "Points" },
    readers: GATES,
    load: () => import("../community/points/points-pc.tsx"),
  },
  {
    name: "collectors",
    word: { zh: "采集员", en: "Collectors" },
    readers: GATES,
    load: () => import("../community/collectors/collectors-pc.tsx"),
  },
  {
    name: "administrators",
    word: { zh: "管理员", en: "Administrators" },
    readers: ALL,
    office: true,
    waiting: { zh: "项任命待批", en: "appointments to decide" },
    load: () => import("./office/administrators.tsx"),
  },
  {
    name: "applications",
    word: { zh: "申请审核", en: "Applications" },
    readers: ["street", ...ABOVE],
    office: true,
    waiting: TO_REVIEW,
    load: () => import("./office/applications.tsx"),
  },
  {
    name: "appeals",
    word: { zh: "申诉", en: "Appeals" },
    readers: ALL,
    office: true,
    waiting: { zh: "件待答复", en: "to answer" },
    load: () => import("./queues/appeals.tsx"),
  },
  {
    name: "cases",
    word: { zh: "身份个案", en: "Identity cases" },
    readers: ALL,
    office: true,
    waiting: { zh: "件待核对", en: "to check" },
    load: () => import("./cases/cases.tsx"),
  },
  { name: "statistics", word: { zh: "统计", en: "Statistics" }, readers: ALL, load: () => import("./statistics/statistics.tsx") },
  {
    name: "verifications",
    word: { zh: "核验统计", en: "Verifications" },
    readers: ["issuer"],
    load: () => import("./statistics/verifications.tsx"),
  },
  {
    name: "reviews",
    word: { zh: "审核队列", en: "Reviews" },
    readers: ["county", "issuer"],
    waiting: TO_REVIEW,
    load: () => import("./queues/reviews.tsx"),
  },
  { name: "facts", word: { zh: "防疫数据", en: "Facts" }, readers: ["issuer"], load: () => import("./colours/facts.tsx") },
  { name: "areas", word: { zh: "风险地区", en: "Risk areas" }, readers: ["issuer"], load: () => import("./colours/areas.tsx") },
  {
    name: "proposals",
    word: { zh: "码色管理", en: "Colours" },
    readers: ["issuer"],
    waiting: { zh: "项待批", en: "to decide" },
    load: () => import("./colours/proposals.tsx"),
  },
  {
    name: "peers",
    word: { zh: "外地通报", en: "Told by others" },
    readers: ["issuer"],
    load: () => import("./peers/peers.tsx"),
  },
  {
    name: "rules",
    word: { zh: "赋码规则", en: "Rules" },
    readers: ["region", "issuer"],
    load: () => import("./rules/rules.tsx"),
  },
  {
    name: "clients",
    word: { zh: "接入系统", en: "Other systems" },
    readers: ["issuer"],
    load: () => import("./clients/clients.tsx"),
  },
  {
    name: "members",
    word: { zh: "成员地区", en: "Members" },
    readers: ["issuer"],
    nation: true,
    load: () => import("./members/members.tsx"),
  },
] as const satisfies readonly Row[];

export type PageName = (typeof ROWS)[number]["name"];

/** The names of the pages that are a queue with waiting items. */
export type Queue = Extract<(typeof ROWS)[number], { readonly waiting: Sentence }>["name"];

export type AdminPage = Row &
  ({ readonly name: PageName; readonly waiting?: undefined } | { readonly name: Queue; readonly waiting: Sentence });

export const PAGES: readonly AdminPage[] = ROWS;

/** The digits of a street's code. Streets and communities run collection points (product.md §1). */
const STREET_DIGITS = 9;

function kindOf(division: string, issuer: string): Kind {
  if (division === issuer) return "issuer";
  if (division.length > STREET_DIGITS) return "community";
  if (division.length > COUNTY_DIGITS) return "street";
  return division.length === COUNTY_DIGITS ? "county" : "region";
}

/** The first page of a division: the live board for a community, the statistics for a street and every division above. */
export function firstOf(division: string): PageName {
  return division.length > STREET_DIGITS ? "board" : "statistics";
}

/**
 * The pages of a division in the order of the menu; its first page comes first.
 * @param issuer the issuer's division code
 */
export function pagesOf(division: string, issuer: string): readonly AdminPage[] {
  const kind = kindOf(division, issuer);
  const first = firstOf(division);
  const above = ABOVE.some((each) => each === kind);
  const rankOf = ({ name, office }: AdminPage): number => (name === first ? 0 : above && office === true ? 1 : 2);
  const isHere = ({ readers, nation }: AdminPage) => readers.includes(kind) && (nation !== true || issuer === COUNTRY);
  return PAGES.filter(isHere).toSorted((one, other) => rankOf(one) - rankOf(other));
}
