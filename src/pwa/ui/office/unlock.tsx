/** Opens the office again when a request is refused because it has closed: one dialog, above every form, for all requests that wait. Loaded with the workbench only. */
import { signal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { office } from "../../app/api.ts";
import { part } from "../../app/screen.tsx";
import { refresh } from "../../app/session.ts";

/** The refusals that the person can lift here. */
const LIFTED: ReadonlySet<string> = new Set(["office_closed"]);

const Dialog = part(() => import("./unlock-dialog.tsx"));

/** Ends the question on the screen with whether the office is open again; null without a question. */
const asked = signal<((isOpen: boolean) => void) | null>(null);
let asking: Promise<boolean> | null = null;
/** The person has closed the dialog: the repeated requests of a page do not open it again, but the next act does. */
let isDeclined = false;
/** The screens that can show the dialog. */
let hosts = 0;

office.unlock = async ({ code }, method) => {
  if (hosts === 0 || !LIFTED.has(code) || (method === "GET" && isDeclined)) return false;
  return unlock();
};

/** Asks the person to open the office; resolves to whether it is open. All callers wait for one question. */
export function unlock(): Promise<boolean> {
  asking ??= question().finally(() => (asking = null));
  return asking;
}

async function question(): Promise<boolean> {
  const isOpen = await new Promise<boolean>((end) => (asked.value = end));
  asked.value = null;
  isDeclined = !isOpen;
  if (isOpen) await refresh();
  return isOpen;
}

/** The place of the dialog on a screen whose requests may find the office closed. */
export default function Unlock(): JSX.Element | null {
  useEffect(() => {
    hosts += 1;
    return () => {
      hosts -= 1;
      asked.peek()?.(false);
    };
  }, []);
  const end = asked.value;
  return end === null ? null : <Dialog onEnd={end} />;
}
