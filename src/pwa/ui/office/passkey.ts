/** Makes a passkey and shows one, by the browser's own dialog. Returns the problem to display, or null after a success. Loaded where it is used only. */
import { startAuthentication, startRegistration } from "@simplewebauthn/browser";
import type { Problem } from "../../../contract/problem.ts";
import { ask, ownProblem } from "../../app/api.ts";

/** Whether this browser knows passkeys at all. */
export function hasPasskeys(): boolean {
  return "PublicKeyCredential" in globalThis;
}

export async function makePasskey(name: string): Promise<Problem | null> {
  const begun = await ask("POST /api/v1/passkeys/beginnings");
  if (!begun.ok) return begun.refusal;
  try {
    const { id, response } = await startRegistration({ optionsJSON: begun.value });
    const { clientDataJSON, attestationObject, transports = [] } = response;
    const made = await ask("POST /api/v1/passkeys", {}, { name, id, clientDataJSON, attestationObject, transports });
    return made.ok ? null : made.refusal;
  } catch (error) {
    return browserProblem(error);
  }
}

/** @param except the id of a passkey that the browser does not offer */
export async function showPasskey(except?: string): Promise<Problem | null> {
  const begun = await ask("POST /api/v1/passkeys/challenges");
  if (!begun.ok) return begun.refusal;
  const allowCredentials = begun.value.allowCredentials.filter((passkey) => passkey.id !== except);
  try {
    const { id, response } = await startAuthentication({ optionsJSON: { ...begun.value, allowCredentials } });
    const { clientDataJSON, authenticatorData, signature } = response;
    const shown = await ask("POST /api/v1/passkeys/showings", {}, { id, clientDataJSON, authenticatorData, signature });
    return shown.ok ? null : shown.refusal;
  } catch (error) {
    return browserProblem(error);
  }
}

function browserProblem(error: unknown): Problem {
  const name = error instanceof Error ? error.name : "";
  if (name === "InvalidStateError")
    return ownProblem(
      "passkey_here",
      0,
      "这台设备上已经有您的通行密钥，不用再设。",
      "This device already has a passkey of yours.",
    );
  if (name === "SecurityError")
    return ownProblem(
      "passkey_address",
      0,
      "这个网址不能用通行密钥，请用主网址打开。",
      "Passkeys do not work at this address: open the main address.",
    );
  return ownProblem(
    "passkey_cancelled",
    0,
    "没有完成确认。请再试一次；这台设备上没有您的通行密钥时，请换一台设备，或用手机扫码。",
    "The confirmation was not completed: try again. If this device has no passkey of yours, use another device, or scan with your phone.",
  );
}
