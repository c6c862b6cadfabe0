/** For a manager whom the holder has not kept yet: the rights that remain, and their end. */
import type { JSX } from "preact";
import type { Person } from "../../../contract/people.ts";
import { moment } from "../../app/moment.ts";
import { say } from "../../app/say.ts";

export function EndingNotice({ person: { ending } }: { readonly person: Person }): JSX.Element | null {
  if (ending?.why !== "asked") return null;
  return (
    <p class="notice warning">
      {say(
        `本人已核验，正在等本人同意。同意前只能出示健康码，不能代为申报、查看记录；到 ${moment(Date.parse(ending.at))} 没有同意，代管自动结束。`,
        `This person has proved who they are, and must agree. Until then you can only show the code, not declare or read records. Without an answer your management ends on ${moment(Date.parse(ending.at))}.`,
      )}
    </p>
  );
}
