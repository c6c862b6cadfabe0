/**
 * The operator's command for one entry of a list. It signs a request under the master secret, which is in YIMA_MASTER_KEY or in the file that
 * --key names, and sends it: `npm run fact -- --help`. Source: docs/operate.md.
 */
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import type { IssuerCode } from "../src/domain/issuer/issuer.ts";
import { signOperatorRequest } from "../src/token/operator.ts";
import { openSecrets } from "../src/token/secrets.ts";
import { ask } from "./operator-client.ts";

const HELP = `npm run fact -- --origin https://code.example.gov.cn --number 42010719880412002X --kind close_contact --from 2020-03-01 --source 420107 --reference 7-31

  --origin     address of the issuer; http://hubei.localhost:8787 for npm start
  --number     of the resident identity card
  --kind       the list, as docs/rule-sets.md names it
  --from       first day, YYYY-MM-DD
  --until      first day on which it no longer holds; left out: not known yet
  --source     code of the division whose list it is
  --reference  the entry's name in that list
  --key        a file that holds the master secret, such as .yima/master-key; else the variable YIMA_MASTER_KEY is it
`;

const text = { type: "string" } as const;
const { values } = parseArgs({
  options: {
    origin: text,
    number: text,
    kind: text,
    from: text,
    until: text,
    source: text,
    reference: text,
    key: text,
    help: { type: "boolean", default: false },
  },
});

async function main(): Promise<number> {
  const { origin, number, kind, from, until = null, source, reference } = values;
  const masterKey = values.key === undefined ? process.env.YIMA_MASTER_KEY : readFileSync(values.key, "utf8").trim();
  const isWhole = [number, kind, from, source, reference].every((value) => value !== undefined);
  if (values.help || !isWhole || origin === undefined || masterKey === undefined) {
    process.stderr.write(HELP);
    return values.help ? 0 : 2;
  }
  const issuer = await ask(origin, "GET", "/.well-known/yima-issuer");
  const code = issuer.body["code"];
  if (issuer.status !== 200 || typeof code !== "string") throw new Error(`${origin} is no issuer: ${issuer.status}`);
  const act = { act: "fact", document: { type: "10", number }, kind, from, until, source, reference };
  const secrets = await openSecrets(masterKey, code as IssuerCode);
  const request = await signOperatorRequest(secrets, crypto.randomUUID(), act, Date.now());
  const answer = await ask(origin, "POST", "/api/v1/operator/facts", { request });
  if (answer.status > 299) {
    const sentence = answer.body["sentence"] as { readonly zh: string; readonly en: string } | undefined;
    const pointer = answer.body["pointer"];
    const place = typeof pointer === "string" ? ` ${pointer}` : "";
    process.stderr.write(
      `${answer.status} ${String(answer.body["code"])}${place}: ${sentence?.zh ?? ""} ${sentence?.en ?? ""}\n`,
    );
    return 1;
  }
  process.stdout.write(answer.body["changed"] === true ? "Entered.\n" : "Known already.\n");
  return 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
