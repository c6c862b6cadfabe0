/** The page of one person's data: finds the person and asks for the purpose at each opening, also from a link. Never reloads the data without a new purpose. */
import type { ComponentChildren, JSX } from "preact";
import { useState } from "preact/hooks";
import type { Problem } from "../../../contract/problem.ts";
import type { Track, TrackRequest } from "../../../contract/track.ts";
import type { ChosenPurpose, Purpose } from "../../../domain/look/look.ts";
import type { Answer } from "../../app/api.ts";
import { useLocation } from "../../app/location.ts";
import { say } from "../../app/say.ts";
import { Head } from "../head.tsx";
import { ProofMark } from "../../ui/proof/proof-mark.tsx";
import { PurposeDialog, purposeWords } from "../purpose-dialog.tsx";
import { FindPerson, type Identification } from "./find-person.tsx";

interface PersonDataProps<Data> {
  /** The page's name while no person's data are open. */
  readonly name: string;
  readonly question: string;
  /** The sentence that says which persons can be found. */
  readonly whom: string;
  readonly purposeTitle: string;
  readonly openWord: string;
  readonly open: (request: TrackRequest) => Promise<Answer<Data>>;
  /** The page's name, detail and links while a person's data are open. */
  readonly headOf: (data: Data) => { readonly name: string; readonly detail: string; readonly links?: ComponentChildren };
  readonly children: (data: Data) => ComponentChildren;
}

interface PersonLook<Data> {
  readonly data: Data;
  readonly purpose: Purpose;
}

export function PersonData<Data extends Pick<Track, "person" | "proof">>(props: PersonDataProps<Data>): JSX.Element {
  const { path, query, route } = useLocation();
  const personInAddress = query.get("person");
  const [identification, setIdentification] = useState<Identification | null>(null);
  const [latest, setLatest] = useState<PersonLook<Data> | null>(null);
  // If the address now names another person, the open data are closed and the purpose is asked again.
  const look = latest !== null && personInAddress === latest.data.person ? latest : null;
  const subject = look === null ? (personInAddress ?? identification) : null;
  const head = look && props.headOf(look.data);

  async function open(person: TrackRequest["person"], purpose: ChosenPurpose): Promise<Problem | null> {
    const { kind, text } = purpose;
    const answer = await props.open({ person, purpose: { kind, ...(text !== null && { text }) } });
    if (!answer.ok) return answer.refusal;
    setLatest({ data: answer.value, purpose });
    setIdentification(null);
    route(`${path}?${new URLSearchParams({ person: answer.value.person }).toString()}`, true);
    return null;
  }

  function close(): void {
    setIdentification(null);
    if (personInAddress !== null && look === null) route(path, true);
  }

  return (
    <>
      <Head name={head?.name ?? props.name} detail={head?.detail}>
        {head !== null && (
          <>
            {head.links}
            <a class="chip" href={path}>
              {say("查另一个人", "Another person")}
            </a>
          </>
        )}
      </Head>
      {look === null ? (
        <FindPerson question={props.question} whom={props.whom} onIdentify={setIdentification} />
      ) : (
        <>
          <p class="notice" role="status">
            {say("已记录本次查看，用途：", "This look is recorded. Purpose: ")}
            {purposeWords(look.purpose)}
          </p>
          <p>
            <span class="quiet">{say("实名核验：", "Identity: ")}</span>
            <ProofMark proof={look.data.proof} />
          </p>
          {props.children(look.data)}
        </>
      )}
      {subject !== null && (
        <PurposeDialog
          title={props.purposeTitle}
          yes={props.openWord}
          onPurpose={(purpose) => open(subject, purpose)}
          onClose={close}
        />
      )}
    </>
  );
}
