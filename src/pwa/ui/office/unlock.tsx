/** Asks for a login or a passkey when a request is refused because the office has closed or the act needs a confirmation: one dialog, above every form, for all requests that wait. Loaded with the workbench only. */
import { signal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { office } from "../../app/api.ts";
import { part } from "../../app/screen.tsx";
import { refresh } from "../../app/session.ts";

/** The refusals that the person can lift here. */
const LIFTED = ["office_closed", "passkey_needed", "other_passkey_needed"] as const;
export type Lifted = (typeof LIFTED)[number];

const Dialog = part(() => import("./unlock-dialog.tsx"));

interface Question {
  readonly why: Lifted;
  /** The passkey that cannot confirm; undefined: each can. */
  readonly except: string | undefined;
  /** Ends the question with whether the request is worth a repeat. */
  readonly end: (isLifted: boolean) => void;
}

/** The question on the screen; null without one. */
const asked = signal<Question | null>(null);
let asking: Promise<boolean> | null = null;
/** The person has closed the dialog: the repeated requests of a page do not open it again, but the next act does. */
let isDeclined = false;
/** The screens that can show the dialog. */
let hosts = 0;

office.unlock = async ({ code, passkey }, method) => {
  const why = LIFTED.find((each) => each === code);
  if (hosts === 0 || why === undefined || (method === "GET" && isDeclined)) return false;
  return unlock(why, passkey);
};

/** Asks the person for a login or a passkey; resolves to whether they have given it. All callers wait for one question. */
export function unlock(why: Lifted, except?: string): Promise<boolean> {
  asking ??= question(why, except).finally(() => (asking = null));
  return asking;
}

async function question(why: Lifted, except: string | undefined): Promise<boolean> {
  const isLifted = await new Promise<boolean>((end) => (asked.value = { why, except, end }));
  asked.value = null;
  isDeclined = !isLifted;
  if (isLifted) await refresh();
  return isLifted;
}

/** The place of the dialog on a screen whose requests may find the office closed. */
export default function Unlock(): JSX.Element | null {
  useEffect(() => {
    hosts += 1;
    return () => {
      hosts -= 1;
      asked.peek()?.end(false);
    };
  }, []);
  const now = asked.value;
  return now === null ? null : <Dialog why={now.why} except={now.except} onEnd={now.end} />;
}
