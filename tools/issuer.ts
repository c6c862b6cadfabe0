/** The operator's command for the issuer itself: `npm run issuer -- --help`. Source: docs/trust.md. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { readApplication } from "../src/token/federation/application.ts";
import { fingerprintOf } from "../src/token/federation/fingerprint.ts";
import { endCommand, hostedWords, proposedWords } from "./issuer-host.ts";
import { explain, readOptions, runCommand, sendAct, type SignedBy } from "./operator-act.ts";

const HELP = `npm run issuer -- apply [--new-identity] --key FILE --origin https://code.example.gov.cn --out FILE
npm run issuer -- host --code 36 --host jiangxi.code.example.gov.cn --name 江西省 --english Jiangxi [--shards 4096] [--colours MOMENT]
                       [--providers FILE]
                       --key FILE --origin https://code.example.gov.cn --out FILE
npm run issuer -- end-hosting --code 36 --key FILE --origin https://code.example.gov.cn
npm run issuer -- withdraw-order --code 36 --key FILE --origin https://code.example.gov.cn
npm run issuer -- replace-keys --all-codes-of 4201 --key FILE --origin https://code.example.gov.cn

  apply     writes the issuer's application to the register of the nation, signed by its identity key: send it to an officer of the nation,
            who runs npm run register -- admit FILE
  host      hosts a further issuer on the nation's deployment, without a new build, once a second operator has given the same order; then
            writes its application
  end-hosting
            ends the hosting of an issuer that the register no longer lists, once a second operator has given the same order: its hosts say so, and
            its data stay; host with the same shards and colours brings them back
  withdraw-order
            takes your own waiting order back, to host an issuer or to end that
  replace-keys
            after a leak of a signing key: a new key signs at once, and every code of the region from before is refused within a minute. Phones
            fetch new codes when they are opened. It cannot be undone; --all-codes-of repeats the code of the issuer
  --origin  address of the issuer, for the three orders of hosting that of the nation; http://wuhan.localhost:8787 or http://localhost:8787 for npm start
  --key     file of your key: npm run operator -- new makes it; npm start has .yima/operators/operator-1.json and operator-2.json
  --out     the new file with the application
  --new-identity
            the application names a new identity key. The issuer signs by it once the register lists it; 30 days later the officers take the
            old one out with npm run register -- retire
  --code    two digits for a province, four for a city
  --host    where its residents go, one label below the nation's host; its gates and administrators go to gate. and office. below it
  --shards  the objects among which its people are divided, a power of two that never changes: 16 on one machine
  --providers
            a file with its identity providers, as in YIMA_ISSUERS (docs/openid-connect.md); their secrets are set in OIDC_SECRETS before
  --colours when its codes begin to show colours, such as 2026-12-01T00:00:00+08:00; absent: once its officers say so
`;

const text = { type: "string" } as const;
const options = {
  origin: text,
  key: text,
  out: text,
  "new-identity": { type: "boolean", default: false },
  code: text,
  host: text,
  name: text,
  english: text,
  shards: { type: "string", default: "4096" },
  colours: text,
  providers: text,
  "all-codes-of": text,
  help: { type: "boolean", default: false },
} as const;
const { values, positionals } = readOptions({ allowPositionals: true, options }, HELP);

/** Takes all orders about hosted issuers. */
const ORDERS = "/api/v1/operator/issuers";

async function apply(by: SignedBy, out: string): Promise<void> {
  const { application } = await sendAct(by, "/api/v1/operator/application", {
    act: "apply",
    ...(values["new-identity"] && { identity: "new" }),
  });
  writeFileSync(out, `${String(application)}\n`, { flag: "wx" });
  process.stdout.write(
    `${out}: send it to an officer of the nation, who runs npm run register -- admit ${out} …\n${await keyWords(String(application))}`,
  );
}

/** The identity key that an application names, as the officers' command shows it. */
async function keyWords(application: string): Promise<string> {
  const read = await readApplication(application, true);
  if (read === null) throw new Error("The answer is no application.");
  return `It names the identity key ${read.key.kid}, fingerprint ${await fingerprintOf(read.key)}: read it to both officers, who see it before they sign.\n`;
}

/** The list of identity providers in a file. */
function providersAt(file: string): readonly unknown[] {
  const list: unknown = JSON.parse(readFileSync(file, "utf8"));
  if (!Array.isArray(list)) throw new Error(`${file} is no list of identity providers`);
  return list;
}

async function host(by: SignedBy, out: string): Promise<void> {
  const { code = "", host: at = "", name: zh = "", english: en = "", shards, colours = null } = values;
  const providers = values.providers === undefined ? [] : providersAt(values.providers);
  const order = { code, host: at, name: { zh, en }, shards: Number(shards), coloursFrom: colours, providers };
  if (existsSync(out)) throw new Error(`${out} exists already: choose another file for the application`);
  const { state, origin, application } = await sendAct(by, ORDERS, { act: "host", ...order });
  if (state === "hosted") writeFileSync(out, `${String(application)}\n`, { flag: "wx" });
  process.stdout.write(
    state === "hosted"
      ? hostedWords(order, by.origin, String(origin), out, await keyWords(String(application)))
      : proposedWords(order, by.origin),
  );
}

async function endHosting(by: SignedBy): Promise<void> {
  const { code = "" } = values;
  const { state } = await sendAct(by, ORDERS, { act: "end_hosting", code });
  process.stdout.write(
    state === "ended"
      ? `Ended: within a minute the hosts of ${code} say that it is no longer served. Its data stay in the deployment.\n`
      : `Proposed: the end of ${code}. Within 7 days a second operator gives the same order with their own key:\n  ${endCommand(code, by.origin)}\n`,
  );
}

async function withdrawOrder(by: SignedBy): Promise<void> {
  const { code = "" } = values;
  await sendAct(by, ORDERS, { act: "withdraw_hosting", code });
  process.stdout.write(`Withdrawn: your order about ${code}.\n`);
}

async function replaceKeys(by: SignedBy): Promise<void> {
  const { kid } = await sendAct(by, "/api/v1/operator/keys", { act: "replace_keys", issuer: values["all-codes-of"] });
  process.stdout.write(
    `${String(kid)} signs from now on. Every code from before is refused within a minute, also by other issuers once the nation has the new statement.\nPeople open the app, which fetches new codes.\n`,
  );
}

interface Act {
  readonly needed: readonly (keyof typeof values)[];
  readonly run: (by: SignedBy, out: string) => Promise<void>;
}

const SIGNED = ["key", "origin"] as const;
const ACTS: Readonly<Record<string, Act>> = {
  apply: { needed: [...SIGNED, "out"], run: apply },
  host: { needed: [...SIGNED, "out", "code", "host", "name", "english"], run: host },
  "end-hosting": { needed: [...SIGNED, "code"], run: endHosting },
  "withdraw-order": { needed: [...SIGNED, "code"], run: withdrawOrder },
  "replace-keys": { needed: [...SIGNED, "all-codes-of"], run: replaceKeys },
};

async function main(): Promise<number> {
  const [name = "", ...others] = positionals;
  const act = Object.hasOwn(ACTS, name) ? ACTS[name] : undefined;
  const needed = (act ?? ACTS["apply"])?.needed ?? [];
  const { origin, key, out = "" } = values;
  const isWhole = act !== undefined && others.length === 0 && needed.every((one) => values[one] !== undefined);
  if (values.help || !isWhole || origin === undefined || key === undefined) return explain(values, needed, HELP);
  await act.run({ origin, key }, out);
  return 0;
}

await runCommand(main);
