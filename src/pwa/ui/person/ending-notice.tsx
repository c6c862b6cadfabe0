/** For a manager whom the holder has not kept yet: the rights that remain, and their end. For an account that rests: the reason, and the way out. */
import type { JSX } from "preact";
import type { Person } from "../../../contract/people.ts";
import { moment } from "../../app/moment.ts";
import { say } from "../../app/say.ts";

/** Whether this phone neither reads nor sends records of the person: the holder has not kept it yet, or its account rests. */
export function isClosed({ rests, ending }: Person): boolean {
  return rests === true || ending?.why === "asked";
}

/** Whether this phone shows no code of the person either. A person's own phone does, because it may still be theirs. */
export function hasNoCode({ rests, relation }: Person): boolean {
  return rests === true && relation !== "self";
}

export function EndingNotice({ person }: { readonly person: Person }): JSX.Element | null {
  const { rests, ending } = person;
  if (rests === true) return <p class="notice warning">{restWords(person)}</p>;
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

/** Both the former and the next owner of the phone number may read this. */
export function restWords(person: Person): string {
  return hasNoCode(person)
    ? say(
        "核验机构说这个手机号换了机主，此人在这部手机上暂停使用：是您的家人，请先为您本人重新核验，或用新手机添加；不是，请移除。",
        "The identity authority says that this number has a new owner, so this person rests here: if they are your family, check your own identity again or add them on your new phone; if not, remove them.",
      )
    : say(
        "核验机构登记的是另一个手机号，这部手机暂不能申报、查看记录：请到“我的 → 实名核验”再次核验，或带证件到社区。",
        "The identity authority has another phone number, so this phone cannot declare or read records: check again under Me, Proof of identity, or show the document at your community.",
      );
}
