/** Appeals of one person: written here, and what became of them. */
import { Hono } from "hono";
import {
  type Appeal,
  type AppealFile as AppealFileBody,
  appealFilePath,
  appealRequest,
  type Appeals,
} from "../../contract/appeal.ts";
import { answerDue, isAppealable } from "../../domain/appeal/appeal.ts";
import { type AppealFile, type FileType, fileTypeOf, MAX_FILE_BYTES } from "../../domain/appeal/file.ts";
import { regionOf } from "../../domain/issuer/issuer.ts";
import { appealQueueOf, type ObjectsEnv, peopleOf } from "../../objects/env.ts";
import type { AppealView } from "../../objects/people/appeal/appeals.ts";
import type { FileName } from "../../objects/people/appeal/file-store.ts";
import { uploadOf } from "../../objects/people/appeal/files.ts";
import { getUpload, putUpload } from "../../storage/uploads.ts";
import type { Secrets } from "../../token/secret/secrets.ts";
import type { OfManaged } from "../env.ts";
import { problem } from "../http/problem.ts";
import { parse, readBody, readBytes } from "../http/read-body.ts";
import { outcomeNow, showingOf, shownNow } from "./colour.ts";

export const appealFiles = new Hono<OfManaged>()
  .put("/:file", async (c) => {
    const path = parse(appealFilePath, { appeal: c.req.param("appeal"), file: c.req.param("file") });
    if (!path.ok) return problem(path.refusal);
    const bytes = await readBytes(c.req.raw, MAX_FILE_BYTES);
    if (bytes === null) return problem({ code: "file_too_large" });
    const type = fileTypeOf(bytes);
    if (type === null) return problem({ code: "file_type_unknown" });
    const { issuer, secrets, now, managed, actor } = c.var;
    const { person } = managed;
    const { appeal, file: id } = path.value;
    const file = { id, type, bytes: bytes.length };
    const people = peopleOf(c.env, issuer, person);
    // The shard knows of it first: what is cut off here is found there, and taken away.
    const begun = await people.beginFile({ person, appeal }, actor.account, file, now);
    if (!begun.ok) return problem(begun.refusal);
    if (begun.value === "begun") {
      await putUpload(c.env.UPLOADS, secrets, uploadOf({ person, appeal, id }), bytes);
      await people.fileArrived({ person, appeal, id });
    }
    return c.json<AppealFileBody>(file, 201);
  })
  .get("/:file", async (c) => {
    const path = parse(appealFilePath, { appeal: c.req.param("appeal"), file: c.req.param("file") });
    if (!path.ok) return problem(path.refusal);
    const { issuer, secrets, managed, actor } = c.var;
    const { person } = managed;
    const name = { person, appeal: path.value.appeal, id: path.value.file };
    const known = await peopleOf(c.env, issuer, person).appealFile(name, actor.account);
    return known.ok ? fileAnswer(c.env, secrets, name, known.value) : problem(known.refusal);
  });

export const appeals = new Hono<OfManaged>()
  .get("/", async (c) => {
    const { issuer, managed, actor } = c.var;
    const found = await peopleOf(c.env, issuer, managed.person).appeals(managed.person, actor.account);
    return found.ok ? c.json<Appeals>({ appeals: found.value.map(appealOf) }) : problem(found.refusal);
  })
  .post("/", async (c) => {
    const body = await readBody(c.req.raw, appealRequest);
    if (!body.ok) return problem(body.refusal);
    const { issuer, now, managed, actor } = c.var;
    const { person } = managed;
    const people = peopleOf(c.env, issuer, person);
    const [found, before] = await Promise.all([people.colour(person, actor.account, now), people.appeals(person, actor.account)]);
    if (!found.ok) return problem(found.refusal);
    if (!before.ok) return problem(before.refusal);
    const { decision, community } = found.value;
    const showing = await showingOf(c.env, issuer, now);
    const shown = shownNow(showing, decision, community, now);
    const { id, text, files } = body.value;
    const repeated = before.value.find((one) => one.id === id);
    if (repeated === undefined && !isAppealable(shown.colour)) return problem({ code: "nothing_to_appeal" });
    const { cause } = outcomeNow(showing, decision);
    const order = { person, account: actor.account, id, text, files, cause, region: regionOf(issuer.code) };
    const made = await people.appeal(order, now);
    if (!made.ok) return problem(made.refusal);
    const { region, at, maskedName, cause: about, text: written, files: attached, answered } = made.value;
    const { colour, reason: why } = shown;
    // A repeat after an interruption between the two puts it there; the queue takes it once.
    if (answered === null)
      await appealQueueOf(c.env, issuer, region).put(id, person, answerDue(at), {
        at,
        maskedName,
        colour,
        why,
        cause: about,
        text: written,
        files: attached,
      });
    return c.json<Appeal>(appealOf(made.value), 201);
  })
  .route("/:appeal/files", appealFiles);

function appealOf({ id, at, region, text, files, answered }: AppealView): Appeal {
  return {
    id,
    at: new Date(at).toISOString(),
    dueAt: new Date(answerDue(at)).toISOString(),
    region,
    text,
    files: [...files],
    state: answered === null ? "waiting" : answered.decision === "grant" ? "granted" : "refused",
    answeredAt: answered === null ? null : new Date(answered.at).toISOString(),
    reason: answered?.reason ?? null,
  };
}

const ENDINGS: Readonly<Record<FileType, string>> = {
  "image/jpeg": "jpg",
  "image/png": "png",
  "image/webp": "webp",
  "application/pdf": "pdf",
};

/** Kept by nobody on its way; a name without anything that the sender wrote. */
export async function fileAnswer(env: ObjectsEnv, secrets: Secrets, name: FileName, file: AppealFile): Promise<Response> {
  const bytes = await getUpload(env.UPLOADS, secrets, uploadOf(name));
  if (bytes === null) return problem({ code: "file_not_found" });
  const called = `appeal-${file.id.slice(0, 8)}.${ENDINGS[file.type]}`;
  return new Response(bytes, {
    headers: {
      "content-type": file.type,
      "content-disposition": `attachment; filename="${called}"; filename*=UTF-8''${called}`,
      "content-security-policy": "default-src 'none'; sandbox",
      "cross-origin-resource-policy": "same-origin",
      "cache-control": "no-store",
    },
  });
}
