/** 开个案: the form of a case about who manages a person, then the check of all data. After that the case waits for the second administrator. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { OpenCaseRequest } from "../../../contract/custody/case.ts";
import { dateOf } from "../../../domain/china-time.ts";
import { CASE_KINDS, CASE_WORDS, MAX_CASE_REASON } from "../../../domain/custody/case.ts";
import { ask } from "../../app/api.ts";
import { correctedNow } from "../../app/clock.ts";
import { useKeptForm } from "../../app/kept-form.ts";
import { say, saySentence } from "../../app/say.ts";
import { sealedNote } from "../../app/sealed.ts";
import { Choices } from "../../ui/fields/choices.tsx";
import { Field, PHONE_LIMIT, stopsAtFault } from "../../ui/fields/field.tsx";
import { IdentityFields } from "../../ui/fields/identity-fields.tsx";
import { RestoredNotice } from "../../ui/fields/restored-notice.tsx";
import { faultOf, useFault } from "../../ui/fields/use-fault.tsx";
import { useBusy } from "../../ui/use-busy.ts";
import { Head } from "../head.tsx";
import { addressOf } from "../route.ts";
import { CheckCase, Next } from "./check-case.tsx";
import { type CaseDraft, caseOf, emptyCase, RELATION_WORDS, relationsFor, WHEN } from "./case-draft.ts";

const FIELDS = new Set(["kind", "name", "number", "nationality", "birthDate", "phone", "relation", "reason"]);

interface OpenCaseProps {
  readonly division: string;
  readonly onDone: (notice: string) => Promise<void>;
}

export function OpenCase({ division, onDone }: OpenCaseProps): JSX.Element | null {
  const { draft, isRestored, keep, discard } = useKeptForm<CaseDraft>(sealedNote("case", division), emptyCase);
  /** The request on the screen that asks for a check. */
  const [checking, setChecking] = useState<OpenCaseRequest | null>(null);
  const { setFault, refusalOf, notice } = useFault(FIELDS);
  const [busy, during] = useBusy();
  if (draft === null) return null;

  const change = (changes: Partial<CaseDraft>): void => {
    keep({ ...draft, ...changes, id: crypto.randomUUID() });
    setFault(null);
  };
  const startOver = (): void => {
    change(emptyCase());
    void discard();
  };
  const check = (): void => {
    const request = caseOf(draft, dateOf(correctedNow()));
    setFault(request.ok ? null : request.refusal);
    if (request.ok) setChecking(request.value);
  };
  const send = async (request: OpenCaseRequest): Promise<void> => {
    const answer = await ask("POST /api/v1/divisions/:division/cases", { division }, request);
    setFault(answer.ok ? null : faultOf(answer.refusal));
    setChecking(null);
    if (!answer.ok) return;
    await discard();
    const { maskedName } = answer.value;
    await onDone(
      say(
        `已为 ${maskedName} 开立个案，等另一位管理员核对后生效。`,
        `The case about ${maskedName} is open. It takes effect after another administrator agrees.`,
      ),
    );
  };

  const relations = relationsFor(draft.kind);
  return (
    <>
      <Head name={say("开个案", "Open a case")}>
        <a class="chip" href={addressOf(division, "cases")}>
          {say("返回个案", "Back to the cases")}
        </a>
      </Head>
      {checking !== null && (
        <CheckCase
          request={checking}
          busy={busy}
          onEdit={() => setChecking(null)}
          onSend={() => void during(() => send(checking))}
        />
      )}
      {checking === null && (
        <form
          class="case-form"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            if (!stopsAtFault(event.currentTarget)) check();
          }}
        >
          {isRestored && <RestoredNotice onStartOver={startOver} />}
          <section class="admin-card stack">
            <Choices
              name="kind"
              question={say("哪种情况？", "What has happened?")}
              choices={CASE_KINDS.map((value) => ({
                value,
                word: saySentence(CASE_WORDS[value]),
                detail: saySentence(WHEN[value]),
              }))}
              chosen={draft.kind === null ? [] : [draft.kind]}
              onToggle={(kind) => change({ kind })}
              refusal={refusalOf("kind")}
            />
            <h2>{say("为谁办", "About whom")}</h2>
            <IdentityFields draft={draft} onChange={change} refusalOf={refusalOf} />
          </section>
          <section class="admin-card stack">
            <h2>{say("以后由哪部手机管理", "The phone that will manage them")}</h2>
            <Field
              id="phone"
              label={say("手机号", "Phone")}
              inputMode="tel"
              limit={PHONE_LIMIT}
              hint={say("要先用它登录过一码", "It must have logged in once")}
              value={draft.phone}
              onInput={(phone) => change({ phone })}
              refusal={refusalOf("phone")}
            />
            <Choices
              name="relation"
              question={say("此人是机主的什么人？", "Who is the person to the owner of this phone?")}
              pairs
              choices={relations.map((value) => ({ value, word: saySentence(RELATION_WORDS[value]) }))}
              chosen={relations.filter((value) => value === draft.relation)}
              onToggle={(relation) => change({ relation })}
              refusal={refusalOf("relation")}
            />
            <Field
              id="reason"
              label={say("事由", "Reason")}
              limit={MAX_CASE_REASON}
              hint={say(
                "谁到场、看了什么证件；另一位管理员会看到",
                "Who came, and which document you saw. The second administrator reads it",
              )}
              value={draft.reason}
              onInput={(reason) => change({ reason })}
              refusal={refusalOf("reason")}
            />
            <Next />
            {notice}
            <div class="admin-buttons">
              <button class="button" type="submit">
                {say("下一步：核对", "Next: check")}
              </button>
            </div>
          </section>
        </form>
      )}
    </>
  );
}
