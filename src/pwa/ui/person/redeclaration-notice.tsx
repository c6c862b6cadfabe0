/** The request of a gate to declare again: names the gate and the time (product.md §4). It stays until the person declares or thirty days have passed. The code does not change. */
import type { JSX } from "preact";
import type { Person } from "../../../contract/people.ts";
import { moment } from "../../app/moment.ts";
import { say } from "../../app/say.ts";

interface RedeclarationNoticeProps {
  readonly request: NonNullable<Person["redeclaration"]>;
  /** Adds a link to the form of the declaration; true wherever the notice is outside that form. */
  readonly withLink?: boolean;
}

export function RedeclarationNotice({ request, withLink = false }: RedeclarationNoticeProps): JSX.Element {
  const { community, point } = request;
  const at = moment(Date.parse(request.at));
  return (
    <p class="notice warning">
      {say(
        `${at}，${community}的采集点“${point}”请您重新上报：所报内容可能与现场情况不符。`,
        `At ${at}, the gate “${point}” of ${community} asked you to declare again: your declaration may not match what the collector saw. `,
      )}
      {withLink && <a href="/declare?again">{say("重新上报", "Declare again")}</a>}
    </p>
  );
}
