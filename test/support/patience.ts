/** Time limits for states that must come. A loaded machine is ten times as slow as a quiet one, and a test must fail because of a wrong state, not of a slow one. */

/** The limit for one act of a browser, ms. */
export const LOADED_MS = 150_000;

/** The options of `vi.waitFor` and `expect.poll`. */
export const PATIENT = { timeout: LOADED_MS } as const;
