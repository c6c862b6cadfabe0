/** Exports the passes that the filters leave as CSV, with the purpose, which is noted with the export. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { Problem } from "../../contract/problem.ts";
import { say } from "../say.ts";
import { ActDialog, TextField } from "./act-dialog.tsx";

interface ExportProps {
  readonly division: string;
  /** The API's filters. */
  readonly filters: URLSearchParams;
  readonly onClose: () => void;
}

export function ExportPasses(props: ExportProps): JSX.Element {
  const [purpose, setPurpose] = useState("");

  // The browser's own download: the table may be longer than a page can hold.
  async function download(): Promise<Problem | null> {
    const query = new URLSearchParams([...props.filters, ["purpose", purpose.trim()]]);
    const link = document.createElement("a");
    link.href = `/api/v1/communities/${props.division}/passes.csv?${query.toString()}`;
    link.download = "";
    link.click();
    props.onClose();
    return null;
  }

  return (
    <ActDialog
      title={say("导出通行记录", "Export the passes")}
      yes={say("导出", "Export")}
      onClose={props.onClose}
      act={download}
    >
      <p>
        {say(
          "导出当前筛选的全部通行记录为 CSV 表格，姓名已脱敏，可用 Excel 或 WPS 打开。",
          "All passes that the filters leave, as a CSV table for Excel or WPS. Names are masked.",
        )}
      </p>
      <TextField
        label={say("用途", "Purpose")}
        value={purpose}
        maxLength={100}
        hint={say("用途、办理区划和时间会留下记录", "The purpose, your office and the time are noted")}
        onInput={setPurpose}
      />
    </ActDialog>
  );
}
