/** A region with a system of its own: its name, what happens next, and a plain link to its host; and the sentence for people who have a code elsewhere. */
import type { JSX } from "preact";
import type { Region } from "../../../contract/issuer/region.ts";
import { say } from "../../app/say.ts";
import type { RegionPage } from "./entry-link.ts";
import "../../styles/form.css";

/** Before anybody fills in a second form. */
export function CodeElsewhere(): JSX.Element {
  return (
    <p class="notice">
      {say(
        "您在别处已有健康码的，不用再申领：外地的健康码在这里同样有效。到采集点，出示原来的健康码就行。",
        "If you already have a health code elsewhere, do not apply again: it serves here too. At the gate, show the code that you have.",
      )}
    </p>
  );
}

export function NoRegions(): JSX.Element {
  return <p class="quiet">{say("现在没有别的地区可以去。", "There is no other region to go to now.")}</p>;
}

export function RegionCard(props: { readonly region: Region; readonly page: RegionPage }): JSX.Element {
  const { origin, name } = props.region;
  return (
    <section class="card stack">
      <h2>{say(`${name.zh}有自己的健康码`, `${name.en} has its own health code`)}</h2>
      <p>
        {say(
          `下一步打开${name.zh}的健康码平台。您在那里登录、申报、领码，这里不用再办。`,
          `The next step opens the system of ${name.en}. Log in, declare and get your code there. Nothing is left to do here.`,
        )}
      </p>
      <p class="quiet">
        {say(
          `网址是 ${new URL(origin).host}。选错了，点那里的“换地区”就能回来。`,
          `Its address is ${new URL(origin).host}. To come back, press “Another region” there.`,
        )}
      </p>
      <CodeElsewhere />
      <a class="button" href={origin + props.page}>
        {say(`去${name.zh}`, `Go to ${name.en}`)}
      </a>
    </section>
  );
}
