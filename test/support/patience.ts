/** Time limits for states that are certain to come. A loaded machine is ten times as slow as a quiet one: a test fails by a wrong state, not by a slow one. */

/** For one act of a browser, ms. */
export const LOADED_MS = 60_000;

/** For `vi.waitFor` and `expect.poll`. */
export const PATIENT = { timeout: 60_000 } as const;
