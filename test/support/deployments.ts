/** Three deployments under one nation, each with its own secret: that of the nation, that of Hubei and Wuhan, and Guangdong's. The two others know of the nation only its root and its origin. */
import { GUANGDONG } from "./guangdong.ts";
import { issuersOfToml } from "./issuers.ts";
import { NATION, type TestNation } from "./nation.ts";
import { type Running, TEST_MASTER_KEY } from "./running.ts";

export interface DeploymentSettings {
  readonly masterKey: string;
  readonly bindings: Readonly<Record<string, string>>;
}

const GUANGDONG_ISSUER = {
  code: "44",
  hosts: [GUANGDONG],
  name: { zh: "广东省", en: "Guangdong" },
  shards: 4,
  credentialsPerPhone: 4,
  credentialLifetimeMinutes: 1440,
  coloursFrom: null,
};

/** Issuer 0 alone. */
export function ofTheNation({ bindings }: TestNation): DeploymentSettings {
  const YIMA_ISSUERS = issuersOfToml((issuers) => issuers.filter(({ code }) => code === "0"));
  return { masterKey: "bmF0aW9uLW1hc3Rlci1uYXRpb24tbWFzdGVyLW5hdGk", bindings: { ...bindings, YIMA_ISSUERS } };
}

/** Issuers 42 and 4201. @param origin where it looks for the nation */
export function ofHubei(nation: TestNation, origin: string): DeploymentSettings {
  const issuers = issuersOfToml((all) => all.filter(({ code }) => code !== "0"));
  return readerOf(nation, origin, issuers, TEST_MASTER_KEY);
}

/** Issuer 44. @param origin where it looks for the nation */
export function ofGuangdong(nation: TestNation, origin: string, changes: object = {}): DeploymentSettings {
  return readerOf(
    nation,
    origin,
    JSON.stringify([{ ...GUANGDONG_ISSUER, ...changes }]),
    "b3RoZXItbWFzdGVyLWtleS1vdGhlci1tYXN0ZXIta2V",
  );
}

function readerOf({ bindings }: TestNation, origin: string, issuers: string, masterKey: string): DeploymentSettings {
  const { YIMA_TRUST_ROOT = "" } = bindings;
  return { masterKey, bindings: { YIMA_ISSUERS: issuers, YIMA_TRUST_ROOT, YIMA_NATION: origin } };
}

/** The origin of the nation whose deployment this is. */
export function originOf({ port }: Pick<Running, "port">): string {
  return `http://${NATION}:${port}`;
}
