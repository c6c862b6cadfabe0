/**
 * The operator's command for an administrator whom no higher administrator can appoint or remove, for example the first one of a city. It signs the request with
 * the operator's key and sends it: `npm run administrator -- --help`. A second operator or an administrator approves the appointment, except in the first set-up of
 * an issuer. Source: docs/operate.md.
 */
import { explain, readOptions, runCommand, secondWords, sendAct } from "./operator-act.ts";

const HELP = `npm run administrator -- --key FILE --origin https://code.example.gov.cn --division 4201 --name 张三 --phone 13800000000 --reason 首任管理员
npm run administrator -- --key FILE --remove --origin … --division 4201 --phone 13800000000 --reason 离任

  --origin    address of the issuer; http://wuhan.localhost:8787 for npm start
  --division  the division's code
  --name      name on the identity document; the person must have logged in and entered this document before
  --phone     the person's login number
  --reason    what you have seen: you look at the person's document, because the appointment proves them in person; written to the record of appointments
  --remove    removes the administrator at once; refused for the last administrator of a division
  --key       file of your key: npm run operator -- new makes it; npm start has .yima/operators/operator-1.json and operator-2.json
`;

const text = { type: "string" } as const;
const flag = { type: "boolean", default: false } as const;
const options = { origin: text, division: text, name: text, phone: text, reason: text, remove: flag, key: text, help: flag };
const { values } = readOptions({ options }, HELP);

async function main(): Promise<number> {
  const { origin, division, name, phone, reason, remove, key } = values;
  const needed = ["key", "origin", "division", ...(remove ? [] : (["name"] as const)), "phone", "reason"] as const;
  const isWhole = needed.every((one) => values[one] !== undefined);
  if (values.help || !isWhole || origin === undefined || key === undefined) return explain(values, needed, HELP);
  const fields = { division, phone, reason };
  const act = remove ? { act: "remove", ...fields } : { act: "appoint", ...fields, name };
  const answer = await sendAct({ origin, key }, "/api/v1/operator/administrators", act);
  process.stdout.write(remove ? "Removed.\n" : appointedWords(answer, origin, division ?? ""));
  return 0;
}

/** @param answer the administrator, or the proposal, which has a state */
function appointedWords(answer: Readonly<Record<string, unknown>>, origin: string, division: string): string {
  const who = `${String(answer["maskedName"])} at ${division}`;
  if (!("state" in answer)) return `Appointed ${who}: the first set-up of this issuer needs one operator.\n`;
  return `Proposed ${who}. ${secondWords(`${division}/${String(answer["id"])}`, origin)}`;
}

await runCommand(main);
