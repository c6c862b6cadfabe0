/** The table column that says whether a row of a record is unchanged since it was written. Used by appointments, looks and decisions. */
import { say } from "../app/say.ts";
import type { Column } from "../ui/table.tsx";

export const chainColumn = (): Column<{ readonly intact: boolean }> => ({
  key: "intact",
  word: say("链校验", "Chain check"),
  value: ({ intact }) => (intact ? 1 : 0),
  show: ({ intact }) => (intact ? say("完整", "Intact") : <b>{say("被改动", "Changed")}</b>),
});
