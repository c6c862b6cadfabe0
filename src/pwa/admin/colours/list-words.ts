/** Words about files of lists: their names, their states, and how many persons change colour. */
import type { ListFigures, Lists, Reading } from "../../../contract/list.ts";
import { AREA_LEVELS, LEVEL_WORDS } from "../../../domain/area/area.ts";
import { FACT_KINDS, FACT_WORDS } from "../../../domain/fact/fact.ts";
import { say, saySentence } from "../../app/say.ts";
import { COLOUR_WORDS } from "../../ui/words/colours.ts";
import { numberOf } from "../../ui/words/number.ts";

/** The name of a file; the beginning of its hash if the name is unknown. */
export function fileWord({ name, file }: { readonly name: string; readonly file: string }): string {
  return name === "" ? file.slice(0, 8) : name;
}

/** The word of a list or a level. */
export function kindWord(kind: string): string {
  const fact = FACT_KINDS.find((each) => each === kind);
  const level = AREA_LEVELS.find((each) => each === kind);
  if (fact !== undefined) return saySentence(FACT_WORDS[fact]);
  return level === undefined ? kind : saySentence(LEVEL_WORDS[level]);
}

export function colourChange(from: ListFigures["changes"][number]["from"], to: ListFigures["changes"][number]["to"]): string {
  return `${saySentence(COLOUR_WORDS[from])} → ${saySentence(COLOUR_WORDS[to])}`;
}

/** How many persons get another colour, the gravest first: 约 12 人转红，3 人转黄. */
export function effectWords({ changes, undeclared }: Pick<ListFigures, "changes" | "undeclared">): string {
  const gravest = ["red", "orange", "yellow", "grey", "green", "none"] as const;
  const parts = gravest.flatMap((colour) => {
    const persons = changes.filter(({ from, to }) => to === colour && from !== to).reduce((sum, each) => sum + each.persons, 0);
    const word = saySentence(COLOUR_WORDS[colour]);
    return persons === 0 ? [] : [say(`${numberOf(persons)} 人转${word}`, `${numberOf(persons)} to ${word.toLowerCase()}`)];
  });
  const later =
    undeclared === 0
      ? ""
      : say(`；${numberOf(undeclared)} 人还没有申报，申报时判定`, `; ${numberOf(undeclared)} have not declared yet`);
  if (parts.length === 0) return say(`没有人的码色因此改变${later}。`, `Nobody's colour changes${later}.`);
  return say(`约 ${parts.join("，")}${later}。`, `About ${parts.join(", ")}${later}.`);
}

export function readingState(state: Reading["state"]): string {
  return {
    receiving: say("正在接收", "Receiving"),
    reading: say("正在读取", "Reading"),
    read: say("已读取，还没有提议", "Read, not proposed yet"),
    proposed: say("等另一位负责人批准", "Waits for another officer"),
    running: say("已批准，正在录入", "Approved, entering"),
    done: say("已录入", "Entered"),
    taking_back: say("正在整份撤回", "Being taken back"),
    taken_back: say("已整份撤回", "Taken back"),
  }[state];
}

export function listState({ proposal, result, withdrawal, takenBack }: Lists["lists"][number]): string {
  if (takenBack !== null) return readingState("taken_back");
  if (withdrawal !== null) return readingState("taking_back");
  if (proposal !== null && proposal.state !== "approved")
    return {
      waiting: say("待批", "Waiting"),
      expired: say("已过期", "Expired"),
      refused: say("已拒绝", "Refused"),
      withdrawn: say("已撤回提议", "Proposal withdrawn"),
    }[proposal.state];
  return readingState(result === null ? "running" : "done");
}
