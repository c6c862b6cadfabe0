/** What attackers, and a nation that errs, offer to a reader of the files of trust, one offer after the other. */
import { FILE_TYPES } from "../../src/token/federation/read-file.ts";
import type { OfferedFiles } from "../../src/token/federation/take-files.ts";
import { aNation, AT_SECONDS, compact, general, memberOf, rootOf, type Signer, signers } from "./federation.ts";
import { bookText, type Content, content, of, type Publisher } from "./publisher.ts";

const DAY = 86_400;
/** Characters, more than any file may have. */
const HUGE = 4_194_305;

/** Files that a reader is offered, one after the other, with its clock in seconds if that is not the time of the first files. */
export type Offers = readonly (readonly [files: OfferedFiles, now?: number])[];

/** Offers by what they play. Together they earn every refusal of docs/trust.md §5. */
export async function attacksOn(publisher: Publisher): Promise<Readonly<Record<string, Offers>>> {
  const { first, statement, entries, next, signed, nation, rootText } = publisher;
  const begun = await signed(first);
  const after = async (register: Content["register"], statements: Content["statements"], state: object = {}) =>
    signed(content(register, statements, { seq: 2, ...state }));
  const same = (state: object) => after(first.register, first.statements, state);
  const newer = { ...first.statements, "44": await statement("44", { seq: 2 }) };
  const later = await after(next(entries()), newer);
  const [thief] = await signers("44.i1");
  const [fresh] = await signers("44.i2");
  const second = { ...(await aNation(2)), officers: nation.officers };
  const stated = { ...of(fresh).jwk, kid: "44.8", nbf: AT_SECONDS, exp: AT_SECONDS + DAY };
  const both = [...nation.roots, ...second.roots];
  const rootBy = async (version: number, by: readonly Signer[] = both) =>
    general(FILE_TYPES.root, rootOf(second, { version }), by);
  const suspended = await same({ suspended: [{ code: "44", at: AT_SECONDS - 60, reason: "key_leak" }] });
  const stolen = { ...first.statements, "44": await statement("44", { seq: 9 }, of(thief)) };
  const renewed = { ...first.statements, "44": await statement("44", {}, of(fresh)) };
  const without = (...codes: readonly string[]) =>
    Object.fromEntries(Object.entries(newer).filter(([code]) => !codes.includes(code)));
  const spans = { "44": { from: AT_SECONDS + 100 }, "51": { until: AT_SECONDS + 100 } };
  const window = await after(next(entries(undefined, spans)), first.statements);
  const [fewer, three] = [without("51"), without("51", "4201")];
  const alone = await general(FILE_TYPES.register, next(entries()), nation.officers.slice(0, 1));
  return {
    "an older state, register and book": [[later], [begun]],
    "an older register and statement under a newer state": [[later], [await same({ seq: 3 })], [await same({ seq: 4 })]],
    "an older statement after a book without it": [
      [later],
      [await after(next(entries()), without("44"), { seq: 3 })],
      [await after(next(entries()), first.statements, { seq: 4 })],
    ],
    "another state of the same number": [[begun], [await same({ seq: 1, exp: AT_SECONDS + DAY })]],
    "a register that does not follow": [[begun], [await after(next(entries(), { prev: null }), first.statements)]],
    "another statement of the same number": [
      [begun],
      [await after(first.register, { ...first.statements, "44": await statement("44") })],
    ],
    "a state at its end": [[begun, AT_SECONDS + 2 * DAY]],
    "a state that ends while it is kept": [[begun], [{}, AT_SECONDS + 2 * DAY]],
    "files of the future": [[begun], [await same({ iat: AT_SECONDS + 120 })], [await same({ seq: 3, iat: AT_SECONDS + 121 })]],
    "a clock that was put back": [
      [await same({ iat: AT_SECONDS + 3 * DAY, exp: AT_SECONDS + 5 * DAY }), AT_SECONDS + 3 * DAY],
      [await same({ seq: 3, exp: AT_SECONDS + 2 * DAY })],
    ],
    "a register and a book that the state does not name": [
      [begun],
      [{ ...begun, register: later.register }],
      [{ ...begun, book: later.book }],
    ],
    "a book without one statement": [[begun], [{ ...later, book: bookText(fewer) }]],
    "the changes of a book, and those of another one": [
      [begun],
      [{ ...(await after(first.register, fewer)), book: bookText({ "44": newer["44"] }, 1, ["51"]) }],
      [{ ...later, book: bookText({}, 1, ["36"]) }],
    ],
    "a new root after a counter at its end": [
      [await same({ seq: Number.MAX_SAFE_INTEGER })],
      [await signed(content(first.register, first.statements, { root: 2, seq: 1 }), second)],
      [{ roots: [await rootBy(2)], ...(await signed(content(first.register, first.statements, { root: 2, seq: 1 }), second)) }],
    ],
    "a root that is skipped, old, or signed by too few": [
      [{ roots: [await rootBy(3)] }],
      [{ roots: [rootText] }],
      [{ roots: [await rootBy(2, second.roots)] }],
      [{ roots: [await rootBy(2, nation.roots)] }],
    ],
    "a state under a root that the reader does not have": [[await same({ root: 2 })]],
    "a suspension that the state forgets, and one that the register ends": [
      [suspended],
      [await same({ seq: 3 })],
      [await after(next(entries(undefined, { "44": { readmitted: AT_SECONDS - 61 } })), first.statements, { seq: 4 })],
      [
        await after(next(entries(undefined, { "44": { readmitted: AT_SECONDS - 60 } }), { seq: 3 }), first.statements, {
          seq: 5,
        }),
      ],
    ],
    "a suspended member that leaves, and is admitted again": [
      [suspended],
      [await after(next(entries(["36", "42", "51", "4201"])), without("44"), { seq: 3 })],
      [await after(next(entries(undefined, { "44": { readmitted: AT_SECONDS - 1 } }), { seq: 4 }), first.statements, { seq: 4 })],
    ],
    "a member that begins later, and one that ends": [
      [window],
      [{}, AT_SECONDS + 99],
      [{}, AT_SECONDS + 100],
      [{}, AT_SECONDS + 2 * DAY],
    ],
    "a suspension of the future": [[await same({ suspended: [{ code: "44", at: AT_SECONDS + 1, reason: "key_leak" }] })]],
    "suspensions with a reason of any characters, and of one that is no member": await Promise.all(
      ["\ud800".repeat(40), "a".repeat(41), "私钥泄露", "\n", "", null, "key_leak"].map(async (reason, at) => {
        const list = [
          { code: "99", at: AT_SECONDS - 60, reason: "key_leak" },
          { code: "44", at: AT_SECONDS - 60, reason },
        ];
        return [await same({ seq: 2 + at, suspended: list })] as const;
      }),
    ),
    "suspensions of codes that are none": [
      [await same({ suspended: [{ code: "999", at: AT_SECONDS - 60, reason: "key_leak" }] })],
    ],
    "a register of one officer": [[begun], [{ ...later, register: alone }]],
    "a member that one person made": [[begun], [await after(next([...entries(), memberOf("44", [of(thief)])]), newer)]],
    "a statement of a thief, and one under a new identity key": [
      [await after(first.register, stolen)],
      [await after(next(entries(undefined, { "44": { keys: [{ ...of(fresh).jwk, since: 2 }] } })), renewed, { seq: 3 })],
    ],
    "members lost by mistake, and on purpose": [
      [begun],
      [await after(next(entries(["36", "42", "44"])), three)],
      [await after(next(entries(["36", "42", "44"]), { mass: true }), three, { seq: 3 })],
    ],
    "entries that break a rule": await Promise.all(
      [
        { origin: "https://code.internal" },
        { origin: "http://localhost:8787" },
        { origin: "https://10.0.0.1" },
        { origin: "https://code.r44.gov.cn/" },
        { name: { zh: "广东\u202e省", en: "Guangdong" } },
        { name: { zh: "", en: "Guangdong" } },
        { mode: "D" },
        { maxLifetimeMinutes: { live: 0, paper: 1 } },
        { keys: [] },
        { keys: [{ ...of(fresh).jwk, since: 2, ext: true }] },
        { keys: [{ ...of(fresh).jwk, since: 2, kid: "51.i2" }] },
        { readmitted: AT_SECONDS + 61 },
        { code: "4" },
        { code: "51" },
      ].map(async (changes, at) => {
        const register = next(entries(undefined, { "44": changes }), { seq: 2 + 2 * at, mass: true });
        return [await signed(content(register, first.statements, { seq: 2 + at }))] as const;
      }),
    ),
    "statements that break a rule": await Promise.all(
      [
        { keys: [] },
        { keys: Array.from({ length: 9 }, (_, number) => ({ ...stated, kid: `44.${number}` })) },
        { keys: [stated, stated] },
        { keys: [{ ...stated, kid: "44.65536" }] },
        { keys: [{ ...stated, kid: "42.7" }] },
        { keys: [{ ...stated, exp: stated.nbf }] },
        { keys: [{ ...stated, for: "free" }] },
        { keys: [{ ...stated, d: "A" }] },
        { exp: AT_SECONDS },
        { iat: AT_SECONDS + 121 },
        { seq: 0 },
        { iss: "42" },
        { keys: [stated] },
      ].map(async (changes, at) => {
        const statements = { ...first.statements, "44": await statement("44", { seq: 2, ...changes }) };
        return [await after(first.register, statements, { seq: 2 + at })] as const;
      }),
    ),
    "files that are none": [
      [{ state: "", register: "{}", book: "[]" }],
      [{ state: "x".repeat(HUGE), register: "x".repeat(HUGE), book: "x".repeat(HUGE) }],
      [{ ...begun, state: begun.state.replace(".", "..") }],
      [{ register: begun.register, book: begun.book }],
      [{ ...begun, state: await compact(FILE_TYPES.state, { ...first.state, iat: 1, exp: 1 }, nation.online) }],
      [
        {
          roots: [await general(FILE_TYPES.root, { ...rootOf(second, { version: 2 }), state: { threshold: 1, keys: [] } }, both)],
        },
      ],
      [
        {
          roots: [await general(FILE_TYPES.root, { ...rootOf(second, { version: 2 }), state: rootOf(nation)["register"] }, both)],
        },
      ],
    ],
  };
}
