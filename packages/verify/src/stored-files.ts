/** The files of trust as one text for the store of a verifier, and back. Each signature is verified again: whoever can write to the store can suspend, but cannot admit. */
import { beginTrust, type KeptTrust } from "../../../src/domain/federation/kept-trust.ts";
import { bookAfter, isReadmitted, memberOf } from "../../../src/domain/federation/take-trust.ts";
import type { Root, Suspension } from "../../../src/domain/federation/trust-files.ts";
import { isIssuerCode, type IssuerCode } from "../../../src/domain/issuer/issuer.ts";
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
  /** The text of the last usable statement of each issuer, also of one whose later one was left out, or that the book has no longer. */
  readonly texts: ReadonlyMap<IssuerCode, string>;
}

/** The texts after these files were taken. @param before the texts until then */
export function textsAfter(before: TakenTrust["texts"], { book }: KeptTrust): TakenTrust["texts"] {
  const usable = [...book.values()].filter(({ hash, signed }) => hash === signed?.hash);
  return new Map([...before, ...usable.map(({ code, text }) => [code, text] as const)]);
}

export function storedText({ kept, roots, texts }: TakenTrust): string {
  const { state, register, book, bookName, suspended } = kept;
  const earlier = [...texts].flatMap(([code, text]) => (text === book.get(code)?.text ? [] : [text]));
  const statements = [...book.values()].map(({ code, text }) => ({ code, text, changed: 1 }));
  const files = { state: state?.text, register: register?.text, book: bookText({ seq: bookName?.seq ?? 0, statements }, 0) };
  return JSON.stringify({ roots, ...files, earlier, suspended: [...suspended.values()] });
}

/** The files of a stored text. A part that cannot be read is as if it were not there, and comes with the next files. Never rejects. @param onOneMachine whether the members are on one machine */
export async function readStored(text: string | null, pinned: Root, onOneMachine: boolean): Promise<TakenTrust> {
  const { roots, state, register, book, earlier, suspended } = fieldsOf(jsonOf(text ?? undefined));
  const walked = await walk(pinned, (listOf(roots) ?? []).filter(isText));
  const begun = beginTrust(walked.root);
  const [states, registers] = await Promise.all([
    isText(state) ? readState(state, walked.root) : null,
    isText(register) ? readRegister(register, walked.root, onOneMachine) : null,
  ]);
  const [held, listed] = [states?.ok === true ? states.value : null, registers?.ok === true ? registers.value : null];
  const signed: KeptTrust = { ...begun, state: held, register: listed };
  const last = await readBook(JSON.stringify({ from: 0, to: 0, statements: listOf(earlier) ?? [], gone: [] }), signed);
  // No clock: what was of the future when it was taken was left out then.
  const before = { ...signed, ...(last.ok ? bookAfter(signed, last.value.entries, Number.POSITIVE_INFINITY) : null) };
  const read = isText(book) ? await readBook(book, before) : null;
  const statements = read?.ok === true ? read.value : null;
  const isNamed = held !== null && statements?.digest === held.file.book.hash;
  const suspensions = [...(listOf(suspended) ?? []).flatMap(suspensionIn), ...(held?.file.suspended ?? [])].filter(
    ({ code, at }) => !isReadmitted(memberOf(listed?.file, code), at),
  );
  const kept: KeptTrust = {
    ...before,
    ...bookAfter(before, statements?.entries ?? [], Number.POSITIVE_INFINITY),
    bookName: isNamed ? held.file.book : null,
    suspended: new Map(suspensions.map((one) => [one.code, one])),
    newest: Math.max(begun.newest, held?.file.issuedAt ?? 0, listed?.file.issuedAt ?? 0),
  };
  const texts = new Map(last.ok ? last.value.entries.map((entry) => [entry.code, entry.text] as const) : []);
  return { kept, roots: walked.texts, texts: textsAfter(texts, kept) };
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
