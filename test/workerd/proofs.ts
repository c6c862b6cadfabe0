/** For tests of files of appeals: sends a file, makes an appeal with it, and finds the key of the file in storage. */
import { env } from "cloudflare:workers";
import type { AppealFile } from "../../src/contract/appeal.ts";
import { aListed, appeal, type Resident } from "./people/appellant.ts";

export const PDF = "%PDF-1.7 尹小满 核酸检测阴性证明";

export const stored = async () => (await env.UPLOADS.list()).objects.map(({ key }) => key);

export const pathOf = ({ person }: Resident, of: string, file: string) =>
  `/api/v1/people/${person.id}/appeals/${of}/files/${file}`;

export async function send(resident: Resident, of: string, body: string | Uint8Array = PDF, id: string = crypto.randomUUID()) {
  await resident.visitor.ask<AppealFile>("PUT", pathOf(resident, of, id), body);
  return id;
}

/** Makes a person with an appeal and one file; returns their ids and the key of the file in storage. */
export async function anAppealWithFile(body: string | Uint8Array = PDF) {
  const resident = await aListed();
  const id = crypto.randomUUID();
  const before = new Set(await stored());
  const file = await send(resident, id, body);
  const key = (await stored()).find((one) => !before.has(one)) ?? "";
  await appeal(resident, { id, files: [file] });
  return { resident, id, file, key };
}
