/** The operator's command for their own key: `npm run operator -- --help`. Source: docs/operate.md. */
import { parseArgs } from "node:util";
import { runCommand } from "./operator-act.ts";
import { publicHalf } from "../src/token/secret/operator.ts";
import { makeOperatorKey } from "./operator-key.ts";

const HELP = `npm run operator -- new NAME --key FILE

  new     makes a key in the new file FILE and prints the entry for the setting YIMA_OPERATORS; officers see NAME
  --key   file of your key
`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { key: { type: "string" }, help: { type: "boolean", default: false } },
});

async function main(): Promise<number> {
  const [act, name] = positionals;
  const { key, help } = values;
  if (help || act !== "new" || name === undefined || key === undefined) {
    process.stderr.write(HELP);
    return help ? 0 : 2;
  }
  process.stdout.write(`${JSON.stringify(publicHalf(await makeOperatorKey(name, key)))}\n`);
  return 0;
}

await runCommand(main);
