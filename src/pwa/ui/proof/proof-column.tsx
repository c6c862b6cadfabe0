/** The column of a table of persons with an office: how each one's identity is proved. */
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
