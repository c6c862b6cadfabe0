/** The shared part of the operators' commands: reads the master secret, sends a signed request, prints the refusal. */
import { readFileSync } from "node:fs";
import type { IssuerCode } from "../src/domain/issuer/issuer.ts";
import { signOperatorRequest } from "../src/token/secret/operator.ts";
import { openSecrets } from "../src/token/secret/secrets.ts";
import { ask } from "./operator-client.ts";

/** The master secret: from the file if one is given, otherwise from YIMA_MASTER_KEY; undefined without both. */
export function masterKeyOf(file: string | undefined): string | undefined {
  return file === undefined ? process.env.YIMA_MASTER_KEY : readFileSync(file, "utf8").trim();
}

/** Signs an act for the issuer at `origin`, sends it and returns the body of the answer. Rejects with the code, place and sentence of a refusal. */
export async function sendAct(
  origin: string,
  path: string,
  masterKey: string,
  act: Readonly<Record<string, unknown>>,
): Promise<Readonly<Record<string, unknown>>> {
  const issuer = await ask(origin, "GET", "/.well-known/yima-issuer");
  const code = issuer.body["code"];
  if (issuer.status !== 200 || typeof code !== "string")
    throw new Error(`${origin} does not answer as an issuer: ${issuer.status}`);
  const secrets = await openSecrets(masterKey, code as IssuerCode);
  const request = await signOperatorRequest(secrets, crypto.randomUUID(), act, Date.now());
  const { status, body } = await ask(origin, "POST", path, { request });
  if (status < 300) return body;
  const sentence = body["sentence"] as { readonly zh: string; readonly en: string } | undefined;
  const place = typeof body["pointer"] === "string" ? ` ${body["pointer"]}` : "";
  throw new Error(`${status} ${String(body["code"])}${place}: ${sentence?.zh ?? ""} ${sentence?.en ?? ""}`);
}

/** Runs a command and sets its result as the exit code of the process. If it rejects: prints the reason and sets 1. */
export async function runCommand(command: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await command();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}
