/** What is signed between clients with keys and this issuer, in a module of its own (decision 67): loaded with the first request of such a client. */
export { ACCESS_SECONDS, makeAccessToken, readAccessToken } from "./access-token.ts";
export { ASSERTION_TYPE, isSignedByClient, openAssertion } from "./client-assertion.ts";
export { readKeyProof } from "./key-proof.ts";
