/** Runs the issuer in Python (issuer.py): its commands, and the server of its origin. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import * as z from "zod";
import { run } from "../../tools/command.ts";

const PROGRAM = join(import.meta.dirname, "issuer.py");

export class PythonIssuer {
  readonly #python: string;
  readonly #folder: string;
  #close: () => Promise<void> = async () => {};

  constructor(python: string, folder: string) {
    this.#python = python;
    this.#folder = folder;
  }

  /** Runs a command of issuer.py and parses its answer. Rejects with its output if it fails. */
  async act<T>(command: string, shape: z.ZodType<T>, options: Readonly<Record<string, string>> = {}): Promise<T> {
    const { status, output } = await run(this.#python, this.#words(command, options), { capture: true });
    if (status !== 0) throw new Error(`issuer.py ${command}: ${output}`);
    return shape.parse(JSON.parse(output));
  }

  /** The digits of a credential, of a live one with a proof of now. */
  async show(handle: string): Promise<string> {
    return (await this.act("show", z.object({ digits: z.string() }), { handle })).digits;
  }

  /** Makes a credential. Returns its handle. */
  async issue(kind: "live" | "paper", community: string): Promise<string> {
    return (await this.act("issue", z.object({ handle: z.string() }), { kind, community })).handle;
  }

  /** Serves its origin on loopback until `close`, or until this process ends. */
  async serve(port: number): Promise<void> {
    const server = spawn(this.#python, this.#words("serve", { port: String(port) }), { stdio: ["pipe", "pipe", "inherit"] });
    const end = once(server, "exit");
    const isListening = await Promise.race([once(server.stdout, "data").then(() => true), end.then(() => false)]);
    if (!isListening) throw new Error(`issuer.py serve ended with ${server.exitCode}`);
    this.#close = async () => {
      server.stdin.end();
      await end;
    };
  }

  /** Ends the server of its origin. */
  async close(): Promise<void> {
    await this.#close();
  }

  /** Without the compiled files that Python would leave beside the program. */
  #words(command: string, options: Readonly<Record<string, string>>): readonly string[] {
    const given = Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]);
    return ["-B", PROGRAM, this.#folder, command, ...given];
  }
}
