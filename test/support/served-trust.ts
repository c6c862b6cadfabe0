/** The files of trust as deployments serve them, and a watch that notes every number that goes back and every number that comes with two contents. docs/trust.md. */
import { setTimeout } from "node:timers/promises";
import { decodeJwt } from "jose";
import * as z from "zod";
import type { Visitor } from "../../tools/visitor.ts";

const stateShape = z.object({
  seq: z.int(),
  register: z.tuple([z.int(), z.string()]),
  book: z.tuple([z.int(), z.string()]),
  suspended: z.array(z.object({ code: z.string(), at: z.int() })),
});
const registerShape = z.object({
  seq: z.int(),
  members: z.array(z.object({ code: z.string(), keys: z.array(z.object({ kid: z.string() })) })),
});
const bookShape = z.object({ to: z.int(), statements: z.array(z.string()) });
const statementShape = z.object({ iss: z.string(), seq: z.int() });

const FILES = "/.well-known/trust";
const PAUSE_MS = 20;
const LOST: ReadonlySet<unknown> = new Set(["ECONNREFUSED", "ECONNRESET", "EPIPE"]);

export interface ServedTrust {
  readonly state: z.infer<typeof stateShape>;
  readonly register: z.infer<typeof registerShape>;
  readonly book: z.infer<typeof bookShape>;
  /** The number of the statement of each issuer in the book, by its code. */
  readonly statements: ReadonlyMap<string, number>;
  /** The texts of the three files. */
  readonly texts: { readonly state: string; readonly register: string; readonly book: string };
}

/** The files that a host serves at this moment. Rejects if it does not answer or has none. */
export async function servedTrust(visitor: Visitor): Promise<ServedTrust> {
  const file = async (name: string) => {
    const { status, text } = await visitor.send("GET", `${FILES}/${name}`);
    if (status !== 200) throw new Error(`${name}: ${status} ${text}`);
    return text;
  };
  const [state, signed, changes] = [await file("state"), await file("register"), await file("book")];
  const { payload: register } = z.object({ payload: z.string() }).parse(JSON.parse(signed));
  const book = bookShape.parse(JSON.parse(changes));
  const stated = book.statements.map(statementOf);
  return {
    state: stateShape.parse(decodeJwt(state)),
    register: registerShape.parse(JSON.parse(Buffer.from(register, "base64url").toString("utf8"))),
    book,
    statements: new Map(stated.map(({ iss, seq }) => [iss, seq])),
    texts: { state, register, book: JSON.stringify(book.statements) },
  };
}

export function statementOf(text: string): z.infer<typeof statementShape> {
  return statementShape.parse(decodeJwt(text));
}

/** Whether an error means that nothing answers at a port, or that its process ended before it answered. */
export function isLost(error: unknown): boolean {
  return error instanceof Error && "code" in error && LOST.has(error.code);
}

export class TrustWatch {
  /** What went back, what came with two contents, and what was refused. */
  readonly faults: string[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #contents = new Map<string, string>();

  /** Looks at a host until `isOver`, also while its process does not run. @param issuer an issuer of the host, whose own statement is looked at too */
  async look(name: string, visitor: Visitor, issuer: string, isOver: () => boolean): Promise<void> {
    while (!isOver()) {
      try {
        const { state, register, book, statements, texts } = await servedTrust(visitor);
        const own = statementOf((await visitor.send("GET", `${FILES}/statement/${issuer}`)).text);
        this.#number(`${name}: the state`, state.seq);
        this.#number(`${name}: the register in the state`, state.register[0]);
        this.#number(`${name}: the book in the state`, state.book[0]);
        this.#number(`${name}: the register`, register.seq);
        this.#number(`${name}: the book`, book.to);
        this.#number(`${name}: the own statement`, own.seq);
        for (const [code, seq] of statements) this.#number(`${name}: the statement of ${code}`, seq);
        this.#content(`the state ${state.seq}`, texts.state);
        this.#content(`the register ${register.seq}`, texts.register);
        this.#content(`the book ${book.to}`, texts.book);
      } catch (error) {
        if (!isLost(error)) this.faults.push(`${name}: ${String(error)}`);
      }
      await setTimeout(PAUSE_MS);
    }
  }

  #number(what: string, number: number): void {
    const before = this.#numbers.get(what) ?? 0;
    if (number < before) this.faults.push(`${what} went from ${before} back to ${number}`);
    this.#numbers.set(what, number);
  }

  #content(what: string, text: string): void {
    const before = this.#contents.get(what) ?? text;
    if (text !== before) this.faults.push(`${what} came with two contents`);
    this.#contents.set(what, before);
  }
}
