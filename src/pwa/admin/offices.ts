/** Where the account is an administrator, and what follows from it on the screens. The server decides again at each act. */
import { computed } from "@preact/signals";
import type { Grant } from "../../contract/people.ts";
import { mayAppoint } from "../../domain/administrator/appointment.ts";
import { me } from "../session.ts";

const NONE: readonly Grant[] = [];

export const offices = computed(() => me.value?.grants.filter(({ role }) => role === "administrator") ?? NONE);

/** Whether one of the account's offices stands above a division, and so appoints there. */
export function isAbove(division: string): boolean {
  return offices.value.some((office) => mayAppoint(office.division, division).ok);
}
