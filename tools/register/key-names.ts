/** The names of the nation's keys, which say their role: `root.1` of the root, `0.o1` of an officer, `0.s1` of the server that signs states. */
import type { Root } from "../../src/domain/federation/trust-files.ts";

export type RoleName = keyof Root["roles"];

export const KEY_NAMES: Readonly<Record<RoleName, RegExp>> = {
  root: /^root\.[1-9]\d{0,3}$/,
  register: /^0\.o[1-9]\d{0,3}$/,
  state: /^0\.s[1-9]\d{0,3}$/,
};
export const ROLE_NAMES = ["root", "register", "state"] as const satisfies readonly RoleName[];
