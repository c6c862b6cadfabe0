/** The words for the files of an appeal: number, kind and size. */
import type { AppealFile } from "../../../contract/appeal.ts";
import { say } from "../../app/say.ts";

const KILOBYTE = 1024;

/** `340 KB`, `2.1 MB`. */
export function sizeOf(bytes: number): string {
  const kilobytes = Math.max(1, Math.round(bytes / KILOBYTE));
  return kilobytes < KILOBYTE ? `${kilobytes} KB` : `${(kilobytes / KILOBYTE).toFixed(1)} MB`;
}

/** `附件 1（图片，340 KB）`; `index` counts from 0. */
export function fileWords({ type, bytes }: AppealFile, index: number): string {
  const kind = type === "application/pdf" ? "PDF" : say("图片", "picture");
  return say(`附件 ${index + 1}（${kind}，${sizeOf(bytes)}）`, `File ${index + 1} (${kind}, ${sizeOf(bytes)})`);
}
