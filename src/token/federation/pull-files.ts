/** One step of a reader of trust at a source: asks for what has changed since the kept files, in the order in which each file names the next, and takes it. */
import type { KeptTrust } from "../../domain/federation/kept-trust.ts";
import { UnreadableText } from "../status/bounded-bytes.ts";
import { type OfferedFiles, type OfferRefusal, takeFiles, type TakenFiles } from "./take-files.ts";

/** Where a reader gets files: the nation's host, or the nation's object of the same deployment. A file that the source does not have is null; a source that does not answer rejects, and one whose file is no text of its type within its bound with an `UnreadableText`. */
export interface FileSource {
  root(version: number): Promise<string | null>;
  state(): Promise<string | null>;
  register(seq: number): Promise<string | null>;
  /** The changes since the book of this number; 0: the whole book. */
  book(since: number): Promise<string | null>;
}

/** `wrong_type`: the source has served it with another content type. */
type PullRefusal =
  | OfferRefusal
  | { readonly code: "file_wrong_type"; readonly file: keyof FileSource }
  | { readonly code: "book_wrong_type" };

interface PulledFiles extends Pick<TakenFiles, "kept"> {
  /** Why each refused file was refused. */
  readonly refusals: readonly PullRefusal[];
  /** The texts of the roots that were taken, in their order. */
  readonly roots: readonly string[];
}

/** More roots than a reader of today can have missed; the next step goes on. */
const MOST_ROOTS = 8;

/** @param onOneMachine whether the members are on one machine @param clock the reader's own clock, ms */
export async function pullFiles(
  before: KeptTrust,
  source: FileSource,
  onOneMachine: boolean,
  clock: number,
): Promise<PulledFiles> {
  let kept = before;
  const [roots, refusals]: [string[], PullRefusal[]] = [[], []];
  /** Takes a file that is asked for. The text if it was taken. */
  const take = async (file: keyof FileSource, asked: Promise<string | null>): Promise<string | null> => {
    const text = await asked.catch((fault: unknown) => {
      refusals.push(refusalOf(file, fault));
      return null;
    });
    if (text === null || (file === "state" && text === kept.state?.text)) return null;
    const taken = await takeFiles(kept, offerOf(file, text), onOneMachine, clock);
    kept = taken.kept;
    refusals.push(...taken.refusals);
    return taken.refusals.length === 0 ? text : null;
  };
  while (roots.length < MOST_ROOTS) {
    const root = await take("root", source.root(kept.root.version + 1));
    if (root === null) break;
    roots.push(root);
  }
  await take("state", source.state());
  const { register, book } = kept.state?.file ?? {};
  if (register !== undefined && register.hash !== kept.register?.hash) await take("register", source.register(register.seq));
  if (book !== undefined && kept.register !== null && book.hash !== kept.bookName?.hash) {
    const [since, refused] = [kept.bookName?.seq ?? 0, refusals.length];
    await take("book", source.book(since));
    // Changes that do not fit may follow another book than the kept one: the whole one is asked for once.
    if (since > 0 && refusals.length > refused) await take("book", source.book(0));
  }
  return { kept, refusals, roots };
}

function offerOf(file: keyof FileSource, text: string): OfferedFiles {
  return file === "root" ? { roots: [text] } : { [file]: text };
}

/** Throws what is no refusal of one file again. */
function refusalOf(file: keyof FileSource, fault: unknown): PullRefusal {
  if (!(fault instanceof UnreadableText)) throw fault;
  return file === "book" ? { code: `book_${fault.fault}` } : { code: `file_${fault.fault}`, file };
}
