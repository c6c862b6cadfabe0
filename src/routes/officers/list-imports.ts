/** Files of facts and of risk levels, from clients and from officers. The path of a file has its SHA-256, so that a repeated upload is the same request. A file of an officer is read, and enters nothing. */
import { AREAS } from "../../contract/area.ts";
import { type FactImport, FACTS } from "../../contract/fact.ts";
import type { FactFileRefusal } from "../../domain/fact/fact-line.ts";
import { toHex } from "../../domain/hex.ts";
import { accept, refuse, type Result } from "../../domain/result.ts";
import { factImportOf, issuerObjectOf } from "../../objects/env.ts";
import type { ListOf } from "../../domain/list/list-file.ts";
import type { OfficerNotBound } from "../../domain/officer/officer.ts";
import type { ImportView, ListSender } from "../../objects/list-import/rpc.ts";
import { keepAreas } from "../../storage/areas.ts";
import type { Env, OfSender } from "../env.ts";
import { PROBLEMS } from "../../contract/problem.ts";
import { Routes } from "../http/operation.ts";
import { actingOfficer } from "../who/acting-officer.ts";
import { sender } from "../who/sender.ts";
import { instantOf } from "../../domain/instant.ts";

export const factImports = importsOf("facts", FACTS.sendFacts, FACTS.factImport);
export const areaImports = importsOf("areas", AREAS.sendAreas, AREAS.areaImport);

function importsOf(
  list: ListOf,
  send: typeof FACTS.sendFacts | typeof AREAS.sendAreas,
  read: typeof FACTS.factImport | typeof AREAS.areaImport,
) {
  return new Routes<OfSender>(`/api/v1/${list}`)
    .use(sender(list))
    .on(send, async (c, { params: { import: sha256 }, query: { format, name = "" }, answer }) => {
      const { issuer, now } = c.var;
      const file = factImportOf(c.env, issuer, list, sha256);
      const by = await listSender(c.env, c.var);
      if (!by.ok) return by;
      const order = { format, name, sender: by.value, shards: issuer.shards };
      const attempt = await file.begin(order, now);
      // `begin` answers null if the import runs, or is done without refused lines: then the body is not read.
      if (attempt !== null) {
        const body = c.req.raw.body ?? new Blob([]).stream();
        const upload = await streamPieces(body, (n, text) => file.add(attempt, n, text));
        if (!upload.ok || upload.value.sha256 !== sha256) {
          await file.forget(attempt);
          return upload.ok ? refuse({ code: "facts_other_file" }) : upload;
        }
        await file.close(attempt, upload.value.pieces, now);
      }
      const view = await file.view();
      return view === null ? refuse({ code: "import_not_found" }) : answer(202, importOf(view));
    })
    .on(read, async (c, { params, answer }) => {
      const { issuer, now } = c.var;
      const view = await factImportOf(c.env, issuer, list, params.import).view();
      // A caller that has waited for the end of the import can then read the new levels in this isolate without KV's delay.
      if (list === "areas" && view?.state === "done")
        keepAreas(issuer.code, await issuerObjectOf(c.env, issuer.code).areas(now), now);
      return view === null ? refuse({ code: "import_not_found" }) : answer(200, importOf(view));
    });
}

/** The sender of the file. An officer's lines about persons who concern them are refused. */
async function listSender(env: Env, vars: OfSender["Variables"]): Promise<Result<ListSender, OfficerNotBound>> {
  const { officer, ...by } = vars.sender;
  if (officer === null) return accept({ ...by, officer });
  const acting = await actingOfficer(env, vars);
  if (!acting.ok) return acting;
  const { person, concerns } = acting.value;
  return accept({ ...by, officer: { person, concerns } });
}

/** The progress of an import. A page of an earlier release also asks for the progress of an officer's file: it hears that nothing is entered, and what to do. */
function importOf({ state, begunAt, finishedAt, errors, ...counts }: ImportView): FactImport {
  const isWaiting = state === "read" || state === "proposed";
  const shown = errors.map(({ line, code, field }) => ({ line, code: code as string, field, sentence: PROBLEMS[code].sentence }));
  const toPropose = { line: 1, code: "list_to_propose", field: null, sentence: PROBLEMS.list_to_propose.sentence };
  return {
    ...counts,
    state: state === "receiving" ? state : isWaiting || isOver(state) ? "done" : "running",
    begunAt: instantOf(begunAt),
    finishedAt: instantOf(finishedAt),
    ...(isWaiting && { entered: 0, known: 0, refused: counts.lines }),
    errors: isWaiting ? [toPropose, ...shown] : shown,
  };
}

function isOver(state: ImportView["state"]): boolean {
  return state === "done" || state === "taking_back" || state === "taken_back";
}

/** The largest piece of a file that is sent to the import, in characters. A text with no line end within this length is not a list. */
const PIECE_CHARACTERS = 128 * 1024;
const MAX_LINES = 1_000_000;
const LINES = /\n/g;

export interface StreamedFile {
  readonly pieces: number;
  readonly sha256: string;
}

/** Splits a file into pieces at line ends and hashes it. @param send receives the pieces in order, numbered from 0 */
export async function streamPieces(
  body: ReadableStream<Uint8Array>,
  send: (n: number, text: string) => Promise<void>,
): Promise<Result<StreamedFile, FactFileRefusal>> {
  const digest = new crypto.DigestStream("SHA-256");
  const writer = digest.getWriter();
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: false });
  let text = "";
  let pieces = 0;
  let lines = 0;
  for await (const chunk of body) {
    await writer.write(chunk);
    const more = decode(decoder, chunk);
    if (more === null) return refuse({ code: "facts_not_utf8" });
    lines += more.match(LINES)?.length ?? 0;
    if (lines > MAX_LINES) return refuse({ code: "facts_too_many" });
    text += more;
    while (text.length > PIECE_CHARACTERS) {
      const end = text.lastIndexOf("\n", PIECE_CHARACTERS);
      if (end === -1) return refuse({ code: "facts_no_lines" });
      await send(pieces, text.slice(0, end));
      pieces += 1;
      text = text.slice(end + 1);
    }
  }
  await writer.close();
  if (decode(decoder) === null) return refuse({ code: "facts_not_utf8" });
  if (text !== "") await send(pieces, text.replace(/\n$/, ""));
  return accept({ pieces: text === "" ? pieces : pieces + 1, sha256: toHex(new Uint8Array(await digest.digest)) });
}

/** Decodes the next chunk; without a chunk, the end of the file. Null if the bytes are not UTF-8 or the file ends inside a character. */
function decode(decoder: TextDecoder, chunk?: Uint8Array): string | null {
  try {
    return chunk === undefined ? decoder.decode() : decoder.decode(chunk, { stream: true });
  } catch {
    return null;
  }
}
