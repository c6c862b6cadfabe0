/** Files of one person's appeal: sent before it is written, read by whoever manages the person. The same file sent again is the same file. */
import { Hono } from "hono";
import { type AppealFile as AppealFileBody, appealFilePath } from "../contract/appeal.ts";
import { fileTypeOf, MAX_FILE_BYTES } from "../domain/appeal/file.ts";
import { peopleOf } from "../objects/env.ts";
import { uploadOf } from "../objects/people/appeal/files.ts";
import { putUpload } from "../storage/uploads.ts";
import type { OfManaged } from "./env.ts";
import { fileAnswer } from "./file-answer.ts";
import { problem } from "./http/problem.ts";
import { parse, readBytes } from "./http/read-body.ts";

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
