/** Jiangxi (36), a province without a system, as two operators of the nation's deployment host it by their command; and a person there. docs/trust.md §11. */
import { join } from "node:path";
import { expect } from "vitest";
import type { Application } from "../../src/token/federation/application.ts";
import type { OperatorSigner } from "../../src/token/secret/operator.ts";
import { root, run } from "../../tools/command.ts";
import { declare } from "../../tools/demo.ts";
import { originOf } from "./deployments.ts";
import type { System } from "./guangdong.ts";
import { bind, type Member } from "./hubei.ts";
import { applicationIn } from "./nation.ts";
import { type KeyFiles, keyFiles } from "./operator-files.ts";
import { FIRST, SECOND } from "./operators.ts";
import { LOADED_MS } from "./patience.ts";
import type { Running } from "./running.ts";

export const JIANGXI = "jiangxi.localhost";
/** A street of Nanchang. */
export const NANCHANG = "360102001";
export const JIANGXI_RESIDENT = {
  phone: "13800000061",
  people: [{ relation: "self", name: "徐江西", number: "360102198503030022" }],
} as const;

/** One operator's order to host it. @param files the keys and, beside them, the file of the application @param changes further words, which replace the usual ones */
export function orderJiangxi(system: Pick<Running, "port">, files: KeyFiles, by: OperatorSigner, ...changes: readonly string[]) {
  const facts = ["--code", "36", "--host", JIANGXI, "--name", "江西省", "--english", "Jiangxi", "--shards", "4"];
  const at = ["--key", files.write(by), "--origin", originOf(system), "--out", fileOf(files)];
  return run("node", [join(root, "tools/issuer.ts"), "host", ...facts, ...at, ...changes], { capture: true });
}

/** The file in which that command writes the application. */
export function fileOf({ directory }: KeyFiles): string {
  return join(directory, "jiangxi.application");
}

/** Both operators order it. Returns its application to the register. */
export async function hostJiangxi(system: Pick<Running, "port">): Promise<Application> {
  const files = keyFiles();
  try {
    for (const by of [FIRST, SECOND]) {
      const { status, output } = await orderJiangxi(system, files, by);
      if (status !== 0) throw new Error(output);
    }
    return await applicationIn(fileOf(files), "36");
  } finally {
    files.remove();
  }
}

/** A person of Jiangxi who has declared, as soon as its host answers. */
export async function aPersonOfJiangxi(system: System): Promise<Member> {
  const isServed = async () => (await system.visitor(JIANGXI).send("GET", "/.well-known/yima-issuer")).status;
  await expect.poll(isServed, { timeout: LOADED_MS, interval: 500 }).toBe(200);
  const person = await bind(system, JIANGXI_RESIDENT, JIANGXI);
  await declare(person.visitor, { id: person.id }, JIANGXI_RESIDENT.phone, NANCHANG);
  return person;
}
