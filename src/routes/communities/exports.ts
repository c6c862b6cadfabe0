/** Exports of one community's passes as CSV and XLSX, and the record of exports with office and purpose; for its administrators. Source: product.md §4. */
import type { Context } from "hono";
import { COMMUNITY } from "../../contract/operation.ts";
import { PASSES } from "../../contract/pass.ts";
import type { PassFilters } from "../../contract/pass-filter.ts";
import { dateOf } from "../../domain/china-time.ts";
import { accept, refuse } from "../../domain/result.ts";
import { communityOf } from "../../objects/env.ts";
import { nameOf } from "../divisions/division-name.ts";
import type { OfOffice } from "../env.ts";
import { inCharge } from "../who/in-charge.ts";
import { type Input, Routes } from "../http/operation.ts";
import { beginningOf, nextPageOf } from "../http/page.ts";
import { filterOf, periodOf, pointerOf } from "./history.ts";
import { noteLook, personOf } from "./person-filter.ts";
import { passStream } from "./pass-stream.ts";
import { csvFile, type ExportFacts, type PassFile } from "./pass-table.ts";
import type { ExportFormat, PassPosition } from "../../objects/community/pass.ts";
import { instantOf } from "../../domain/instant.ts";

interface Format {
  readonly type: string;
  readonly fileOf: (facts: ExportFacts) => PassFile | Promise<PassFile>;
}

const FORMATS: Readonly<Record<ExportFormat, Format>> = {
  csv: { type: "text/csv; charset=utf-8", fileOf: csvFile },
  xlsx: {
    type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    // A module of its own: most isolates never write a workbook.
    fileOf: async (facts) => (await import("./pass-xlsx.ts")).xlsxFile(facts),
  },
};

const PAGE = 100;

export const exports = new Routes<OfOffice>(COMMUNITY)
  .on(PASSES.passesCsv, inCharge, (c, input) => exportFile(c, input, "csv"))
  .on(PASSES.passesXlsx, inCharge, (c, input) => exportFile(c, input, "xlsx"))
  .on(PASSES.exports, inCharge, async (c, { params: { division }, query: { page }, answer }) => {
    const { issuer, secrets } = c.var;
    const scope = JSON.stringify(["exports", division]);
    const before = await beginningOf(secrets, scope, page);
    if (before === null) return refuse({ code: "bad_request", pointer: "/page" });
    const latest = await communityOf(c.env, issuer, division).exports(before, PAGE + 1);
    const rows = latest.slice(0, PAGE);
    const last = latest.length > PAGE ? rows.at(-1) : undefined;
    return answer(200, {
      nextPage: await nextPageOf(secrets, scope, last && { at: last.at, seq: last.id }),
      exports: rows.map(({ at, filter, ...one }) => ({
        ...one,
        at: instantOf(at),
        filter: JSON.parse(filter) as PassFilters,
      })),
    });
  });

async function exportFile(
  c: Context<OfOffice>,
  { params: { division }, query }: Pick<Input<typeof PASSES.passesCsv>, "params" | "query">,
  format: ExportFormat,
) {
  const { issuer, secrets, now, office, actor } = c.var;
  const { purpose, ...filters } = query;
  const period = periodOf(filters, now);
  if (!period.ok) return period;
  const community = communityOf(c.env, issuer, division);
  const person = await personOf(secrets, division, filters);
  if (!person.ok) return person;
  const filter = filterOf(filters, period.value, person.value);
  // Passes registered after this moment are not part of this export.
  const to = Math.min(period.value.to, now + 1);
  const pages = (before: PassPosition, limit: number) => community.passes(filter, before, limit);
  const probe = await pages({ at: to, seq: 0 }, 1);
  if (!probe.ok) return refuse({ ...probe.refusal, pointer: pointerOf(probe.refusal.code) });
  if (person.value !== null) {
    const look = await noteLook(c.env, c.var, person.value, { kind: "other", text: purpose });
    await look.tell(probe.value.passes[0]?.maskedName);
  }
  const [officeName, name] = await Promise.all([nameOf(c.env, c.var, office), nameOf(c.env, c.var, division)]);
  const order = { office, actor: actor.account, purpose, format, filter: JSON.stringify(filters) };
  const id = await community.beginExport(order, now);
  const end = (count: number, whole: boolean) => community.endExport(id, count, whole, now);
  const { type, fileOf } = FORMATS[format];
  const file = await fileOf({ purpose, office: `${officeName}（${office}）`, at: now });
  const last = `${dateOf(filter.from)}_${dateOf(to - 1)}.${format}`;
  const answer = new Response(passStream(file, pages, end, to), {
    headers: {
      "content-type": type,
      "content-disposition": attachment(`${division}_${last}`, `通行登记_${name}_${last}`),
      "cache-control": "no-store",
    },
  });
  return accept(answer);
}

/** RFC 6266: an ASCII name for every client, and the Chinese name for clients that support `filename*`. */
function attachment(plain: string, name: string): string {
  const utf8Name = encodeURIComponent(name).replaceAll(
    /['()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="passes_${plain}"; filename*=UTF-8''${utf8Name}`;
}
