/** The operator's command for their own key, and for what waits for a second operator: `npm run operator -- --help`. Source: docs/operate.md. */
import { parseArgs } from "node:util";
import { publicHalf } from "../src/token/secret/operator.ts";
import { runCommand, sendAct, type SignedBy } from "./operator-act.ts";
import { makeOperatorKey } from "./operator-key.ts";
import { waitingLines } from "./operator-waiting.ts";

const HELP = `npm run operator -- new NAME --key FILE
npm run operator -- list [DIVISION] --key FILE --origin https://code.example.gov.cn
npm run operator -- approve ID --note "…" --key FILE --origin …

  new       makes a key in the new file FILE and prints the entry for the setting YIMA_OPERATORS; officers see NAME
  list      shows what operators have proposed and nobody has decided, and all appointments that wait in DIVISION
  approve   decides a proposal; the ID of an appointment begins with its division: 420107/q3Zt8WfXb1LkPz0A
  refuse    the same
  withdraw  takes your own proposal back
  --note    what you checked; it is recorded
  --key     file of your key
  --origin  address of the issuer; http://wuhan.localhost:8787 for npm start
`;

const text = { type: "string" } as const;
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { key: text, origin: text, note: text, help: { type: "boolean", default: false } },
});

async function make(name: string, key: string): Promise<void> {
  process.stdout.write(`${JSON.stringify(publicHalf(await makeOperatorKey(name, key)))}\n`);
}

async function list(by: SignedBy, division: string | undefined): Promise<void> {
  process.stdout.write(waitingLines(await sendAct(by, "/api/v1/operator/waiting", { act: "list", division })));
}

async function decide(by: SignedBy, act: string, name: string, note: string): Promise<void> {
  const [id, division] = name.split("/").toReversed();
  const { state } = await sendAct(by, "/api/v1/operator/decisions", { act, division, id, note });
  process.stdout.write(`${String(state)}.\n`);
}

async function main(): Promise<number> {
  const [act = "", name] = positionals;
  const { key, origin, note, help } = values;
  if (help || key === undefined) return explain();
  if (act === "new" && name !== undefined) await make(name, key);
  else if (act === "list" && origin !== undefined) await list({ origin, key }, name);
  else if (["approve", "refuse", "withdraw"].includes(act) && name !== undefined && origin !== undefined && note !== undefined)
    await decide({ origin, key }, act, name, note);
  else return explain();
  return 0;
}

function explain(): number {
  process.stderr.write(HELP);
  return values.help ? 0 : 2;
}

await runCommand(main);
