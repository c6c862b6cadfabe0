/** A login that waits for its message. People read the message in another app, and small phones then kill this page: number and step are kept. */
import { sealedNote } from "../../app/sealed.ts";

export interface KeptLogin {
  /** As typed. */
  readonly phone: string;
  /** The phone's time when the password ends, and when another one can be requested; ms. */
  readonly untilMs: number;
  readonly resendAtMs: number;
}

export const LOGIN_NOTE = sealedNote<KeptLogin>("login");

/** Null without one, and after the password has ended. */
export async function readLogin(): Promise<KeptLogin | null> {
  const kept = await LOGIN_NOTE.read();
  return kept !== undefined && kept.untilMs > Date.now() ? kept : null;
}
