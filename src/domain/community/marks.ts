/** Marks of a pass: peculiarities that the records of a community keep, as a bit set. Never part of codes or tracks. Pure. */
import { signsAt } from "../declaration/signs.ts";
import type { Sentence } from "../sentence.ts";

/** The bits are stored: a bit never changes its meaning. */
const BITS = { signs: 512 } as const;
export const MARKS = ["signs"] as const;
export type Mark = (typeof MARKS)[number];

export const MARK_WORDS: Readonly<Record<Mark, Sentence>> = {
  signs: { zh: "申报有发热、症状或接触", en: "Declared fever, symptoms or a contact" },
};

/** The bit set of a pass. Every way to register a pass calls it. */
export function marksOf(marked: Readonly<Record<Mark, boolean | null>>): number {
  return MARKS.reduce((bits, mark) => (marked[mark] === true ? bits | BITS[mark] : bits), 0);
}

/** The bits of one mark, to filter by. */
export const bitsOf = (mark: Mark): number => BITS[mark];

export function marksIn(bits: number): readonly Mark[] {
  return MARKS.filter((mark) => (bits & BITS[mark]) !== 0);
}

/** What a pass says about signs: null if they were unknown when it was registered. */
export function signsOf({
  marks,
  declaredAt,
  at,
}: {
  readonly marks: number;
  readonly declaredAt: number | null;
  readonly at: number;
}) {
  return signsAt(declaredAt, marksIn(marks).includes("signs"), at);
}
