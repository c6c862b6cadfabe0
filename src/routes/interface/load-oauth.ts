/** Loads the module that reads assertions, proofs and tokens: most isolates never serve a client with keys. */
export function loadOauth() {
  return import("../../token/oauth/oauth.ts");
}
