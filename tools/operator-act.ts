/** The shared part of the operators' commands: reads the options, signs a request with the key of a file, sends it, prints the refusal. */
import { parseArgs, type ParseArgsConfig } from "node:util";
import type { IssuerCode } from "../src/domain/issuer/issuer.ts";
import { signOperatorRequest } from "../src/token/secret/operator.ts";
import { ask } from "./operator-client.ts";
import { readOperatorKey } from "./operator-key.ts";

export interface SignedBy {
  /** The address of the issuer. */
  readonly origin: string;
  /** The file of the operator's key. A key is never given on a command line or in the environment, which other programs can read. */
  readonly key: string;
}

/** Signs an act for the issuer at `origin`, sends it and returns the body of the answer. Rejects with the code, place and sentence of a refusal. */
export async function sendAct(
  { origin, key }: SignedBy,
  path: string,
  act: Readonly<Record<string, unknown>>,
): Promise<Readonly<Record<string, unknown>>> {
  const signer = readOperatorKey(key);
  const issuer = await ask(origin, "GET", "/.well-known/yima-issuer");
  const code = issuer.body["code"];
  if (issuer.status !== 200 || typeof code !== "string")
    throw new Error(`${origin} does not answer as an issuer: ${issuer.status}`);
  const request = await signOperatorRequest(signer, code as IssuerCode, crypto.randomUUID(), act, Date.now());
  const { status, body } = await ask(origin, "POST", path, { request });
  if (status < 300) return body;
  const sentence = body["sentence"] as { readonly zh: string; readonly en: string } | undefined;
  const place = typeof body["pointer"] === "string" ? ` ${body["pointer"]}` : "";
  throw new Error(`${status} ${String(body["code"])}${place}: ${sentence?.zh ?? ""} ${sentence?.en ?? ""}`);
}

/** What a second person does with a proposal. */
export function secondWords(id: string, origin: string): string {
  return `An officer decides it on the PC, or a second operator:\n  npm run operator -- approve ${id} --note "…" --key FILE --origin ${origin}\n`;
}

/** The options of the command line. After an unknown one, or one without its value, the process ends with a sentence and the help. */
export function readOptions<const T extends ParseArgsConfig>(config: T, help: string) {
  try {
    return parseArgs(config);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${help}`);
    return process.exit(2);
  }
}

/** Prints the help, after the names of options that are missing in `values`. Returns the exit code. */
export function explain(
  values: Readonly<Record<string, unknown>> & { readonly help: boolean },
  needed: readonly string[],
  help: string,
): number {
  const missing = needed.filter((name) => values[name] === undefined).map((name) => `--${name}`);
  process.stderr.write(values.help || missing.length === 0 ? help : `Missing: ${missing.join(", ")}\n\n${help}`);
  return values.help ? 0 : 2;
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

/** One act of a command that has several. */
export interface Act {
  /** The least number of words after the act. */
  readonly words: number;
  /** The options that it needs. */
  readonly needs: readonly string[];
  readonly run: (words: readonly string[]) => unknown;
}

/** Runs the act that the first word names, or prints the help. Returns the exit code. */
export async function runAct(
  values: Readonly<Record<string, unknown>> & { readonly help: boolean },
  [name = "", ...words]: readonly string[],
  acts: Readonly<Record<string, Act>>,
  help: string,
): Promise<number> {
  const act = acts[name];
  const needs = act?.needs ?? [];
  const missing = needs.some((one) => values[one] === undefined);
  if (values.help || act === undefined || words.length < act.words || missing) {
    if (!values.help && !missing && name !== "")
      process.stderr.write(`${act === undefined ? `There is no ${name}` : `A word is missing after ${name}`}.\n\n`);
    return explain(values, needs, help);
  }
  await act.run(words);
  return 0;
}

export function printLines(lines: readonly string[]): void {
  process.stdout.write(lines.map((line) => `${line}\n`).join(""));
}
