/** Appoints an applicant whose division was not clear: to a suggested division, another existing one, or a new community. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { Application } from "../../../contract/application.ts";
import type { Problem } from "../../../contract/problem.ts";
import { displayName } from "../../../domain/division/name.ts";
import { ask, ownProblem } from "../../app/api.ts";
import { forgetAdditions } from "../../division/packs.ts";
import { Choices } from "../../ui/fields/choices.tsx";
import { say } from "../../app/say.ts";
import { ActDialog } from "../../ui/dialog.tsx";
import { type Outcome, undoAppointment } from "../head.tsx";
import { isAbove } from "../offices.ts";
import { type Place, PlaceField } from "../place-field.tsx";
import { bodyOf, type CommunityDraft, NewCommunity } from "./add-division.tsx";
import { ReasonField } from "./appoint.tsx";

interface AppointApplicantProps {
  readonly division: string;
  /** The name of the reviewing division. */
  readonly divisionName: string;
  readonly application: Application;
  readonly onDone: (outcome: Outcome) => Promise<void>;
  readonly onClose: () => void;
}

const OTHER = "other";
const NEW = "new";

export function AppointApplicant(props: AppointApplicantProps): JSX.Element {
  const { application, division } = props;
  const suggestions = application.suggestions.filter(({ code }) => code !== division && isAbove(code));
  const isNew = application.unmatched !== "" || suggestions.length === 0;
  const [chosen, setChosen] = useState<string>(isNew ? NEW : (suggestions[0]?.code ?? OTHER));
  const [other, setOther] = useState<Place | null>(null);
  const [alias, setAlias] = useState(false);
  const [draft, setDraft] = useState<CommunityDraft>({
    street: streetOf(props),
    name: application.unmatched || application.division.slice(0, 30),
    alias: "",
  });
  const [reason, setReason] = useState("");
  const place = chosen === OTHER ? other : (suggestions.find(({ code }) => code === chosen) ?? null);
  const placeName = chosen === NEW ? draft.name : displayName(place?.path.at(-1) ?? "");
  // Only a community can get the unmatched text as an alias: such a text names a community, not a street.
  const mayAlias = chosen === OTHER && place?.code.length === 12 && application.unmatched !== "";

  /** The body to send; null while no division is chosen. */
  function decisionOf() {
    const street = draft.street?.code;
    if (chosen === NEW) return street === undefined ? null : ({ decision: "add", street, ...bodyOf(draft) } as const);
    if (place === null) return null;
    const aliasPart = mayAlias && alias ? { alias: application.unmatched } : {};
    return { decision: "appoint", division: place.code, ...aliasPart } as const;
  }

  async function appoint(): Promise<Problem | null> {
    const decision = decisionOf();
    if (decision === null) return ownProblem("division_unknown", 422, "请先选择管理哪里。", "Choose the place first.");
    const answer = await ask(
      "POST /api/v1/divisions/:division/applications/:id",
      { division, id: application.id },
      { ...decision, reason: reason.trim() },
    );
    if (!answer.ok) return answer.refusal;
    const result = answer.value;
    forgetAdditions();
    await props.onDone({
      notice: say(
        `已任命 ${application.name} 管理${placeName}。`,
        `${application.name} is now an administrator of ${placeName}.`,
      ),
      ...(result.state === "appointed" && !result.already && { undo: undoAppointment(result.division, result.id) }),
    });
    return null;
  }

  return (
    <ActDialog
      title={say(`任命 ${application.name}`, `Appoint ${application.name}`)}
      yes={chosen === NEW ? say("新增并任命", "Add and appoint") : say("任命", "Appoint")}
      onClose={props.onClose}
      act={appoint}
      wayOut={(problem) =>
        problem.code === "phone_not_registered" && (
          <p>
            {say(
              "请对方用这个手机号登录一码并登记本人，申请会一直在这里等。",
              "Ask the person to log in with this phone number and to register themselves. The application waits here until then.",
            )}
          </p>
        )
      }
    >
      <p>
        {say(`申请管理：“${application.division}”`, `Applied for: “${application.division}”`)}
        {application.unmatched !== "" && (
          <>
            <br />
            {say(`对不上的部分：“${application.unmatched}”`, `Not matched: “${application.unmatched}”`)}
          </>
        )}
      </p>
      <Choices
        name="place"
        question={say("管理哪里？", "Which place will they manage?")}
        pairs
        choices={[
          ...suggestions.map(({ code, path: names }) => ({
            value: code,
            word: displayName(names.at(-1) ?? ""),
            detail: names.slice(0, -1).join(" "),
          })),
          { value: OTHER, word: say("其他区划", "Another division") },
          { value: NEW, word: say("新增社区", "Add a community") },
        ]}
        chosen={[chosen]}
        onToggle={setChosen}
      />
      {chosen === OTHER && <PlaceField region={division} place={other} onPick={setOther} />}
      {mayAlias && (
        <Choices
          name="alias"
          several
          hideQuestion
          question={say("别名", "Another name")}
          choices={[
            {
              value: NEW,
              word: say(
                `以后“${application.unmatched}”就是${placeName}`,
                `From now on, “${application.unmatched}” means ${placeName}`,
              ),
            },
          ]}
          chosen={alias ? [NEW] : []}
          onToggle={() => setAlias(!alias)}
        />
      )}
      {chosen === NEW && <NewCommunity division={division} draft={draft} onChange={setDraft} />}
      <ReasonField value={reason} onInput={setReason} />
      {placeName !== "" && chosen !== NEW && (
        <p class="quiet">
          {say(
            `立即生效：${application.name} 可以管理${placeName}及其下级的采集点、采集员和通行记录。`,
            `This takes effect at once: ${application.name} manages the points, collectors and passes of ${placeName} and the divisions below.`,
          )}
        </p>
      )}
    </ActDialog>
  );
}

/** The street where a new community would be added: the reviewing division if it is a street, otherwise the first suggested street; null if none. */
function streetOf({ application, division, divisionName }: AppointApplicantProps): Place | null {
  if (division.length === 9) return { code: division, path: [divisionName] };
  return application.suggestions.find(({ code }) => code.length === 9) ?? null;
}
