/** The filters of the passes. Each change goes into the address at once, so that the address works as a link. */
import type { JSX } from "preact";
import type { Colour } from "../../../contract/verify.ts";
import { MARK_WORDS, MARKS } from "../../../domain/community/marks.ts";
import { useLocation } from "../../app/location.ts";
import { say, saySentence } from "../../app/say.ts";
import { phoneWords } from "../../ui/words/phone-words.ts";
import { COLOUR_WORDS } from "../../ui/words/colours.ts";
import { filterOf, withFilter } from "./filter.ts";
import type { FilterKey } from "./filter.ts";
import { useLoaded, valueOf } from "../../ui/loaded.tsx";

interface Choice {
  readonly value: string;
  readonly word: string;
}

const COLOURS: readonly Colour[] = ["none", "green", "yellow", "orange", "red", "grey"];

export function PassFilters(props: { readonly division: string }): JSX.Element {
  const points = valueOf(useLoaded("GET /api/v1/communities/:division", { division: props.division }))?.points ?? [];
  const collectors =
    valueOf(useLoaded("GET /api/v1/communities/:division/collectors", { division: props.division }))?.collectors ?? [];
  const { path: here, query, route } = useLocation();
  const values = filterOf(query);
  const ask = (key: FilterKey, value: string): void => route(`${here}?${withFilter(query, key, value).toString()}`, true);
  return (
    <form class="admin-filters" aria-label={say("筛选", "Filters")} onSubmit={(event) => event.preventDefault()}>
      <Select
        name="point"
        word={say("采集点", "Point")}
        current={values.get("point")}
        choices={points.map(({ id, name }) => ({ value: id, word: name }))}
        onAsk={ask}
      />
      <Select
        name="collector"
        word={say("采集员", "Collector")}
        current={values.get("collector")}
        choices={collectors.map(({ id, phone, maskedName }) => ({ value: id, word: `${phoneWords(phone)} ${maskedName}` }))}
        onAsk={ask}
      />
      <Select
        name="colour"
        word={say("健康码", "Code")}
        current={values.get("colour")}
        choices={COLOURS.map((colour) => ({ value: colour, word: saySentence(COLOUR_WORDS[colour]) }))}
        onAsk={ask}
      />
      <Select
        name="mark"
        word={say("标记", "Mark")}
        current={values.get("mark")}
        choices={MARKS.map((mark) => ({ value: mark, word: saySentence(MARK_WORDS[mark]) }))}
        onAsk={ask}
      />
      <Time name="from" word={say("从", "From")} current={values.get("from")} onAsk={ask} />
      <Time name="to" word={say("到", "Until")} current={values.get("to")} onAsk={ask} />
      {values.has("person") && (
        <a class="chip" href={`${here}?${withFilter(query, "person", "").toString()}`}>
          {say("只看一个人", "One person only")} <span aria-hidden="true">✕</span>
          <span class="hidden-words">{say("，点击取消", ": remove this filter")}</span>
        </a>
      )}
      {values.size > 0 && (
        <a class="admin-clear" href={here}>
          {say("清除筛选", "Clear filters")}
        </a>
      )}
    </form>
  );
}

interface FilterProps {
  readonly name: FilterKey;
  readonly word: string;
  readonly current: string | undefined;
  readonly onAsk: (key: FilterKey, value: string) => void;
}

function Select({
  name,
  word,
  current = "",
  choices,
  onAsk,
}: FilterProps & { readonly choices: readonly Choice[] }): JSX.Element {
  // The address may name a point or collector that has been removed since. Its passes still exist, so the filter offers it as "Removed".
  const gone = current !== "" && !choices.some(({ value }) => value === current);
  return (
    <label>
      <span>{word}</span>
      <select value={current} onChange={(event) => onAsk(name, event.currentTarget.value)}>
        <option value="">{say("全部", "All")}</option>
        {gone && <option value={current}>{say("已删除的", "Removed")}</option>}
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.word}
          </option>
        ))}
      </select>
    </label>
  );
}

function Time({ name, word, current = "", onAsk }: FilterProps): JSX.Element {
  return (
    <label>
      <span>{word}</span>
      <input type="datetime-local" value={current} onChange={(event) => onAsk(name, event.currentTarget.value)} />
    </label>
  );
}
