/** Where the reader of a deployment gets the files of trust: from the nation's object, if this deployment has it, otherwise from the nation's host. */
import { type IssuerCode, NATION } from "../../domain/issuer/issuer.ts";
import { filesBelow } from "../../token/federation/files-below.ts";
import type { FileSource } from "../../token/federation/pull-files.ts";
import { answerText } from "../../token/status/bounded-bytes.ts";
import { mailboxOf, nationObjectOf, type ObjectsEnv } from "../env.ts";
import { issuersIn } from "../issuers.ts";

const PATIENCE_MS = 10_000;

/** A source that also takes the statements of this deployment's issuers. */
export interface Nation extends FileSource {
  /** Hands a statement of this issuer in, by a letter to another host. Rejects if the nation's object here does not take it. */
  offerStatement(text: string, issuer: IssuerCode): Promise<void>;
}

/** Null if this deployment reads no files of trust. */
export function nationOf(env: ObjectsEnv): Nation | null {
  if ((env.YIMA_TRUST_ROOT ?? "") === "") return null;
  if (issuersIn(env).some(({ code }) => code === NATION)) return nationHere(env);
  return (env.YIMA_NATION ?? "") === "" ? null : nationAt(env, env.YIMA_NATION ?? "");
}

function nationHere(env: ObjectsEnv): Nation {
  const nation = nationObjectOf(env);
  return {
    root: (version) => nation.root(version),
    state: async () => nation.state(),
    register: async (seq) => nation.register(seq),
    book: async (since) => nation.book(since),
    async offerStatement(text) {
      const taken = await nation.offerStatement(text, Date.now());
      if (!taken.ok) throw new Error(`the nation refuses the statement: ${taken.refusal.code}`);
    },
  };
}

/** @param origin the setting YIMA_NATION, which the worker has checked */
function nationAt(env: ObjectsEnv, origin: string): Nation {
  const get = async (path: string, maxBytes: number, type: string) =>
    answerText(await fetch(`${origin}${path}`, { redirect: "manual", signal: AbortSignal.timeout(PATIENCE_MS) }), maxBytes, type);
  return {
    ...filesBelow(get),
    offerStatement: (file, issuer) => mailboxOf(env, issuer, NATION).hand({ kind: "statement", file, origin }, Date.now()),
  };
}
