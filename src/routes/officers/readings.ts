/** Files of lists for officers: what was read in them, their refused lines, and who decided about them. Source: product.md §5, point 4; decision 56. */
import type { Context } from "hono";
import { LISTS, type Lists, type Reading } from "../../contract/list.ts";
import { PROBLEMS } from "../../contract/problem.ts";
import { BYTE_ORDER_MARK, csvLine } from "../../domain/history/csv.ts";
import { instantOf } from "../../domain/instant.ts";
import { csvCells, REASON_COLUMN } from "../../domain/list/line.ts";
import type { ListOf } from "../../domain/list/list-file.ts";
import { handView } from "../../domain/officer/officer.ts";
import type { Proposal } from "../../domain/proposal/proposal.ts";
import { accept, refuse } from "../../domain/result.ts";
import { factImportOf, issuerObjectOf } from "../../objects/env.ts";
import type { ListReading, RefusedLines } from "../../objects/list-import/rpc.ts";
import type { ListView } from "../../objects/issuer/list-rpc.ts";
import { keepAreas } from "../../storage/areas.ts";
import type { OfOfficer } from "../env.ts";
import { type Input, Routes } from "../http/operation.ts";
import { actor } from "../who/actor.ts";
import { officer, officerIn } from "../who/officer.ts";
import { figuresBody, stateOf } from "./proposal-view.ts";

const PAGE = 50;

export const factReadings = new Routes<OfOfficer>("/api/v1/facts/:import")
  .on(LISTS.factReading, officerIn, (c, input) => readingOf(c, input, "facts"))
  .on(LISTS.refusedFacts, officerIn, (c, { params }) => refusedOf(c, params.import, "facts"));

export const areaReadings = new Routes<OfOfficer>("/api/v1/areas/:import")
  .on(LISTS.areaReading, officerIn, (c, input) => readingOf(c, input, "areas"))
  .on(LISTS.refusedAreas, officerIn, (c, { params }) => refusedOf(c, params.import, "areas"));

export const lists = new Routes<OfOfficer>("/api/v1/lists")
  .use(actor)
  .use(officer)
  .on(LISTS.lists, async (c, { query: { before = null }, answer }) => {
    const { issuer, now } = c.var;
    const rows = await issuerObjectOf(c.env, issuer.code).lists(before, PAGE + 1);
    const page = rows.slice(0, PAGE);
    const nextPage = rows.length > PAGE ? (page.at(-1)?.id ?? null) : null;
    return answer(200, { lists: page.map((row) => listBody(row, now)), nextPage });
  });

async function readingOf(c: Context<OfOfficer>, { params, answer }: Input<typeof LISTS.factReading>, list: ListOf) {
  const { issuer, now, officer: reader } = c.var;
  const reading = await factImportOf(c.env, issuer, list, params.import).reading();
  if (reading === null) return refuse({ code: "import_not_found" });
  // A caller that has waited for the end can then read the new levels in this isolate without KV's delay.
  if (list === "areas" && (reading.state === "done" || reading.state === "taken_back"))
    keepAreas(issuer.code, await issuerObjectOf(c.env, issuer.code).areas(now), now);
  if (reading.state === "proposed" && reading.proposal !== null)
    await issuerObjectOf(c.env, issuer.code).noteOpened(reading.proposal, reader.person, now);
  return answer(200, readingBody(reading, reading.senderPerson === reader.person));
}

function readingBody(view: ListReading, mine: boolean): Reading {
  const { senderPerson: _, attempt: __, shown, errors, sentAt, figures, counties, moves, ...reading } = view;
  return {
    ...reading,
    figures: figuresBody(figures),
    counties: [...counties],
    moves: [...moves],
    mine,
    sentAt: instantOf(sentAt),
    persons: shown.map(({ entries, ...person }) => ({ ...person, entries: entries.map((entry) => ({ ...entry })) })),
    errors: errors.map(({ line, code, field }) => ({ line, code, field, sentence: PROBLEMS[code].sentence })),
  };
}

function listBody(
  { id, list, file, name, sender, sentAt, figures, result, takenBack, proposal, withdrawn }: ListView,
  now: number,
): Lists["lists"][number] {
  return {
    id,
    list,
    file,
    name,
    sender,
    sentAt: instantOf(sentAt),
    proposal: proposal && decisionBody(proposal, now),
    figures: figures && figuresBody(figures),
    result: result && { ...result, at: instantOf(result.at) },
    withdrawal: withdrawn && decisionBody(withdrawn, now),
    takenBack: takenBack && { ...takenBack, at: instantOf(takenBack.at) },
  };
}

function decisionBody(proposal: Proposal, now: number) {
  const { by, at, reason, evidence, decision } = proposal;
  return {
    by: handView(by).by,
    at: instantOf(at),
    state: stateOf(proposal, now),
    reason,
    evidence,
    decidedBy: decision && handView(decision.by).by,
    decidedAt: decision && instantOf(decision.at),
  };
}

/** The refused lines as a CSV file, piece by piece. */
async function refusedOf(c: Context<OfOfficer>, sha256: string, list: ListOf) {
  const file = factImportOf(c.env, c.var.issuer, list, sha256);
  const reading = await file.reading();
  if (reading === null) return refuse({ code: "import_not_found" });
  // The lines have whole numbers of documents, which only their sender may see.
  if (reading.senderPerson !== c.var.officer.person) return refuse({ code: "list_of_another" });
  const encoder = new TextEncoder();
  let next: number | null = 0;
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      if (next === null) return controller.close();
      const piece: RefusedLines = await file.refusedLines(next);
      const { head, line } = sheetOf(piece.heading);
      const lines = piece.lines.filter((each) => piece.heading === null || each.line > 1).map(line);
      controller.enqueue(encoder.encode((next === 0 ? head : "") + lines.join("")));
      ({ next } = piece);
    },
  });
  const headers = {
    "content-type": "text/csv; charset=utf-8",
    "content-disposition": `attachment; filename="refused.csv"`,
    "cache-control": "no-store",
  };
  return accept(new Response(body, { headers }));
}

/** Writes refused lines as CSV: the heading of the sent file, and the reason as the last column. JSON lines stand whole in the first column. */
function sheetOf(heading: string | null) {
  const columns = heading === null ? ["line"] : cellsOf(heading);
  // A file that is sent again has the reasons of the previous time.
  const previous = columns.findIndex((name) => name === REASON_COLUMN.zh || name === REASON_COLUMN.en);
  const written = (cells: readonly string[], reason: string) =>
    csvLine([...cells.filter((_, index) => index !== previous), reason]);
  return {
    head: BYTE_ORDER_MARK + written(columns, REASON_COLUMN.zh),
    line: ({ text, code, line }: RefusedLines["lines"][number]) =>
      written(heading === null ? [text] : cellsOf(text), `${line}: ${PROBLEMS[code].sentence.zh}`),
  };
}

/** The cells of a line; a line that is not well formed is one cell. */
function cellsOf(text: string): readonly string[] {
  return csvCells(text.replace(/^\uFEFF/, "")) ?? [text];
}
