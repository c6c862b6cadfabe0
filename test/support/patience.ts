/** How long a test waits for a state that is sure to come. A loaded machine is ten times as slow as a quiet one, and a test fails by what it sees, not by when. */

/** For one act of a browser, ms. */
export const LOADED_MS = 60_000;

/** For `vi.waitFor` and `expect.poll`. */
export const PATIENT = { timeout: 60_000 } as const;
