/** The end of a login at an identity provider: the provider has sent the browser back to this page, and the page sends the answer to the server. So the session's cookie stays within this site. */
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import type { Problem } from "../../../contract/problem.ts";
import { ask } from "../../app/api.ts";
import { route } from "../../app/location.ts";
import { say } from "../../app/say.ts";
import { entered } from "./entered.ts";

export default function ProviderReturn(props: { readonly onProblem: (problem: Problem | null) => void }): JSX.Element {
  useEffect(() => {
    const finish = async (): Promise<void> => {
      const answer = await ask("POST /api/v1/logins/answer", {}, { query: location.search.slice(1) });
      props.onProblem(answer.ok ? await entered() : answer.refusal);
      // The answer counts once, so the address must not be opened again.
      route("/", true);
    };
    void finish();
  }, []);
  return (
    <p class="middle" role="status">
      {say("正在登录……", "Logging in…")}
    </p>
  );
}
