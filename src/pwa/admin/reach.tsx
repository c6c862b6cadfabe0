/** How many people a closure or the switch to colours reaches, by the declarations of the last 30 days, and the name of a whole region, typed as a confirmation. */
import type { JSX } from "preact";
import { say } from "../app/say.ts";
import { Field } from "../ui/fields/field.tsx";
import { useLoaded, valueOf } from "../ui/loaded.tsx";
import { numberOf } from "../ui/words/number.ts";

interface ReachProps {
  readonly division: string;
  readonly name: string;
  readonly act: "close" | "open" | "show";
}

export function Reach({ division, name, act }: ReachProps): JSX.Element | null {
  const statistics = valueOf(useLoaded("GET /api/v1/divisions/:division/statistics", { division }, { everyMs: null }));
  if (statistics === null) return null;
  const { returning, arriving, staying } = statistics.total.declarations;
  const count = numberOf(returning + arriving + staying);
  const what = {
    close: say("住在这里的人，健康码都会变为灰码。", "The codes of all people who live there turn grey."),
    open: say(
      "住在这里的人，健康码恢复为判定的码色。",
      "The codes of all people who live there show their decided colour again.",
    ),
    show: say("全部居民的健康码都会显示码色。", "The codes of all residents show colours."),
  }[act];
  return (
    <p class="notice warning">
      {say(`${name}近 30 天有 ${count} 份健康申报。${what}`, `${name}: ${count} declarations in the last 30 days. ${what}`)}
    </p>
  );
}

interface TypedNameProps {
  readonly name: string;
  readonly value: string;
  readonly onInput: (value: string) => void;
}

/** The field in which an officer types the name of a whole region. */
export function TypedName({ name, value, onInput }: TypedNameProps): JSX.Element {
  return (
    <Field
      required
      label={say(`请输入“${name}”确认`, `Type “${name}” to confirm`)}
      value={value}
      hint={say("这项更改涉及整个地区", "This change concerns the whole region")}
      onInput={onInput}
    />
  );
}
