/** Runs the issuer in Python (issuer.py): its commands, and the server of its origin. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import * as z from "zod";
import { run } from "../../tools/command.ts";

const PROGRAM = join(import.meta.dirname, "issuer.py");

export class PythonIssuer {
  readonly #python: string;
  readonly #folder: string;
  #server: ChildProcess | undefined;

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

  /** Serves its origin on loopback until `close`. */
  async serve(port: number): Promise<void> {
    this.#server = spawn(this.#python, this.#words("serve", { port: String(port) }), { stdio: "inherit" });
    for (; !(await isOpen(port)); await setTimeout(50))
      if (this.#server.exitCode !== null) throw new Error(`issuer.py serve ended with ${this.#server.exitCode}`);
  }

  async close(): Promise<void> {
    const server = this.#server;
    if (server === undefined || server.exitCode !== null) return;
    server.kill();
    await once(server, "close");
  }

  /** Without the compiled files that Python would leave beside the program. */
  #words(command: string, options: Readonly<Record<string, string>>): readonly string[] {
    const given = Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]);
    return ["-B", PROGRAM, this.#folder, command, ...given];
  }
}

function isOpen(port: number): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => {
      socket.destroy();
      done(true);
    });
    socket.once("error", () => done(false));
  });
}
