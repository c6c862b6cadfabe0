/** Asks for a passphrase on the terminal without showing what is typed; from a pipe it reads the first line. */
import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";

const silent = new Writable({ write: (_chunk, _encoding, done) => done() });

/** @param question is printed on a terminal */
export async function askPassphrase(question: string): Promise<string> {
  const isTerminal = process.stdin.isTTY;
  if (isTerminal) process.stderr.write(question);
  const reader = createInterface({ input: process.stdin, output: silent, terminal: isTerminal });
  try {
    for await (const line of reader) return line;
    throw new Error("no passphrase was given");
  } finally {
    reader.close();
    if (isTerminal) process.stderr.write("\n");
  }
}
