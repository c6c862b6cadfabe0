/** Marks of a pass, such as declared signs of an illness or a second use of the code, which a community stores with the pass as a bit set. Never part of codes or tracks. Pure. */
import { signsAt } from "../declaration/signs.ts";
import type { Sentence } from "../sentence.ts";

/** The bits are stored: a bit never changes its meaning. */
const BITS = { second_use: 8, signs: 512 } as const;
export const MARKS = ["signs", "second_use"] as const;
export type Mark = (typeof MARKS)[number];

export const MARK_WORDS: Readonly<Record<Mark, Sentence>> = {
  signs: { zh: "申报有发热、症状或接触", en: "Declared fever, symptoms or a contact" },
  second_use: { zh: "同一个码刚在别处用过", en: "Code just used elsewhere" },
};

/** The bit set of a new pass. An unknown mark (null) is not set. */
export function marksOf(marked: Readonly<Record<Mark, boolean | null>>): number {
  return MARKS.reduce((bits, mark) => (marked[mark] === true ? bits | BITS[mark] : bits), 0);
}

/** The bits of one mark, by which passes are filtered. */
export const bitsOf = (mark: Mark): number => BITS[mark];

export function marksIn(bits: number): readonly Mark[] {
  return MARKS.filter((mark) => (bits & BITS[mark]) !== 0);
}

/** Whether the last declaration before the pass reported signs (fever, a symptom, a contact with a case); null if there was none or it was too old. */
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
