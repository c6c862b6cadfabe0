/** The links of a hand-over: to the page of the code's home, and back to the page of the target. Fragments, which reach no server; no part of one becomes an address. Pure. docs/trust.md §13. */
import type { HandoverPurpose } from "../../../domain/federation/handover.ts";
import { type IssuerCode, isIssuerCode } from "../../../domain/issuer/issuer.ts";

/** The page of the home that asks its holder, and the page of the target to which it returns. The same at every issuer. */
export const HANDOVER_PAGE = "/handover";
export const RETURN_PAGE = "/handover/code";

export interface HandoverAsk {
  readonly target: IssuerCode;
  readonly purpose: HandoverPurpose;
  /** SHA-256 of the new device keys, in base64url. */
  readonly keysHash: string;
}

export function askLink({ target, purpose, keysHash }: HandoverAsk): string {
  return `${HANDOVER_PAGE}#${target}.${purpose}.${keysHash}`;
}

/** What a link asks for; null if it asks for nothing that this page can give. */
export function readAsk(hash: string): HandoverAsk | null {
  const [target, purpose, keysHash = "", ...more] = hash.slice(1).split(".");
  if (!isIssuerCode(target) || purpose !== "convert" || !/^[\w-]{43}$/.test(keysHash) || more.length > 0) return null;
  return { target, purpose, keysHash };
}

export interface HandoverReturn {
  /** The digits of the code. */
  readonly code: string;
  readonly handover: string;
}

export function returnLink({ code, handover }: HandoverReturn): string {
  return `${RETURN_PAGE}#${code}.${handover}`;
}

/** What the home has given; null if it is nothing, or cut off. */
export function readReturn(hash: string): HandoverReturn | null {
  const [code = "", handover = "", ...more] = hash.slice(1).split(".");
  return /^\d{255,604}$/.test(code) && /^[\w-]{139}$/.test(handover) && more.length === 0 ? { code, handover } : null;
}
