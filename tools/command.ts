/** Runs a command in the root of the project, with node_modules/.bin first in its search path. */
import { spawn } from "node:child_process";
import { delimiter, join, resolve } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { quietEnvironment } from "./quiet.ts";

export const root = resolve(import.meta.dirname, "..");

export interface CommandOptions {
  /** The directory in which the command runs; default: the root of the project. */
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Returns the output in the result, instead of writing it to the terminal. */
  readonly capture?: boolean;
  /** The standard input; absent: none. */
  readonly input?: string;
  /** Writes this text before each line of the output, and only whole lines, so that the outputs of two parallel commands stay readable. */
  readonly prefix?: string;
}

export interface CommandResult {
  readonly status: number;
  /** Standard output and standard error in one text; empty without `capture`. */
  readonly output: string;
}

/** Runs a command to its end. Never rejects: the status is the exit code, or 127 if the command cannot be started, as in a shell. */
export function run(command: string, args: readonly string[], options: CommandOptions = {}): Promise<CommandResult> {
  return new Promise((done) => {
    const path = `${join(root, "node_modules", ".bin")}${delimiter}${process.env.PATH ?? ""}`;
    const stream = options.capture === true || options.prefix !== undefined ? "pipe" : "inherit";
    const child = spawn(command, args, {
      cwd: options.cwd ?? root,
      env: { ...process.env, ...quietEnvironment, ...options.env, PATH: path },
      // On Windows the tools are .cmd files: only a shell can start them.
      shell: process.platform === "win32",
      stdio: [options.input === undefined ? "ignore" : "pipe", stream, stream],
    });
    child.stdin?.end(options.input);
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
