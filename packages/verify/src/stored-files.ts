/** The files of trust as one text for the store of a verifier, and back. Each signature is verified again: whoever can write to the store can suspend, but cannot admit. */
import { beginTrust, type KeptTrust } from "../../../src/domain/federation/kept-trust.ts";
import { isReadmitted, memberOf } from "../../../src/domain/federation/take-trust.ts";
import type { Root, Suspension } from "../../../src/domain/federation/trust-files.ts";
import { isIssuerCode } from "../../../src/domain/issuer/issuer.ts";
import { bookText, readBook } from "../../../src/token/federation/book.ts";
import { readRegister } from "../../../src/token/federation/register.ts";
import { readRoot } from "../../../src/token/federation/root.ts";
import { readState } from "../../../src/token/federation/state.ts";
import { fieldsOf, jsonOf, listOf } from "../../../src/token/status/fields.ts";

/** What a verifier has taken. */
export interface TakenTrust {
  readonly kept: KeptTrust;
  /** The texts of the roots after the pinned one, in their order. */
  readonly roots: readonly string[];
}

export function storedText({ kept, roots }: TakenTrust): string {
  const { state, register, book, bookName, suspended } = kept;
  const statements = [...book.values()].map(({ code, text }) => ({ code, text, changed: 1 }));
  const files = { state: state?.text, register: register?.text, book: bookText({ seq: bookName?.seq ?? 0, statements }, 0) };
  return JSON.stringify({ roots, ...files, suspended: [...suspended.values()] });
}

/** The files of a stored text. A part that cannot be read is as if it were not there, and comes with the next files. Never rejects. @param onOneMachine whether the members are on one machine */
export async function readStored(text: string | null, pinned: Root, onOneMachine: boolean): Promise<TakenTrust> {
  const { roots, state, register, book, suspended } = fieldsOf(jsonOf(text ?? undefined));
  const walked = await walk(pinned, (listOf(roots) ?? []).filter(isText));
  const begun = beginTrust(walked.root);
  const [states, registers] = await Promise.all([
    isText(state) ? readState(state, walked.root) : null,
    isText(register) ? readRegister(register, walked.root, onOneMachine) : null,
  ]);
  const [held, listed] = [states?.ok === true ? states.value : null, registers?.ok === true ? registers.value : null];
  const before: KeptTrust = { ...begun, state: held, register: listed };
  const read = isText(book) ? await readBook(book, before) : null;
  const statements = read?.ok === true ? read.value : null;
  const isNamed = held !== null && statements?.digest === held.file.book.hash;
  const suspensions = [...(listOf(suspended) ?? []).flatMap(suspensionIn), ...(held?.file.suspended ?? [])].filter(
    ({ code, at }) => !isReadmitted(memberOf(listed?.file, code), at),
  );
  const kept: KeptTrust = {
    ...before,
    book: new Map(statements?.entries.map((entry) => [entry.code, entry])),
    bookName: isNamed ? held.file.book : null,
    suspended: new Map(suspensions.map((one) => [one.code, one])),
    newest: Math.max(begun.newest, held?.file.issuedAt ?? 0, listed?.file.issuedAt ?? 0),
  };
  return { kept, roots: walked.texts };
}

async function walk(pinned: Root, texts: readonly string[]): Promise<{ readonly root: Root; readonly texts: readonly string[] }> {
  let root = pinned;
  const taken: string[] = [];
  for (const text of texts) {
    const next = await readRoot(text, root);
    // The store may have been written under an earlier pinned root.
    if (!next.ok || next.value.version !== root.version + 1) continue;
    root = next.value;
    taken.push(text);
  }
  return { root, texts: taken };
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function suspensionIn(value: unknown): readonly Suspension[] {
  const { code, at, reason } = fieldsOf(value);
  return isIssuerCode(code) && typeof at === "number" && isText(reason) ? [{ code, at, reason }] : [];
}
