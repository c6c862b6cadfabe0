/** The certificate authority that a machine makes for its own network: the names for which Node's TLS accepts its certificates, and those for which it does not. */
import { X509Certificate } from "node:crypto";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect, createServer } from "node:tls";
import { afterAll, expect, test } from "vitest";
import { isLocalAddress, localAuthority } from "../../../tools/authority.ts";

const directory = mkdtempSync(join(tmpdir(), "yima-authority-"));
const authority = localAuthority(directory);
afterAll(() => rmSync(directory, { recursive: true }));

/** Why a TLS client that trusts the authority refuses a server of this name; null if it accepts it. */
function refusalOf(name: string): Promise<string | null> {
  return new Promise((done) => {
    const server = createServer(authority.vouch([name]), (socket) => socket.end()).listen(0, "127.0.0.1", () => {
      const address = server.address();
      if (address === null || typeof address === "string") throw new Error("no port");
      const isHost = !/^\d/.test(name);
      const options = {
        host: "127.0.0.1",
        port: address.port,
        ca: authority.certificate,
        ...(isHost ? { servername: name } : {}),
      };
      const ended = (reason: string | null) => {
        client.destroy();
        server.close(() => done(reason));
      };
      const client = connect(options, () => ended(null));
      client.on("error", (error) => ended(error.message));
    });
  });
}

test("a client that trusts the authority accepts a local host name and this machine's address", async () => {
  expect(await Promise.all(["wuhan.localhost", "127.0.0.1"].map(refusalOf))).toEqual([null, null]);
});

test("it refuses a name of the internet from the same authority", async () => {
  expect(await refusalOf("example.com")).toBe("permitted subtree violation");
});

test("the authority is made once: another start finds the same one", () => {
  expect(localAuthority(directory).certificate).toBe(authority.certificate);
});

test("its key is for its owner's eyes", () => {
  expect(statSync(join(directory, "authority-key.pem")).mode & 0o777).toBe(0o600);
});

test("a phone takes it for an authority that vouches for servers and for no further authority", () => {
  const { ca, validTo } = new X509Certificate(authority.certificate);
  const server = new X509Certificate(authority.vouch(["wuhan.localhost"]).cert);
  const days = (Date.parse(server.validTo) - Date.parse(server.validFrom)) / 86_400_000;
  expect([ca, server.ca, Date.parse(validTo) > Date.now(), days <= 825]).toEqual([true, false, true, true]);
});

test.each([
  ["192.168.1.5", true],
  ["10.0.0.1", true],
  ["172.31.255.255", true],
  ["172.32.0.1", false],
  ["8.8.8.8", false],
  ["wuhan.localhost", false],
])("%s is an address of a local network: %s", (address, expected) => {
  expect(isLocalAddress(address)).toBe(expected);
});
