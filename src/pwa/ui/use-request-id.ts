/** The id of a request that a form sends: the same as long as its content is the same, so that a repeat after a lost answer has no second effect. */
import { useMemo } from "preact/hooks";

/** @param content everything that the form sends */
export function useRequestId(...content: readonly unknown[]): string {
  return useMemo(() => crypto.randomUUID(), content as unknown[]);
}
