/** The duty by which applications that were turned down leave, a day after: until then a refusal by mistake can be taken back. */
import type { Duty } from "../alarm.ts";
import type { ApplicationStore } from "./application-store.ts";

export const REFUSED_KEPT_MS = 86_400_000;

export function forgetRefused(applications: ApplicationStore): Duty {
  return {
    name: "refused applications",
    due() {
      const oldest = applications.oldestRefusal();
      return oldest === null ? null : oldest + REFUSED_KEPT_MS;
    },
    run: (now) => applications.dropRefused(now - REFUSED_KEPT_MS),
  };
}
