/** Where the reader of a deployment gets the files of trust: from the nation's object, if this deployment has it, otherwise from the nation's host. */
import { NATION } from "../../domain/issuer/issuer.ts";
import { filesBelow } from "../../token/federation/files-below.ts";
import type { FileSource } from "../../token/federation/pull-files.ts";
import { answerText } from "../../token/status/bounded-bytes.ts";
import { issuersIn, nationObjectOf, type ObjectsEnv } from "../env.ts";

const STATEMENTS = "/api/v1/statements";
const PATIENCE_MS = 10_000;

/** A source that also takes the statements of this deployment's issuers. */
export interface Nation extends FileSource {
  /** Rejects if the nation does not take the statement. */
  offerStatement(text: string): Promise<void>;
}

/** Null if this deployment reads no files of trust. */
export function nationOf(env: ObjectsEnv): Nation | null {
  if ((env.YIMA_TRUST_ROOT ?? "") === "") return null;
  if (issuersIn(env).some(({ code }) => code === NATION)) return nationHere(env);
  return (env.YIMA_NATION ?? "") === "" ? null : nationAt(env.YIMA_NATION ?? "");
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
function nationAt(origin: string): Nation {
  const get = async (path: string, maxBytes: number) =>
    answerText(await fetch(`${origin}${path}`, { redirect: "manual", signal: AbortSignal.timeout(PATIENCE_MS) }), maxBytes);
  return {
    ...filesBelow(get),
    async offerStatement(text) {
      const answer = await fetch(`${origin}${STATEMENTS}`, {
        method: "POST",
        body: JSON.stringify({ statement: text }),
        headers: { "content-type": "application/json", "x-yima": "1" },
        redirect: "manual",
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
      await answer.body?.cancel();
      if (!answer.ok) throw new Error(`the nation refuses the statement: ${answer.status}`);
    },
  };
}
