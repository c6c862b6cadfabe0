/** Clients (other systems): two officers approve one, and any one officer revokes it. */
import { expect, test } from "vitest";
import type { PersonKey } from "../../../../src/domain/access/keys.ts";
import {
  approveClient,
  type Client,
  type ClientAct,
  clientState,
  MAX_CLIENTS,
  revokeClient,
} from "../../../../src/domain/client/client.ts";

const act = (person: string, at = 2000): ClientAct => ({
  at,
  by: { person: person as PersonKey, maskedPhone: "138****0004" },
});

function aClient(changes: Partial<Client> = {}): Client {
  return {
    id: "client-1",
    name: "疾控中心",
    scope: "42",
    rights: ["facts"],
    verbs: [],
    keys: [],
    made: act("officer-a", 1000),
    approved: null,
    revoked: null,
    lastUsedAt: null,
    ...changes,
  };
}

test("a client waits, becomes active with the approval, and is revoked for good", () => {
  expect([
    clientState(aClient()),
    clientState(aClient({ approved: act("officer-b") })),
    clientState(aClient({ approved: act("officer-b"), revoked: act("officer-a") })),
    clientState(aClient({ revoked: act("officer-a") })),
  ]).toEqual(["waiting", "active", "revoked", "revoked"]);
});

test("a client becomes active by another officer than the first, once", () => {
  expect(approveClient(aClient(), act("officer-b"))).toEqual({ ok: true, value: aClient({ approved: act("officer-b") }) });
  expect(approveClient(aClient(), act("officer-a"))).toEqual({ ok: false, refusal: { code: "same_officer" } });
  const decided = { ok: false, refusal: { code: "client_decided" } };
  expect(approveClient(aClient({ approved: act("officer-b") }), act("officer-b"))).toEqual(decided);
  expect(approveClient(aClient({ revoked: act("officer-a") }), act("officer-b"))).toEqual(decided);
});

test("one officer revokes a client, also a waiting one, and only once", () => {
  expect(revokeClient(aClient(), act("officer-a"))).toEqual({ ok: true, value: aClient({ revoked: act("officer-a") }) });
  expect(revokeClient(aClient({ revoked: act("officer-a") }), act("officer-b"))).toEqual({
    ok: false,
    refusal: { code: "client_decided" },
  });
});

test("an issuer has at most 200 clients", () => {
  expect(MAX_CLIENTS).toBe(200);
});
