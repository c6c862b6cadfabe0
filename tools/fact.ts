/**
 * The operator's command that proposes one fact about a person. It signs the request with the operator's key and sends it: `npm run fact -- --help`. An officer
 * or a second operator approves it. Source: docs/operate.md.
 */
import { HEALTH_REASONS } from "../src/domain/proposal/reason.ts";
import { explain, readOptions, runCommand, secondWords, sendAct } from "./operator-act.ts";

const HELP = `npm run fact -- --key FILE --origin https://code.example.gov.cn --number 42010719880412002X --kind close_contact --from 2020-03-01 --source 420107 --reference 7-31 --reason diagnosis --evidence "CDC report 7"

  --key        file of your key: npm run operator -- new makes it; npm start has .yima/operators/operator-1.json and operator-2.json
  --origin     address of the issuer; http://hubei.localhost:8787 for npm start
  --number     number of the resident identity card
  --kind       the list, by its name in docs/rule-sets.md
  --from       first day, YYYY-MM-DD
  --until      first day after the end, YYYY-MM-DD; default: no end yet
  --source     code of the division that keeps the list
  --reference  the name of the entry in that list
  --reason     ${HEALTH_REASONS.join(", ")}
  --evidence   the evidence for the second one: the number of a notice, a report
`;

const text = { type: "string" } as const;
const ENTRY = { number: text, kind: text, from: text, source: text, reference: text, reason: text, evidence: text };
const options = { key: text, origin: text, ...ENTRY, until: text, help: { type: "boolean", default: false } } as const;
const { values } = readOptions({ options }, HELP);
const needed = ["key", "origin", ...Object.keys(ENTRY)];

async function main(): Promise<number> {
  const { origin, number, kind, from, until = null, source, reference, reason, evidence, key } = values;
  const isWhole = [number, kind, from, source, reference, reason, evidence].every((value) => value !== undefined);
  if (values.help || !isWhole || origin === undefined || key === undefined) return explain(values, needed, HELP);
  const entry = { document: { type: "10", number }, kind, from, until, source, reference };
  const { id } = await sendAct({ origin, key }, "/api/v1/operator/facts", { act: "fact", ...entry, reason, evidence });
  process.stdout.write(`Proposed. ${secondWords(String(id), origin)}`);
  return 0;
}

await runCommand(main);
