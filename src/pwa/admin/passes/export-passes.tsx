/** The dialog that exports the filtered passes. The stated purpose goes into the record of exports. Closing the dialog early cancels the download. */
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { PassFilters } from "../../../contract/pass-filter.ts";
import type { Problem } from "../../../contract/problem.ts";
import { urlOf } from "../../app/api.ts";
import { type DownloadProgress, download } from "../../app/download.ts";
import { Choices } from "../../ui/fields/choices.tsx";
import { say } from "../../app/say.ts";
import { ActDialog } from "../../ui/dialog.tsx";
import { Field } from "../../ui/fields/field.tsx";

type Format = "xlsx" | "csv";

interface ExportProps {
  readonly division: string;
  /** The filters of the passes to export, as the API takes them. */
  readonly filters: PassFilters;
  /** Called with the file's name when the whole file was received and given to the browser to save. */
  readonly onDone: (name: string) => void;
  readonly onClose: () => void;
}

/** The file's URL is revoked after this time, when the browser has surely begun to save the file. */
const SAVE_MS = 60_000;

export function ExportPasses(props: ExportProps): JSX.Element {
  const [purpose, setPurpose] = useState("");
  const [format, setFormat] = useState<Format>("xlsx");
  const [progress, setProgress] = useState<DownloadProgress | null>(null);
  const controller = useRef(new AbortController());
  useEffect(() => () => controller.current.abort(), []);

  async function exportFile(): Promise<Problem | null> {
    const { division, filters } = props;
    const path = urlOf(`GET /api/v1/communities/:division/passes.${format}`, { division, ...filters, purpose: purpose.trim() });
    setProgress({ bytes: 0, lines: 0 });
    const answer = await download({ path, onProgress: setProgress, signal: controller.current.signal });
    setProgress(null);
    if (!answer.ok) return answer.refusal;
    save(answer.value);
    props.onDone(answer.value.name);
    return null;
  }

  return (
    <ActDialog
      title={say("导出通行记录", "Export the passes")}
      yes={say("导出", "Export")}
      onClose={props.onClose}
      act={exportFile}
    >
      <p>
        {say(
          "导出当前筛选的全部通行记录，姓名已脱敏。用途、办理区划和时间写在表格开头，也记入导出记录。",
          "This exports all passes that match the filters. Names are masked. The purpose, your office and the time are written at the top of the file and in the record of exports.",
        )}
      </p>
      <Choices
        name="format"
        question={say("格式", "Format")}
        pairs
        choices={[
          { value: "xlsx", word: "XLSX", detail: say("用 Excel、WPS 查看", "for Excel and WPS") },
          { value: "csv", word: "CSV", detail: say("给其他系统使用", "for other systems") },
        ]}
        chosen={[format]}
        onToggle={setFormat}
      />
      <Field
        required
        label={say("用途", "Purpose")}
        value={purpose}
        limit={100}
        hint={say("例如：核对 2 月 29 日东门登记", "For example: passes of 29 February at the east gate")}
        onInput={setPurpose}
      />
      {progress !== null && <Progress progress={progress} format={format} />}
    </ActDialog>
  );
}

/** The progress of the download. The bar has no end, because the server does not announce the size of an export. */
function Progress(props: { readonly progress: DownloadProgress; readonly format: Format }): JSX.Element {
  const { bytes, lines } = props.progress;
  const size = `${(bytes / 1_000_000).toFixed(1)} MB`;
  return (
    <p class="admin-progress">
      <progress aria-label={say("正在导出", "Exporting")} />
      {props.format === "csv"
        ? say(`已收到 ${lines} 行 · ${size}`, `${lines} lines received · ${size}`)
        : say(`已收到 ${size}`, `${size} received`)}
    </p>
  );
}

function save(file: File): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = file.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), SAVE_MS);
}
