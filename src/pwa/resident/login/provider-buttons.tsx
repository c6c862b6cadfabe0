/** A button for each identity provider of the issuer, below the phone number. It sends the browser to the provider. Loaded only where there are providers. */
import type { JSX } from "preact";
import type { Problem } from "../../../contract/problem.ts";
import type { Sentence } from "../../../domain/sentence.ts";
import { ask } from "../../app/api.ts";
import { say } from "../../app/say.ts";
import { useBusy } from "../../ui/use-busy.ts";

interface ProviderButtonsProps {
  readonly providers: readonly { readonly id: string; readonly name: Sentence }[];
  readonly onProblem: (problem: Problem | null) => void;
}

export default function ProviderButtons({ providers, onProblem }: ProviderButtonsProps): JSX.Element {
  const [busy, during] = useBusy();
  const begin = async (provider: string): Promise<void> => {
    onProblem(null);
    const answer = await ask("POST /api/v1/logins", {}, { provider });
    if (answer.ok) location.assign(answer.value.url);
    else onProblem(answer.refusal);
  };
  return (
    <div class="stack">
      {providers.map(({ id, name }) => (
        <button key={id} class="button second" type="button" disabled={busy} onClick={() => void during(() => begin(id))}>
          {say(`用${name.zh}登录`, `Log in with ${name.en}`)}
        </button>
      ))}
    </div>
  );
}
