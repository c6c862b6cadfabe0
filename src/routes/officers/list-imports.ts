/** Facts of clients, one by one, and files of facts of clients and officers, under the file's SHA-256: the same file again is the same request. */
import { Hono } from "hono";
import { type FactImport, factFormat, factRequest } from "../../contract/fact.ts";
import { factImportOf, issuerObjectOf, type ListOf } from "../../objects/env.ts";
import type { ImportView } from "../../objects/list-import/rpc.ts";
import { keepAreas } from "../../storage/areas.ts";
import { enterFact } from "./facts.ts";
import type { OfSender } from "../env.ts";
import { streamPieces } from "../fact-pieces.ts";
import { client, sender } from "../middleware/sender.ts";
import { problem } from "../http/problem.ts";
import { PROBLEMS } from "../http/problem-table.ts";
import { parse, readBody } from "../http/read-body.ts";

const SHA256 = /^[0-9a-f]{64}$/;

export const factImports = new Hono<OfSender>()
  .post("/", client("facts"), async (c) => {
    const body = await readBody(c.req.raw, factRequest);
    return body.ok ? enterFact(c.env, c.var, body.value, c.var.sender.scope) : problem(body.refusal);
  })
  .route("/", importsOf("facts"));
/** Risk levels of areas come the same way. */
export const areaImports = importsOf("areas");

function importsOf(list: ListOf) {
  return new Hono<OfSender>()
    .use(sender(list))
    .put("/:import", async (c) => {
      const sha256 = c.req.param("import");
      if (!SHA256.test(sha256)) return problem({ code: "import_not_found" });
      const format = parse(factFormat, c.req.query("format"));
      if (!format.ok) return problem({ code: "bad_request", pointer: "/format" });
      const { issuer, now } = c.var;
      const file = factImportOf(c.env, issuer, list, sha256);
      const beginning = { format: format.value, sender: c.var.sender, shards: issuer.shards };
      const attempt = await file.begin(beginning, now);
      // A file that is being taken, or was taken whole, is not taken again.
      if (attempt !== null) {
        const body = c.req.raw.body ?? new Blob([]).stream();
        const streamed = await streamPieces(body, (n, text) => file.add(attempt, n, text));
        if (!streamed.ok || streamed.value.sha256 !== sha256) {
          await file.forget(attempt);
          return problem(streamed.ok ? { code: "facts_other_file" } : streamed.refusal);
        }
        await file.close(attempt, streamed.value.pieces, now);
      }
      const view = await file.view();
      return view === null ? problem({ code: "import_not_found" }) : c.json<FactImport>(importOf(view), 202);
    })
    .get("/:import", async (c) => {
      const sha256 = c.req.param("import");
      const { issuer, now } = c.var;
      const view = SHA256.test(sha256) ? await factImportOf(c.env, issuer, list, sha256).view() : null;
      // Whoever waited for a file sees at once what it said.
      if (list === "areas" && view?.state === "done")
        keepAreas(issuer.code, await issuerObjectOf(c.env, issuer.code).areas(now), now);
      return view === null ? problem({ code: "import_not_found" }) : c.json<FactImport>(importOf(view));
    });
}

function importOf({ begunAt, finishedAt, errors, ...counts }: ImportView): FactImport {
  return {
    ...counts,
    begunAt: new Date(begunAt).toISOString(),
    finishedAt: finishedAt === null ? null : new Date(finishedAt).toISOString(),
    errors: errors.map(({ line, code, field }) => ({ line, code, field, sentence: PROBLEMS[code].sentence })),
  };
}
