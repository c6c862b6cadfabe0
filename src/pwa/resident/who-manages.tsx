/** The question to a new holder: which of the other managers stay. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { Person } from "../../contract/people.ts";
import { moment } from "../app/moment.ts";
import { say } from "../app/say.ts";
import { Managers, Said } from "./managers.tsx";
import "../styles/proof.css";

export default function WhoManages({ people }: { readonly people: readonly Person[] }): JSX.Element {
  const [done, setDone] = useState<string | null>(null);
  return (
    <>
      {people.map((person) => (
        <ManagersOf key={person.id} person={person} onDone={setDone} />
      ))}
      <Said words={done} takesFocus />
    </>
  );
}

interface ManagersOfProps {
  readonly person: Person;
  readonly onDone: (words: string) => void;
}

function ManagersOf({ person, onDone }: ManagersOfProps): JSX.Element | null {
  const asked = person.managers.filter(({ ending }) => ending === "asked");
  const ends = asked.flatMap(({ endsAt }) => (endsAt === null ? [] : [Date.parse(endsAt)]));
  if (asked.length === 0) return null;
  return (
    <section class="card custody-card" aria-labelledby={`managers-${person.id}`}>
      <h2 id={`managers-${person.id}`}>{say("有人在代管您的健康码", "Others manage your health code")}</h2>
      <p>
        {say(
          "您已核验本人，由您决定。您保留之前，对方不能替您申报。",
          "You have proved who you are, so you decide. Until you keep a manager, that manager cannot declare for you.",
        )}
      </p>
      <Managers person={person} managers={asked} mayEnd onDone={onDone} />
      <p class="quiet">
        {say(
          `到 ${moment(Math.min(...ends))} 不回答，代管自动结束。`,
          `Without an answer the management ends by itself on ${moment(Math.min(...ends))}.`,
        )}
      </p>
    </section>
  );
}
