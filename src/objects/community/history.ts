/** Reads the history of passes in pages. Each statement uses one index and reads a bounded number of rows. Decision 9. */
import type { PersonKey } from "../../domain/access/keys.ts";
import { bitsOf } from "../../domain/community/marks.ts";
import { type Result, accept, refuse } from "../../domain/result.ts";
import { columns, query, type Query, readFirst, readRows } from "../sql.ts";
import type { PointStore } from "./point-store.ts";
import type { StaffStore } from "./staff-store.ts";
import type { PassFilter, PassPageResult, PassPosition, PassView } from "./pass.ts";

/** The highest number of rows that one page reads if its index does not cover the whole filter. */
const MAX_LOOKED_AT = 5000;
const RARE_COLOURS = "passes.colour IN ('yellow', 'red', 'orange')";
const RARE = new Set<string>(["yellow", "red", "orange"]);

const POSITION = columns<PassPosition>({ at: "passes.at", seq: "passes.seq" });
const PASS_VIEW = columns<PassView>({
  id: "passes.id",
  at: "passes.at",
  seq: "passes.seq",
  pointId: "passes.point",
  pointName: "points.name",
  person: "passes.person",
  maskedName: "passes.masked_name",
  colour: "passes.colour",
  localColour: "passes.local_colour",
  marks: "passes.marks",
  answer: "passes.answer",
  policy: "passes.policy",
  collectorId: "collectors.id",
  collectorPhone: "collectors.masked_phone",
});

interface Term {
  readonly text: string;
  readonly value: string | number;
}

export interface HistoryFilter extends Omit<PassFilter, "collector"> {
  readonly collector: PersonKey | null;
}

export interface HistoryStatements {
  /** Finds the oldest row that the page may read; null if the index covers the whole filter. */
  readonly floor: Query<PassPosition> | null;
  readonly page: Query<PassView>;
  /** The bindings before the four values of the range: the value of the index, if it has one. `rest`: the bindings after them, for the other terms. */
  readonly led: readonly (string | number)[];
  readonly rest: readonly (string | number)[];
}

/** The statements for one filter. The most selective index is used: person, rare colour, collector, point, and otherwise time. */
export function historyStatements({ person, colour, collector, point, mark }: HistoryFilter): HistoryStatements {
  const terms: (Term & { readonly index: string | null })[] = [];
  if (person !== null) terms.push({ text: "passes.person = ?", value: person, index: "passes_person" });
  if (colour !== null) {
    const rare = RARE.has(colour);
    const text = rare ? `${RARE_COLOURS} AND passes.colour = ?` : "passes.colour = ?";
    terms.push({ text, value: colour, index: rare ? "passes_rare" : null });
  }
  if (collector !== null) terms.push({ text: "passes.collector = ?", value: collector, index: "passes_collector" });
  if (point !== null) terms.push({ text: "passes.point = ?", value: point, index: "passes_point" });
  // A mark is rare, but has no index: an index would cost one more written row per pass.
  if (mark !== null) terms.push({ text: "passes.marks & ? != 0", value: bitsOf(mark), index: null });
  const lead = terms.find(({ index }) => index !== null);
  const rest = terms.filter((term) => term !== lead);
  const led = lead === undefined ? "" : `${lead.text} AND `;
  const from = `FROM passes INDEXED BY ${lead?.index ?? "passes_at"}`;
  const range = `WHERE ${led}(passes.at, passes.seq) >= (?, ?) AND (passes.at, passes.seq) < (?, ?)`;
  const order = "ORDER BY passes.at DESC, passes.seq DESC";
  return {
    floor:
      rest.length === 0 ? null : query`SELECT ${POSITION} ${from} ${range} ${order} LIMIT 1 OFFSET ${String(MAX_LOOKED_AT - 1)}`,
    page: query`SELECT ${PASS_VIEW}
           ${from} CROSS JOIN points ON points.id = passes.point CROSS JOIN collectors ON collectors.person = passes.collector
           ${range} ${rest.map(({ text }) => `AND ${text}`).join(" ")} ${order} LIMIT ?`,
    led: lead === undefined ? [] : [lead.value],
    rest: rest.map(({ value }) => value),
  };
}

/**
 * A page of at most `limit` passes before a position, newest first.
 * @returns the page; a short one is not always the last one, because it may have reached the limit of rows that it may read
 */
export function pageOf(
  sql: SqlStorage,
  points: PointStore,
  staff: StaffStore,
  filter: PassFilter,
  before: PassPosition,
  limit: number,
): PassPageResult {
  const resolved = resolve(points, staff, filter);
  if (!resolved.ok) return resolved;
  const { floor: floorText, page, led, rest } = historyStatements(resolved.value);
  const from = [filter.from, 0];
  const until = [before.at, before.seq];
  const floor = floorText === null ? null : readFirst(sql, floorText, ...led, ...from, ...until);
  const lowest = floor === null ? from : [floor.at, floor.seq];
  const rows = readRows(sql, page, ...led, ...lowest, ...until, ...rest, limit + 1);
  const passes = rows.slice(0, limit);
  const last = rows.length > limit ? passes.at(-1) : floor;
  return accept({ passes, next: last === undefined || last === null ? null : { at: last.at, seq: last.seq } });
}

function resolve(
  points: PointStore,
  staff: StaffStore,
  filter: PassFilter,
): Result<HistoryFilter, { readonly code: "point_not_found" } | { readonly code: "collector_not_found" }> {
  if (filter.point !== null && !points.ever(filter.point)) return refuse({ code: "point_not_found" });
  const collector = filter.collector === null ? null : staff.personOf(filter.collector);
  if (filter.collector !== null && collector === null) return refuse({ code: "collector_not_found" });
  return accept({ ...filter, collector });
}
