/** Runs a tool of node_modules/.bin and hands its output on as it comes. */
import { spawn } from "node:child_process";
import { delimiter, join, resolve } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { quietEnvironment } from "./quiet.ts";

export const root = resolve(import.meta.dirname, "..");

export interface CommandOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Keep the output back and hand it over with the result. */
  readonly capture?: boolean;
  /** Write the output by whole lines, each after this text: the output of two commands at once stays readable. */
  readonly prefix?: string;
}

export interface CommandResult {
  readonly status: number;
  /** Standard output and error, interleaved; empty unless captured. */
  readonly output: string;
}

/** Resolves with the exit code; a command that cannot be started has 127 as a shell would say. */
export function run(command: string, args: readonly string[], options: CommandOptions = {}): Promise<CommandResult> {
  return new Promise((done) => {
    const path = `${join(root, "node_modules", ".bin")}${delimiter}${process.env.PATH ?? ""}`;
    const stream = options.capture === true || options.prefix !== undefined ? "pipe" : "inherit";
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, ...quietEnvironment, ...options.env, PATH: path },
      // Tools on Windows are .cmd files, which only a shell starts.
      shell: process.platform === "win32",
      stdio: ["ignore", stream, stream],
    });
    const chunks: Buffer[] = [];
    for (const output of [child.stdout, child.stderr]) {
      if (output === null) continue;
      if (options.capture === true) output.on("data", (chunk: Buffer) => chunks.push(chunk));
      else writeLines(output, options.prefix ?? "");
    }
    child.on("error", (error) => done({ status: 127, output: error.message }));
    child.on("close", (status) => done({ status: status ?? 1, output: Buffer.concat(chunks).toString("utf8") }));
  });
}

function writeLines(output: Readable, prefix: string): void {
  createInterface({ input: output }).on("line", (line) => process.stdout.write(`${prefix}${line}\n`));
}
