/** The declaration: the notice about the data once, the form of the chosen person, then the receipt. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { chosen } from "../../app/people.ts";
import { say } from "../../app/say.ts";
import { me } from "../../app/session.ts";
import { useWholeScreen } from "../../app/tab-bar.tsx";
import NoCodeYet from "../../ui/no-code.tsx";
import { AgreeFirst, useAgreement } from "../privacy.tsx";
import { DeclarationForm } from "./form.tsx";
import { Receipt, type Sent } from "./receipt.tsx";

export default function Declare(): JSX.Element | null {
  const [sent, setSent] = useState<Sent | null>(null);
  const [agreement, agree] = useAgreement();
  const person = chosen.value;
  useWholeScreen(person !== undefined);
  if (person === undefined)
    return (
      <main class="screen">
        <h1 class="hidden-words">{say("健康申报", "Declaration")}</h1>
        <NoCodeYet people={me.value?.people ?? []} />
      </main>
    );
  if (sent !== null) return <Receipt {...sent} person={person} />;
  if (agreement === "unknown") return null;
  if (agreement === "open") return <AgreeFirst onAgree={() => void agree()} />;
  return <DeclarationForm key={person.id} person={person} onSent={setSent} />;
}
