/** The columns of the table of passes. */
import type { Pass } from "../../../contract/pass.ts";
import { MARK_WORDS } from "../../../domain/community/marks.ts";
import { ANSWER_WORDS } from "../../../domain/passage/passage.ts";
import { say, saySentence } from "../../app/say.ts";
import { ColourMark } from "../../ui/colour-mark.tsx";
import { COLOUR_WORDS } from "../../ui/words/colours.ts";
import type { Column } from "../../ui/table.tsx";
import { secondOf } from "../../ui/words/moments.ts";
import { addressOf } from "../route.ts";

/** The colour of a code of another region by the table of this one. */
function hereWords(localColour: NonNullable<Pass["localColour"]>): string {
  if (localColour === "unknown") return say("本地码色不明", "no colour here");
  const { zh, en } = COLOUR_WORDS[localColour];
  return say(`本地按${zh}`, `${en.toLowerCase()} here`);
}

/** @param division the community, whose pages the cells lead to */
export function passColumns(division: string): readonly Column<Pass>[] {
  return [
    { key: "at", word: say("时间", "Time"), value: ({ at }) => secondOf(at) },
    {
      key: "who",
      word: say("姓名", "Name"),
      value: ({ maskedName }) => maskedName,
      show: ({ maskedName, person }) => (
        <a
          href={`${addressOf(division, "track")}?person=${person}`}
          title={say("查看轨迹（须填写用途）", "Open the track (you must state a purpose)")}
        >
          {maskedName}
        </a>
      ),
    },
    {
      key: "colour",
      word: say("健康码", "Code"),
      value: ({ colour }) => saySentence(COLOUR_WORDS[colour]),
      show: ({ colour, localColour }) => (
        <>
          <ColourMark colour={colour} />
          {localColour !== undefined && <div class="quiet">{hereWords(localColour)}</div>}
        </>
      ),
    },
    {
      key: "marks",
      word: say("标记", "Mark"),
      value: ({ marks }) => marks.map((mark) => saySentence(MARK_WORDS[mark])).join(say("、", ", ")),
    },
    {
      key: "answer",
      word: say("通行判定", "Passage"),
      value: ({ answer }) => (answer === null ? "" : saySentence(ANSWER_WORDS[answer])),
    },
    { key: "policy", word: say("通行规则", "Policy"), value: ({ policy }) => policy ?? "" },
    { key: "point", word: say("采集点", "Point"), value: ({ pointName }) => pointName },
    {
      key: "collector",
      word: say("采集员", "Collector"),
      value: ({ collectorPhone }) => collectorPhone,
      show: ({ collectorId, collectorPhone }) => (
        <a href={`${addressOf(division, "collectors")}/${collectorId}`}>{collectorPhone}</a>
      ),
    },
  ];
}
