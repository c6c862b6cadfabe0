/** Declaring: the form of the chosen person, then the receipt. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { DeclarationReceipt } from "../../../contract/declaration.ts";
import NoCodeYet from "../code/empty.tsx";
import { useWholeScreen } from "../../app/tab-bar.tsx";
import { chosen } from "../../app/people.ts";
import { say } from "../../app/say.ts";
import { me } from "../../app/session.ts";
import "./declare.css";
import { DeclarationForm } from "./form.tsx";
import { Receipt } from "../../declare/receipt.tsx";

export default function Declare(): JSX.Element {
  const [receipt, setReceipt] = useState<DeclarationReceipt | null>(null);
  const person = chosen.value;
  useWholeScreen(person !== undefined);
  if (person === undefined)
    return (
      <main class="screen">
        <h1 class="hidden-words">{say("健康申报", "Declaration")}</h1>
        <NoCodeYet people={me.value?.people ?? []} />
      </main>
    );
  if (receipt !== null) return <Receipt receipt={receipt} person={person} />;
  return <DeclarationForm key={person.id} person={person} onSent={setReceipt} />;
}
