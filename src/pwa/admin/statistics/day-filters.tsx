/** The filters of the statistics: by hour or by day, first day and last day. Each change goes into the address at once. */
import type { JSX } from "preact";
import type { Statistics } from "../../../contract/statistics.ts";
import { correctedNow } from "../../app/clock.ts";
import { dateOf } from "../../../domain/china-time.ts";
import { useLocation } from "../../app/location.ts";
import { say } from "../../app/say.ts";
import { type DayKey, daysOf, withDay } from "./days.ts";

/** @param answer the displayed statistics: the fields show its days where the address has none; null while it loads */
export function DayFilters(props: { readonly answer: Pick<Statistics, "from" | "to"> | null }): JSX.Element {
  const { answer } = props;
  const { path, query, route } = useLocation();
  const days = daysOf(query);
  const ask = (key: DayKey, value: string): void => route(`${path}?${withDay(query, key, value).toString()}`, true);
  const until = dateOf(correctedNow());
  return (
    <form class="admin-filters" aria-label={say("筛选", "Filters")} onSubmit={(event) => event.preventDefault()}>
      <label>
        <span>{say("统计", "Count")}</span>
        <select value={days.get("by") ?? "day"} onChange={(event) => ask("by", event.currentTarget.value)}>
          <option value="day">{say("按天", "By day")}</option>
          <option value="hour">{say("按小时", "By hour")}</option>
        </select>
      </label>
      <label>
        <span>{say("从", "From")}</span>
        <input
          type="date"
          max={until}
          value={days.get("from") ?? answer?.from ?? ""}
          onChange={(event) => ask("from", event.currentTarget.value)}
        />
      </label>
      <label>
        <span>{say("到", "Until")}</span>
        <input
          type="date"
          max={until}
          value={days.get("to") ?? answer?.to ?? ""}
          onChange={(event) => ask("to", event.currentTarget.value)}
        />
      </label>
      {days.size > 0 && (
        <a class="admin-clear" href={path}>
          {say("清除筛选", "Clear filters")}
        </a>
      )}
    </form>
  );
}
