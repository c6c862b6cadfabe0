/** A verifier of the health codes of every issuer that the nation recognises, for programs of others: on Node, workerd and in browsers. docs/code-format.md §8, docs/trust.md §8. */
import type { CodeRefusal } from "../../../src/domain/code/refusal.ts";
import { sentenceOf } from "../../../src/domain/code/refusal.ts";
import { toHex } from "../../../src/domain/hex.ts";
import type { Sentence } from "../../../src/domain/sentence.ts";
import { parseCode } from "../../../src/token/code/parse.ts";
import { type VerifiedCode, verifyParsed } from "../../../src/token/code/verify.ts";
import { StatusReader } from "./status-reader.ts";
import { type Fetch, type Store, TrustReader } from "./trust-reader.ts";

export type { CodeRefusal, Fetch, Sentence, Store };

export interface VerifierOptions {
  /** The text of the nation's root file, from a person whom you trust: everything else is checked by it. */
  readonly root: string;
  /** Whose host serves the files of trust: `https://` and the host of any issuer, or of the nation. */
  readonly origin: string;
  /** Default: the runtime's own. */
  readonly fetch?: Fetch;
  /** Keeps the files between runs; absent: they are fetched at each start. */
  readonly store?: Store;
  /** The clock, ms since 1970; default: the runtime's own. */
  readonly now?: () => number;
}

type Claims = VerifiedCode["claims"];

/** Times are ms since 1970. */
export interface ValidCode
  extends
    Pick<Claims, "kind" | "colour" | "flags" | "maskedName" | "community" | "issuedAt" | "declaredAt">,
    Omit<VerifiedCode, "claims"> {
  readonly valid: true;
  readonly issuer: string;
  readonly issuerName: Sentence;
  /** 16 bytes in hex. With the issuer and `proofTime` it names this showing of the code: the same one again is a copy. */
  readonly handle: string;
}

export interface RefusedCode {
  readonly valid: false;
  /** docs/code-format.md §8. */
  readonly refusal: CodeRefusal & { readonly sentence: Sentence };
}

export type Verdict = ValidCode | RefusedCode;

export interface Verifier {
  /** Verifies the text of a QR symbol. Never rejects. */
  verify(digits: string): Promise<Verdict>;
  /** How long ago the nation signed the newest file of trust that is here, ms; null before the first one. After 48 hours without a newer one all codes are refused with `trust_expired`. */
  readonly age: number | null;
  /** What was wrong at the last reading of the files: refusals of docs/trust.md §5, `origin_silent`, `no_files` or `root_refused`. Empty: nothing. */
  readonly faults: readonly string[];
}

/** Makes a verifier. One is enough for a program: it keeps the files of trust and the status lists. */
export function createVerifier(options: VerifierOptions): Verifier {
  const { root, origin, fetch = globalThis.fetch.bind(globalThis), store = null, now = Date.now } = options;
  const reader = new TrustReader({ root, origin, fetch, store });
  const lists = new StatusReader(fetch);
  return {
    async verify(digits) {
      const parsed = parseCode(typeof digits === "string" ? digits : "");
      if (!parsed.ok) return refused(parsed.refusal);
      await reader.renew(now());
      const { trust, origins } = reader;
      const at = now();
      const checked = await verifyParsed(parsed.value, trust, at, {
        statusOf: (claims) => lists.statusOf(claims, { trust, origin: origins.get(claims.issuer) ?? "", now: at }),
      });
      if (!checked.ok) return refused(checked.refusal);
      const { claims, ...verified } = checked.value;
      const { issuer, handle, kind, colour, flags, maskedName, community, issuedAt, declaredAt } = claims;
      const issuerName = trust.issuers.get(issuer)?.name ?? { zh: issuer, en: issuer };
      const said = { kind, colour, flags, maskedName, community, issuedAt, declaredAt };
      return { valid: true, issuer, issuerName, handle: toHex(handle), ...said, ...verified };
    },
    get age() {
      return reader.stateAt === null ? null : now() - reader.stateAt;
    },
    get faults() {
      return reader.faults;
    },
  };
}

function refused(refusal: CodeRefusal): RefusedCode {
  return { valid: false, refusal: { ...refusal, sentence: sentenceOf(refusal) } };
}
