/** The operator's command for the issuer itself: `npm run issuer -- --help`. Source: docs/trust.md. */
import { writeFileSync } from "node:fs";
import { explain, readOptions, runCommand, sendAct } from "./operator-act.ts";

const HELP = `npm run issuer -- apply [--new-identity] --key FILE --origin https://code.example.gov.cn --out FILE

  apply     writes the issuer's application to the register of the nation, signed by its identity key: send it to an officer of the nation,
            who runs npm run register -- admit FILE
  --origin  address of the issuer; http://wuhan.localhost:8787 for npm start
  --key     file of your key: npm run operator -- new makes it; npm start has .yima/operators/operator-1.json and operator-2.json
  --out     the new file with the application
  --new-identity
            the application names a new identity key. The issuer signs by it once the register lists it; 30 days later the officers take the
            old one out with npm run register -- retire
`;

const text = { type: "string" } as const;
const options = {
  origin: text,
  key: text,
  out: text,
  "new-identity": { type: "boolean", default: false },
  help: { type: "boolean", default: false },
} as const;
const { values, positionals } = readOptions({ allowPositionals: true, options }, HELP);

async function main(): Promise<number> {
  const { origin, key, out } = values;
  const isApply = positionals.length === 1 && positionals[0] === "apply";
  if (values.help || !isApply || origin === undefined || key === undefined || out === undefined)
    return explain(values, ["key", "origin", "out"], HELP);
  const { application } = await sendAct({ origin, key }, "/api/v1/operator/application", {
    act: "apply",
    ...(values["new-identity"] && { identity: "new" }),
  });
  writeFileSync(out, `${String(application)}\n`, { flag: "wx" });
  process.stdout.write(`${out}: send it to an officer of the nation, who runs npm run register -- admit ${out} …\n`);
  return 0;
}

await runCommand(main);
