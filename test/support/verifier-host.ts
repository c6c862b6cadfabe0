/** A host with the world of the vectors, a store, and the codes with which the verifier of `packages/verify` is tested at them. */
import type { Fetch, Store, Verdict } from "../../packages/verify/src/index.ts";
import { contentTypeOf } from "./content-type.ts";
import { addressOf, type CodeVector, VECTORS } from "./verifier-world.ts";

const vectorWhere = (member: string, value: string): CodeVector => {
  const found = VECTORS.valid.find(({ expected }) => expected?.claims[member] === value);
  if (found === undefined) throw new Error(`no vector has ${member} ${value}`);
  return found;
};

/** A live code of Wuhan, one of Hubei, and one on paper. */
export const LIVE = vectorWhere("issuer", "4201");
export const HUBEI = vectorWhere("issuer", "42");
export const PAPER = vectorWhere("kind", "paper");

/** Serves texts by their addresses, and counts what is asked. Every request must have an end, and may lead nowhere else. */
export function aHost(files: Readonly<Record<string, string>>) {
  const asked: string[] = [];
  const host = { files, asked, isSilent: false, typeOf: contentTypeOf };
  const fetch: Fetch = async (url, { redirect, signal }) => {
    if (redirect !== "manual" || !(signal instanceof AbortSignal)) throw new Error(`${url}: an unbounded request`);
    asked.push(url.replace(addressOf(""), ""));
    if (host.isSilent) throw new TypeError("no network");
    const text = host.files[url];
    return text === undefined
      ? new Response(null, { status: 404 })
      : new Response(text, { headers: { "content-type": host.typeOf(url) } });
  };
  return Object.assign(host, { fetch });
}

export function aSilentHost() {
  return Object.assign(aHost({}), { isSilent: true });
}

export function aStore(value?: string): Store & { value: string | undefined } {
  const store = {
    value,
    get: async () => store.value,
    put: async (_: string, text: string) => {
      store.value = text;
    },
  };
  return store;
}

export function said(verdict: Verdict): string {
  return verdict.valid ? "valid" : verdict.refusal.code;
}
