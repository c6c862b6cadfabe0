/** Passes as CSV: the facts of the export, the header, a line a pass. */
import { BYTE_ORDER_MARK, csvLine } from "../domain/history/csv.ts";
import type { PassView } from "../objects/community/rpc.ts";
import { type ExportFacts, factLines, HEADER, momentText, type PassFile, wordsOf } from "./communities/pass-table.ts";

export function csvFile(facts: ExportFacts): PassFile {
  const encoder = new TextEncoder();
  return {
    begin: () => encoder.encode(BYTE_ORDER_MARK + [...factLines(facts), HEADER].map(csvLine).join("")),
    add: (passes) => encoder.encode(passes.map(lineOf).join("")),
    end: () => new Uint8Array(),
  };
}

function lineOf(pass: PassView): string {
  return csvLine([momentText(pass.at), ...wordsOf(pass)]);
}
