/**
 * The operator's command for the first administrator of a city, and for what nobody above can do. It signs a request under the master secret, which
 * is in YIMA_MASTER_KEY or in the file that --key names, and sends it: `npm run administrator -- --help`. Source: docs/operate.md.
 */
import { parseArgs } from "node:util";
import { masterKeyOf, runCommand, sendAct } from "./operator-act.ts";

const HELP = `npm run administrator -- --origin https://code.example.gov.cn --division 4201 --name 张三 --phone 13800000000 --reason 首任管理员
npm run administrator -- --remove --origin … --division 4201 --phone 13800000000 --reason 离任

  --origin    address of the issuer; http://wuhan.localhost:8787 for npm start
  --division  the division's code
  --name      as on the identity document; the phone has to have logged in and bound this person
  --phone     the number that they log in with
  --reason    kept in the record of appointments
  --remove    lets them go; refused for the only one of a division
  --key       a file that holds the master secret, such as .yima/master-key; else the variable YIMA_MASTER_KEY is it
`;

const { values } = parseArgs({
  options: {
    origin: { type: "string" },
    division: { type: "string" },
    name: { type: "string" },
    phone: { type: "string" },
    reason: { type: "string" },
    remove: { type: "boolean", default: false },
    key: { type: "string" },
    help: { type: "boolean", default: false },
  },
});

async function main(): Promise<number> {
  const { origin, division, name, phone, reason, remove } = values;
  const masterKey = masterKeyOf(values.key);
  const isWhole = [origin, division, phone, reason, remove ? "" : name].every((value) => value !== undefined);
  if (values.help || !isWhole || origin === undefined || masterKey === undefined) {
    process.stderr.write(HELP);
    return values.help ? 0 : 2;
  }
  const asked = { division, phone, reason };
  const act = remove ? { act: "remove", ...asked } : { act: "appoint", ...asked, name };
  const answer = await sendAct(origin, "/api/v1/operator/administrators", masterKey, act);
  process.stdout.write(remove ? "Let go.\n" : `Appointed ${String(answer["maskedName"])} at ${division ?? ""}.\n`);
  return 0;
}

await runCommand(main);
