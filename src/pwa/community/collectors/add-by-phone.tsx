/** Adds a collector on the phone by log-in phone number: displays the person, then the administrator confirms. Source: product.md §4. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { Problem } from "../../../contract/problem.ts";
import { useLocation } from "../../app/location.ts";
import { say } from "../../app/say.ts";
import { useWholeScreen } from "../../app/tab-bar.tsx";
import { phoneWords, sentenceOf } from "../../ui/words/phone-words.ts";
import { askAgain, checkRight } from "../community.ts";
import { Back } from "../pages.tsx";
import { addressOf, type PageProps } from "../route.ts";
import { CollectorConfirmation, CollectorRefusal } from "./add-by-code.tsx";
import { phoneHint, usePhoneLookup } from "./collector-lookup.tsx";
import { useBusy } from "../../ui/use-busy.ts";

/** The typed number while the administrator adds a first point; restored on return. It stays in memory, because a phone number must not be in the page's address. */
let phoneDraft: { readonly division: string; readonly phone: string } | null = null;

function comeBack(division: string): string {
  const phone = phoneDraft?.division === division ? phoneDraft.phone : "";
  phoneDraft = null;
  return phone;
}

export default function AddByPhone(props: PageProps): JSX.Element {
  const { division, name } = props.workbench;
  const { route } = useLocation();
  const { phone, setPhone, match, forget, ...collector } = usePhoneLookup(division, () => comeBack(division));
  const [busy, during] = useBusy();
  const [problem, setProblem] = useState<Problem | null>(null);
  useWholeScreen();

  async function find(): Promise<void> {
    const answer = await during(() => checkRight(division, collector.find()));
    setProblem(answer.ok ? null : answer.refusal);
  }

  async function add(): Promise<void> {
    const answer = await checkRight(division, collector.add());
    if (answer.ok) {
      await askAgain(division);
      route(addressOf(division, "collectors"), true);
      return;
    }
    setProblem(answer.refusal);
    forget();
  }

  return (
    <main class="screen whole">
      <Back href={addressOf(division, "collectors")} word={say("采集员", "Collectors")} />
      <h1>
        {match === null ? say("采集员的手机号", "The collector's phone number") : say("添加这位采集员？", "Add this collector?")}
      </h1>
      {match !== null ? (
        <CollectorConfirmation
          maskedName={match.maskedName}
          proof={match.proof}
          phone={phoneWords(phone.trim())}
          region={name}
          adding={busy}
          again={say("换一个号码", "Another number")}
          onAdd={() => void during(add)}
          onAgain={forget}
        />
      ) : (
        <form
          class="stack form-page"
          onSubmit={(event) => {
            event.preventDefault();
            void find();
          }}
        >
          <div class="field">
            <label for="collector-phone">{say("手机号", "Phone")}</label>
            <input
              class="input"
              id="collector-phone"
              type="tel"
              inputMode="tel"
              required
              autocomplete="off"
              value={phone}
              aria-invalid={problem !== null}
              aria-describedby={problem === null ? "collector-phone-hint" : "collector-refused"}
              onInput={(event) => setPhone(event.currentTarget.value)}
            />
            <p class="quiet" id="collector-phone-hint">
              {phoneHint()}
            </p>
          </div>
          {problem !== null && (
            <CollectorRefusal
              id="collector-refused"
              sentence={sentenceOf(problem)}
              code={problem.code}
              division={division}
              then="collectors/phone"
              onLeave={() => (phoneDraft = { division, phone })}
            />
          )}
          <button class="button at-foot" type="submit" disabled={busy || phone.trim().length < 5}>
            {busy ? say("正在查找……", "Looking…") : say("下一步", "Next")}
          </button>
        </form>
      )}
    </main>
  );
}
