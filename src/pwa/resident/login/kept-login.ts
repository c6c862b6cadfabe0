/** A login that waits for its message. People read the message in another app, and small phones then kill this page: number and step are kept. */
import { dropNote, readNote, writeNote } from "../../app/store.ts";

export interface KeptLogin {
  /** As typed. */
  readonly phone: string;
  /** The phone's time when the password ends, and when another one can be requested; ms. */
  readonly untilMs: number;
  readonly resendAtMs: number;
}

const NOTE = "login";

/** Null without one, and after the password has ended. */
export async function readLogin(): Promise<KeptLogin | null> {
  const kept = await readNote<KeptLogin>(NOTE);
  return kept !== undefined && kept.untilMs > Date.now() ? kept : null;
}

export async function keepLogin(kept: KeptLogin): Promise<void> {
  await writeNote(NOTE, kept);
}

export async function dropLogin(): Promise<void> {
  await dropNote(NOTE);
}
