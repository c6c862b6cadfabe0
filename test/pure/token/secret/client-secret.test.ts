/** Bearer secrets of clients: the issued text, the stored hash, and the headers that hold a secret. */
import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { CLIENT_SECRET_BYTES, makeClientSecret, readClientBearer } from "../../../../src/token/secret/client-secret.ts";

const RANDOM = Uint8Array.from({ length: CLIENT_SECRET_BYTES }, (_, at) => at);
const SECRET = Buffer.from(RANDOM).toString("base64url");
const secretHash = createHash("sha256").update(SECRET).digest("hex");

test("a secret is 32 random bytes under the client's id, and its hash is stored", async () => {
  expect(CLIENT_SECRET_BYTES).toBe(32);
  expect(await makeClientSecret("client-1", RANDOM)).toEqual({ bearer: `client-1.${SECRET}`, secretHash });
});

test("the header of a client gives its id and the stored hash", async () => {
  expect(await readClientBearer(`Bearer client-1.${SECRET}`)).toEqual({ id: "client-1", secretHash });
});

test.each(["", "Bearer ", `client-1.${SECRET}`, `Basic client-1.${SECRET}`, `Bearer short.${SECRET}`, "Bearer client-1.short"])(
  "%j is no client's header",
  async (header) => {
    expect(await readClientBearer(header)).toBeNull();
  },
);
