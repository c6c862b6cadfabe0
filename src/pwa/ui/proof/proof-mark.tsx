/** The proof of a person's identity, as a word with a shape, shown to everybody who sees the name. */
import type { JSX } from "preact";
import { opensRoles, type Proof } from "../../../domain/identity/proof.ts";
import { say, saySentence, type Sentence } from "../../app/say.ts";
import "../../styles/proof.css";

const WORDS: Readonly<Record<Proof, Sentence>> = {
  none: { zh: "未核验", en: "Not checked" },
  earlier: { zh: "以前登记，待核验", en: "Registered earlier, not checked yet" },
  document: { zh: "已核验姓名和证件", en: "Name and document checked" },
  holder: { zh: "已核验本人", en: "Identity proved" },
  in_person: { zh: "当面核验", en: "Proved in person" },
};

/** Inside the shield: a tick, the hand of a clock for a proof that is still expected, or a mark for a missing proof. */
const SIGNS: Readonly<Record<Proof, string>> = {
  none: "M12 7v6M12 16.5v.1",
  earlier: "M12 7v5l3 2",
  document: "M8 12l3 3 5-6",
  holder: "M8 12l3 3 5-6",
  in_person: "M8 12l3 3 5-6",
};

export function proofWord(proof: Proof): string {
  return saySentence(WORDS[proof]);
}

export function ProofShape({ proof }: { readonly proof: Proof }): JSX.Element {
  return (
    <svg
      class="proof-shape"
      viewBox="0 0 24 24"
      aria-hidden="true"
      fill="none"
      stroke="currentColor"
      stroke-width="2"
      stroke-linecap="round"
      stroke-linejoin="round"
    >
      <path d="M12 2l8 3v6c0 5-3.4 8.6-8 11-4.6-2.4-8-6-8-11V5z" stroke-dasharray={proof === "none" ? "3 3" : undefined} />
      <path d={SIGNS[proof]} />
    </svg>
  );
}

export function ProofMark({ proof }: { readonly proof: Proof }): JSX.Element {
  return (
    <span class={proof === "none" ? "proof missing" : "proof"}>
      <ProofShape proof={proof} />
      {proofWord(proof)}
    </span>
  );
}

/** Beside the name of a person with an office. Without a proof that opens roles the office rests. @param proof null: appointed without a person by an earlier release */
export function OfficeProof({ proof }: { readonly proof: Proof | null }): JSX.Element {
  if (proof === null) return <>—</>;
  if (opensRoles(proof)) return <ProofMark proof={proof} />;
  return (
    <span class="proof missing">
      <ProofShape proof="none" />
      {say("暂停：待核验", "Rests: to be checked")}
    </span>
  );
}
