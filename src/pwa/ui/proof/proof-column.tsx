/** The column with the proof of identity, in tables of persons with an office. */
import { type Proof, PROOFS } from "../../../domain/identity/proof.ts";
import { say } from "../../app/say.ts";
import { OfficeProof } from "./proof-mark.tsx";
import type { Column } from "../table.tsx";

export function proofColumn(): Column<{ readonly proof: Proof | null }> {
  return {
    key: "proof",
    word: say("实名核验", "Identity"),
    value: ({ proof }) => (proof === null ? -1 : PROOFS.indexOf(proof)),
    show: ({ proof }) => <OfficeProof proof={proof} />,
  };
}
