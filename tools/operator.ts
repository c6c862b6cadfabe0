/** The operator's command for their own key, and for what waits for a second operator: `npm run operator -- --help`. Source: docs/operate.md. */
import { publicHalf } from "../src/token/secret/operator.ts";
import { explain, readOptions, runCommand, sendAct, type SignedBy } from "./operator-act.ts";
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
const options = { key: text, origin: text, note: text, help: { type: "boolean", default: false } } as const;
const { values, positionals } = readOptions({ allowPositionals: true, options }, HELP);
/** The options that each act needs. */
const DECISION = ["key", "origin", "note"];
const NEEDED: Readonly<Record<string, readonly string[]>> = {
  new: ["key"],
  list: ["key", "origin"],
  approve: DECISION,
  refuse: DECISION,
  withdraw: DECISION,
};

async function make(name: string, key: string): Promise<void> {
  process.stdout.write(`${JSON.stringify(publicHalf(await makeOperatorKey(name, key)))}\n`);
}

async function list(by: SignedBy, division: string | undefined): Promise<void> {
  process.stdout.write(waitingLines(await sendAct(by, "/api/v1/operator/waiting", { act: "list", division }), by.origin));
}

async function decide(by: SignedBy, act: string, name: string, note: string): Promise<void> {
  const [id, division] = name.split("/").toReversed();
  const { state } = await sendAct(by, "/api/v1/operator/decisions", { act, division, id, note });
  const word = String(state);
  process.stdout.write(`${word.charAt(0).toUpperCase()}${word.slice(1)}.\n`);
}

async function main(): Promise<number> {
  const [act = "", name] = positionals;
  const { key, origin, note, help } = values;
  if (help || key === undefined) return explain(values, NEEDED[act] ?? [], HELP);
  if (act === "new" && name !== undefined) await make(name, key);
  else if (act === "list" && origin !== undefined) await list({ origin, key }, name);
  else if (NEEDED[act] === DECISION && name !== undefined && origin !== undefined && note !== undefined)
    await decide({ origin, key }, act, name, note);
  else return explain(values, NEEDED[act] ?? [], HELP);
  return 0;
}

await runCommand(main);
